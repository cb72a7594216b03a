package dev.tillbridge.connector.culprit;

/** An SDK outside of its connector. */
public final class BorrowsIntuit {
  public static final Class<?> WRONG = com.intuit.ipp.data.SalesReceipt.class;
}
