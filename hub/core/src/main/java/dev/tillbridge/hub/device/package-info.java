/**
 * Tills as devices: let in by a manager's code, proven by a key of their own, heard through a journal whose
 * entries are signed and chained.
 */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.device;
