package dev.tillbridge.hub.sales;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopRefund.Restock;
import java.time.Instant;
import java.util.List;

/**
 * How an outside order came to be what it is: all versions that we were told of, where its units
 * are, and what went back of it.
 */
public record OrderHistory(List<Version> versions, List<Part> parts, List<Refund> refunds) {

  public OrderHistory {
    versions = List.copyOf(versions);
    parts = List.copyOf(parts);
    refunds = List.copyOf(refunds);
  }

  /**
   * One version.
   *
   * @param number counts them in the order in which we heard of them
   * @param updatedAt when the shop made it
   * @param heardAt when we were told
   * @param total before refunds
   * @param late a newer one was known: it has changed nothing
   * @param current what the order is now
   */
  public record Version(
      int number,
      Instant updatedAt,
      Instant heardAt,
      Money total,
      Money refunded,
      boolean late,
      boolean current) {}

  /**
   * A line and where its units are.
   *
   * @param ordered with what edits added
   * @param gone left the shelf: sent, or written off by the shop
   * @param back taken off before they left
   * @param returned left, and came back to the shelf
   */
  public record Part(String lineId, Sku sku, int ordered, int gone, int back, int returned) {

    /** Units that are still promised. */
    public int open() {
      return ordered - gone - back;
    }
  }

  /**
   * What went back.
   *
   * @param version that told of it first
   * @param goods what the units had cost, before any tax on top
   */
  public record Refund(
      String id,
      int version,
      Instant at,
      Money amount,
      Money goods,
      Money tax,
      Money shipping,
      String note,
      List<Units> units) {

    public Refund {
      units = List.copyOf(units);
    }
  }

  /** Units of a refund, and what became of them. */
  public record Units(String lineId, int quantity, Restock restock) {}
}
