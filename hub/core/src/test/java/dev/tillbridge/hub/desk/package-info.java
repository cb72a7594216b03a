/** Tests of sales from every door, on a real PostgreSQL. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.desk;
