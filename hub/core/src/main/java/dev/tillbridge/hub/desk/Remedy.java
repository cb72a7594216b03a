package dev.tillbridge.hub.desk;

/** What can be done when units are missing. */
public enum Remedy {
  /** The promised units come from another location. */
  OTHER_LOCATION,
  /** They are not delivered; the customer gets his money back. */
  CANCEL_AND_REFUND,
  /** Goods are expected that will cover it. */
  WAIT,
  /** Something else is delivered in their place, at the price that was paid. */
  SUBSTITUTE,
  /** A cart that nobody has paid for ends. */
  RELEASE,
  /** It is somebody else who will not get his units. */
  CHOOSE
}
