/**
 * Shopify behind the port {@link dev.tillbridge.model.shop.ShopChannel}: their vocabulary, the
 * translation into ours, and the transport.
 */
@org.jspecify.annotations.NullMarked
package dev.tillbridge.connector.shopify;
