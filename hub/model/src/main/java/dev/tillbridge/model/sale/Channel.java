package dev.tillbridge.model.sale;

/** Through which door a sale came. Which shop or register it was, its references tell. */
public enum Channel {
  /** A register in a store. */
  COUNTER,
  /** An online shop. */
  WEB
}
