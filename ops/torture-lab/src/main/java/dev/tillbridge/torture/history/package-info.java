/** What was asked and what came of it. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.torture.history;
