/** The hub as a program. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app;
