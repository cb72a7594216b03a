/** Runs the model checker over the specifications in {@code src/main/tla}. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.proof;
