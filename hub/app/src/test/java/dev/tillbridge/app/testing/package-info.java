/** The whole hub, running, for tests. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.app.testing;
