package dev.tillbridge.model.place;

/** Whether the prices on the shelf already contain the tax. */
public enum TaxMode {
  /** Tax comes on top, as in the United States. */
  EXCLUSIVE,
  /** Tax is inside the price, as in Europe. */
  INCLUSIVE
}
