/** A WooCommerce shop as a shop channel: REST v3, webhooks signed over their raw bytes. */
@NullMarked
package dev.tillbridge.connector.woocommerce;

import org.jspecify.annotations.NullMarked;
