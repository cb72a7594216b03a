/** The lines break as they should. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.torture.wire;
