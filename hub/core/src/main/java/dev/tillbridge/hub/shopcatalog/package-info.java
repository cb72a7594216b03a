/** The catalogue shared with an outside shop: its first import, and news of it both ways. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.shopcatalog;
