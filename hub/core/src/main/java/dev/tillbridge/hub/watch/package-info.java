/** Notices when a shop's webhooks fall silent. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.watch;
