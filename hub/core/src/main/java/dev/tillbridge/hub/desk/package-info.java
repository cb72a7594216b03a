/** The desk where a person decides about what was promised and cannot be kept; and pick-ups. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.desk;
