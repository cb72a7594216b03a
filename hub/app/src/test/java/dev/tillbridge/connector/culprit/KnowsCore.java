package dev.tillbridge.connector.culprit;

/** A connector that knows the core. */
public final class KnowsCore {
  public static final Class<?> WRONG = dev.tillbridge.hub.delivery.Deliveries.class;
}
