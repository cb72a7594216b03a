package dev.tillbridge.connector.culprit;

/** A connector that knows another. */
public final class KnowsAnother {
  public static final Class<?> WRONG = dev.tillbridge.connector.paypal.PayPalGateway.class;
}
