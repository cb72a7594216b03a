package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.List;

/**
 * Stock lent to a register, which sells it without asking.
 *
 * @param generation counts the devices at this register
 * @param journalCount how many entries the device's journal had when it last spoke
 * @param expiresAt the device stops selling freely then; its units stay lent
 * @param beyond what the till does when a customer wants more than it may sell
 */
public record Lease(
    String register,
    int generation,
    LocationId location,
    LeaseState state,
    long journalCount,
    Instant openedAt,
    Instant renewedAt,
    Instant expiresAt,
    LeasePolicy.Beyond beyond,
    List<Item> items) {

  public Lease {
    items = List.copyOf(items);
  }

  /**
   * One SKU of a lease. All counts are units and, but for the last four, totals that only grow.
   *
   * @param granted rights so far
   * @param grantSeq grows with the rights
   * @param returned given back so far
   * @param sold without asking, as far as the hub knows
   * @param recorded the part of sold that has arrived as sales
   * @param remaining how many the device may still sell without asking
   * @param giveBack how many the hub asks for; the device lowers its rights first, then says so
   * @param lent carved out for the device now, sales that are still to come included
   * @param suspense lent to a lost device; its fate is unknown
   */
  public record Item(
      Sku sku,
      long granted,
      long grantSeq,
      long returned,
      long sold,
      long recorded,
      int remaining,
      int giveBack,
      int lent,
      int suspense) {}
}
