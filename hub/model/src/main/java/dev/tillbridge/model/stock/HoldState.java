package dev.tillbridge.model.stock;

/** The life of a hold; see STOCK.md. */
public enum HoldState {
  /** Units are promised, until the time runs out. */
  HELD,
  /** Money is on its way; does not run out. */
  PAYING,
  /** Sold. */
  COMMITTED,
  /** Sold, and the goods are gone. */
  FULFILLED,
  /** Sold, then cancelled before the goods left. */
  REVERSED,
  /** Given back by its owner. */
  RELEASED,
  /** Ran out. */
  EXPIRED,
  /** There was not enough. */
  REFUSED,
  /** Closed before it began: an id whose fate was unknown is barred for ever. */
  VOID;

  /** True while units are set aside and no sale has been made. */
  public boolean isOpen() {
    return this == HELD || this == PAYING;
  }
}
