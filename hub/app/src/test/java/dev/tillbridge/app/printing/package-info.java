/** The HTTP interface, asked from outside. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.printing;
