package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import org.jspecify.annotations.Nullable;

/**
 * What one device was lent of one SKU: totals that only grow, so that a message which is repeated,
 * late or lost changes nothing. Every method answers the share as it is afterwards.
 *
 * @param granted rights so far
 * @param seq grows with the rights
 * @param recorded sold without asking, as far as its sales have arrived
 * @param reported sold without asking, as far as the device has said so
 * @param returned back in the hub's hands so far, counted as gone included
 * @param writtenOff the part of returned that was counted as gone
 * @param wished how many the device asked for, or null
 */
record LeaseShare(
    Sku sku,
    State state,
    long granted,
    long seq,
    long recorded,
    long reported,
    long returned,
    long writtenOff,
    @Nullable Integer wished) {

  /** Where the units stand that are lent. */
  enum State {
    /** In escrow; the device may sell. */
    ACTIVE,
    /** In escrow; only sales that are still to come. */
    SEALED,
    /** In suspense. */
    SUSPENSE,
    /** There are none. */
    CLOSED
  }

  /**
   * A sale that has arrived.
   *
   * @param share as it is now
   * @param units sold without asking
   * @param covered of its units, so many were lent
   * @param explained so many had been counted as gone before; they do not leave a second time
   */
  record Sold(LeaseShare share, int units, int covered, int explained) {

    /** Taken out of escrow. */
    int fromEscrow() {
      return share.state == State.SUSPENSE ? 0 : covered;
    }

    /** Taken out of suspense. */
    int fromSuspense() {
      return covered - fromEscrow();
    }
  }

  /** Nothing was ever lent. */
  static LeaseShare none(Sku sku) {
    return new LeaseShare(sku, State.ACTIVE, 0, 0, 0, 0, 0, 0, null);
  }

  /** Lent now: what the device may still sell, and what it sold without our knowing the sale. */
  int outstanding() {
    return Math.toIntExact(granted - recorded - returned);
  }

  /** Sold without asking, as far as we know. */
  long sold() {
    return Math.max(recorded, reported);
  }

  /** Rights that are left; below zero by what was sold beyond them and has not arrived. */
  long left() {
    return granted - returned - sold();
  }

  /** How many the device may still sell without asking. */
  int remaining() {
    return state == State.ACTIVE ? Math.toIntExact(Math.max(0, left())) : 0;
  }

  LeaseShare grant(int units) {
    return new LeaseShare(
        sku, state, granted + units, seq + 1, recorded, reported, returned, writtenOff, wished);
  }

  /** The device has definitely given them up. */
  LeaseShare giveBack(int units) {
    return new LeaseShare(
        sku, state, granted, seq, recorded, reported, returned + units, writtenOff, wished);
  }

  LeaseShare report(long sold, @Nullable Integer wanted) {
    return new LeaseShare(
        sku,
        state,
        granted,
        seq,
        recorded,
        Math.max(reported, sold),
        returned,
        writtenOff,
        wanted == null ? wished : wanted);
  }

  LeaseShare in(State now) {
    return new LeaseShare(sku, now, granted, seq, recorded, reported, returned, writtenOff, wished);
  }

  /** Somebody counted: of the units in suspense so many are there, the others are gone. */
  LeaseShare count(int found) {
    int lent = outstanding();
    return new LeaseShare(
            sku,
            state,
            granted,
            seq,
            recorded,
            reported,
            returned + lent,
            writtenOff + lent - found,
            wished)
        .in(State.CLOSED);
  }

  /**
   * Units that the device sold without asking. What was lent covers them; then what was counted as
   * gone explains them; the rest was sold beyond the rights, and is granted and sold in one breath,
   * so that our totals stay the device's.
   */
  Sold sell(int units) {
    int covered = Math.min(units, outstanding());
    int explained = (int) Math.min(units - covered, writtenOff);
    int beyond = units - covered - explained;
    var now = new LeaseShare(
        sku,
        state,
        granted + beyond,
        beyond > 0 ? seq + 1 : seq,
        recorded + units,
        reported,
        returned - explained,
        writtenOff - explained,
        wished);
    return new Sold(now, units, covered, explained);
  }
}
