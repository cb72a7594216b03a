/** How the hub gets along with PostgreSQL, whatever it is about. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.database;
