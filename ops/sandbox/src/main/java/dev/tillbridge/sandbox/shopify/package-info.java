/** Shopify's Admin API, its webhooks, and the shop behind them. */
@NullMarked
package dev.tillbridge.sandbox.shopify;

import org.jspecify.annotations.NullMarked;
