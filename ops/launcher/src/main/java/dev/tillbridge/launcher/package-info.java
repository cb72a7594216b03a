/** Behind {@code ops/demo}: starts PostgreSQL, Redis, the sandbox and the hub, and ends them all. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.launcher;
