/** The hub's HTTP interface for tills, programs and shops. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.api;
