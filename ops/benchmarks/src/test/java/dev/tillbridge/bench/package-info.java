/** The bench runs, and says what is wrong with its arguments. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.bench;
