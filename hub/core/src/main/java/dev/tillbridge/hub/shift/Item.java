package dev.tillbridge.hub.shift;

import dev.tillbridge.model.money.Money;
import java.util.UUID;

/**
 * One thing that a report counts.
 *
 * @param kind SALE, REFUND, PAY_IN, PAY_OUT or DROP
 * @param number as printed, or the reason of a movement
 * @param total of the receipt, or what was moved; below zero out of the drawer
 * @param cash the part of it that is in the drawer; below zero out of it
 * @param awaited it was not here when the report was made, and counts as its till told it
 */
public record Item(UUID id, String kind, String number, Money total, Money cash, boolean awaited) {

  /** Whether another has come out the same. */
  boolean comesTo(Item other) {
    return total.equals(other.total) && cash.equals(other.cash);
  }

  /** What another is more than this. */
  Item until(Item other) {
    return new Item(
        id, other.kind, other.number, other.total.minus(total), other.cash.minus(cash), false);
  }
}
