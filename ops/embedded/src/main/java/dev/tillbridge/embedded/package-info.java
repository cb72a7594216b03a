/** Real PostgreSQL and Redis servers as child processes, for the demo and for tests. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.embedded;
