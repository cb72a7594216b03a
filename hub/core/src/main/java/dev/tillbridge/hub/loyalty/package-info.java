/** Loyalty points. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.hub.loyalty;
