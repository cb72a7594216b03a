package dev.tillbridge.model.place;

/** What the counter does when the shelf, as we count it, does not cover a sale. */
public enum StockPolicy {
  /** Goods in the customer's hand are real: sell, warn, open a case. */
  WARN,
  /** Do not sell what we do not count. */
  REFUSE
}
