/** Camel: one class a flow. A route shows when, how many and how fast; what is decided is plain Java. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.routes;
