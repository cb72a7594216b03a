@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.receipts;
