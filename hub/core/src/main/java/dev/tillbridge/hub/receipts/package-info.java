/** Receipts of sales at the counter, for the customer who has the address of his. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.receipts;
