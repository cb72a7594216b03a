/** What the tests of the core share. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.testing;
