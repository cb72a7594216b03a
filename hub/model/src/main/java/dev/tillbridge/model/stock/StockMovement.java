package dev.tillbridge.model.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;

/**
 * One line of the append-only ledger of stock. The sum of all lines is the shelf.
 *
 * @param seq the order of recording
 * @param cause what kind of event moved the units
 * @param causeId which event; (cause, causeId, location, sku) exists once
 * @param eventTime when it happened
 * @param recordedTime when we learned of it
 */
public record StockMovement(
    long seq,
    LocationId location,
    Sku sku,
    Delta delta,
    Cause cause,
    String causeId,
    Instant eventTime,
    Instant recordedTime) {

  /** By how much each count changed; units, may be negative. */
  public record Delta(int onHand, int held, int committed, int escrowed, int suspense) {}

  /** Why units moved or changed their state. */
  public enum Cause {
    /** Goods came in. */
    RECEIPT,
    /** A catalogue import set the first count. */
    OPENING,
    /** A hold was granted. */
    HOLD,
    /** A hold was given back by its owner. */
    RELEASE,
    /** A hold ran out. */
    EXPIRY,
    /** A hold became a sale, or a sale was taken without one. */
    SALE,
    /** An outside shop's order consumed what it was published. */
    SHOP_ORDER,
    /** Goods of a web order left. */
    FULFILMENT,
    /** A web order was cancelled before its goods left. */
    REVERSAL,
    /** Units were carved out for an outside shop. */
    PUBLISH,
    /** Units came back from an outside shop. */
    TAKE_BACK
  }
}
