/** A WooCommerce shop: REST v3, stock that is set without being compared, webhooks sent once. */
@NullMarked
package dev.tillbridge.sandbox.woocommerce;

import org.jspecify.annotations.NullMarked;
