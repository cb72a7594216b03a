/** PayPal's checkout orders, captures and refunds, and the buyer's approval page. */
@NullMarked
package dev.tillbridge.sandbox.paypal;

import org.jspecify.annotations.NullMarked;
