package dev.tillbridge.hub.inventory;

/** How closely the units of a SKU are followed. */
public enum Tracking {
  /** They are all alike. */
  NONE,
  /** Each has a number of its own. */
  SERIAL,
  /** They come in lots, which may expire. */
  LOT
}
