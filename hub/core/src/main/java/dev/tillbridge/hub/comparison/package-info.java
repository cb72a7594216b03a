/** Compares days of shops with what the hub made of them. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.comparison;
