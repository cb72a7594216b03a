/** The whole demo, as a user runs it, driven in a real browser. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.e2e;
