/** What we owe to whoever holds it: gift cards, store credit, deposits. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.credit;
