package dev.tillbridge.connector.culprit;

/** An SDK outside of its connector. */
public final class BorrowsPayPal {
  public static final Class<?> WRONG = com.paypal.orders.Order.class;
}
