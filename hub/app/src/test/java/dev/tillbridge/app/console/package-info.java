/** The console, asked from outside. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.console;
