/** What other systems must be told (outbox) and what they told us (inbox). */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.delivery;
