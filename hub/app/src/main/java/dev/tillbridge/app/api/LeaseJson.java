package dev.tillbridge.app.api;

import dev.tillbridge.hub.stock.Lease;
import dev.tillbridge.hub.stock.LeasePolicy;
import dev.tillbridge.hub.stock.LeaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Stock lent to a till.
 *
 * @param expiresAt the till stops selling freely then; nothing becomes free by it
 * @param validSeconds the same as seconds from now, for a till that does not trust its clock
 * @param beyond what the till does with more than it may sell: it may oversell
 */
record LeaseJson(
    String register,
    int generation,
    String location,
    LeaseState state,
    long journalCount,
    Instant openedAt,
    Instant renewedAt,
    Instant expiresAt,
    long validSeconds,
    LeasePolicy.Beyond beyond,
    List<Item> items) {

  /**
   * One SKU, in units.
   *
   * @param granted rights so far: a total, so that an answer which comes twice changes nothing
   * @param sold without asking so far, as far as the hub knows
   * @param recorded of these, arrived as sales
   * @param remaining how many it may sell now without asking
   * @param giveBack how many the hub would like back
   * @param lent carved out for it now
   * @param suspense lent to it when it was lost; nobody knows what became of them
   */
  record Item(
      String sku,
      long granted,
      long grantSeq,
      long returned,
      long sold,
      long recorded,
      int remaining,
      int giveBack,
      int lent,
      int suspense) {
    static Item of(Lease.Item item) {
      return new Item(
          item.sku().code(),
          item.granted(),
          item.grantSeq(),
          item.returned(),
          item.sold(),
          item.recorded(),
          item.remaining(),
          item.giveBack(),
          item.lent(),
          item.suspense());
    }
  }

  static LeaseJson of(Lease lease, Instant now) {
    boolean sells = lease.state() == LeaseState.ACTIVE;
    return new LeaseJson(
        lease.register(),
        lease.generation(),
        lease.location().code(),
        lease.state(),
        lease.journalCount(),
        lease.openedAt(),
        lease.renewedAt(),
        lease.expiresAt(),
        sells ? Math.max(0, Duration.between(now, lease.expiresAt()).toSeconds()) : 0,
        lease.beyond(),
        lease.items().stream().map(Item::of).toList());
  }
}
