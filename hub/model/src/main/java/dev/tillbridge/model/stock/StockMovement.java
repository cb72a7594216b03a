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

  /**
   * By how much each count changed; units, may be negative.
   *
   * @param damaged lies there but cannot be sold; not part of on hand
   * @param inTransit on its way to this location; not part of on hand
   */
  public record Delta(
      int onHand, int held, int committed, int escrowed, int suspense, int damaged, int inTransit) {

    /** A change of units that can be sold. */
    public Delta(int onHand, int held, int committed, int escrowed, int suspense) {
      this(onHand, held, committed, escrowed, suspense, 0, 0);
    }

    /** Both changes together. */
    public Delta plus(Delta other) {
      return new Delta(
          onHand + other.onHand,
          held + other.held,
          committed + other.committed,
          escrowed + other.escrowed,
          suspense + other.suspense,
          damaged + other.damaged,
          inTransit + other.inTransit);
    }
  }

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
    TAKE_BACK,
    /** Units were lent to a register, which sells them without asking. */
    LEASE_GRANT,
    /** A register gave back what it was lent. */
    LEASE_RETURN,
    /** A register was lost; nobody knows what it sold of what it was lent. */
    LEASE_LOST,
    /** Units that a lost register had been lent were found. */
    LEASE_FOUND,
    /** Units that a lost register had been lent were counted as gone. */
    LEASE_WRITE_OFF,
    /** Units that had been counted as gone turned out to have been sold. */
    LEASE_EXPLAINED,
    /** Promised units are to come from another location: given back here, set aside there. */
    REROUTE,
    /** Another SKU takes the place of one that was promised. */
    SUBSTITUTION,
    /** Goods left for another location; there they are in transit. */
    TRANSFER_SHIPPED,
    /** Goods in transit arrived, or it became clear that they will not. */
    TRANSFER_RECEIVED,
    /** Somebody counted the shelf: the difference to what the ledger expected at that time. */
    COUNT,
    /** News of before a count came after it: the count had seen its effect already. */
    COUNT_CORRECTION,
    /** A customer brought goods back. */
    RETURN,
    /** Goods were found damaged. */
    DAMAGE,
    /** Damaged goods can be sold again. */
    REPAIR,
    /** Damaged goods were thrown away or sent back. */
    WRITE_OFF
  }
}
