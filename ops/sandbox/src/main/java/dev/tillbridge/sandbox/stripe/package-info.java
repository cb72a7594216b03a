/** Stripe with card terminals, as a hub in the shop sees it. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.sandbox.stripe;
