/** Lines between processes that can be made bad. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.torture.wire;
