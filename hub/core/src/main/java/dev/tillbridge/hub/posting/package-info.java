/** Sales on their way into the accounting software. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.posting;
