/** PayPal as a payment gateway, by PayPal's Checkout SDK. */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.connector.paypal;
