/** What the merchant watches: sales, stock, deliveries and what needs a person. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.console;
