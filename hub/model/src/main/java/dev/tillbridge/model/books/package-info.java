/** The accounting software, as the hub needs it. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.model.books;
