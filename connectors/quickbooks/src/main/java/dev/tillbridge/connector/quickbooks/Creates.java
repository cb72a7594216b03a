package dev.tillbridge.connector.quickbooks;

/**
 * What may be created in QuickBooks when it is not there. What may not is named, and the document
 * waits until somebody has added it.
 */
public record Creates(boolean accounts, boolean items, boolean customers) {

  /** Nothing without a person. */
  public static final Creates NOTHING = new Creates(false, false, false);

  /** Items and customers; an account is a bookkeeper's own decision. */
  public static final Creates USUAL = new Creates(false, true, true);

  /** Whatever a document needs. */
  public static final Creates ALL = new Creates(true, true, true);
}
