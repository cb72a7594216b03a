/** Rows of the fault matrix, each with its figure. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.torture.faults;
