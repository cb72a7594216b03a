/**
 * The merchant's own double-entry ledger. It knows what may be booked and nothing of who books: whoever
 * makes something happen that moves money calls {@link Books} in the same transaction.
 */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.books;
