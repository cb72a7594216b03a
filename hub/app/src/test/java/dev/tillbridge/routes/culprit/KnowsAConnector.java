package dev.tillbridge.routes.culprit;

/** A route that knows a connector. */
public final class KnowsAConnector {
  public static final Class<?> WRONG = dev.tillbridge.connector.shopify.ShopifyChannel.class;
}
