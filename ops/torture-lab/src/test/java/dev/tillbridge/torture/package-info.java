/** The torture itself. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.torture;
