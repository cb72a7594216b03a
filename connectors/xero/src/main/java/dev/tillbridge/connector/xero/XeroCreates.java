package dev.tillbridge.connector.xero;

/**
 * What may be created at Xero when it is not there. A document waits for an account or a contact that may
 * not be created and says so; items it can do without.
 */
public record XeroCreates(boolean accounts, boolean items, boolean contacts) {

  /** Nothing without a person. */
  public static final XeroCreates NOTHING = new XeroCreates(false, false, false);

  /** Items and contacts; an account is a bookkeeper's own decision. */
  public static final XeroCreates USUAL = new XeroCreates(false, true, true);

  /** Whatever a document needs. */
  public static final XeroCreates ALL = new XeroCreates(true, true, true);
}
