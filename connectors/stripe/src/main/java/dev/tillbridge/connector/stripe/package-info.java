/** Cards at the counter by Stripe Terminal, driven from the server. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.connector.stripe;
