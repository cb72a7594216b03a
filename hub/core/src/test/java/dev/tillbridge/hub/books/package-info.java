/** The ledger on a real PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.books;
