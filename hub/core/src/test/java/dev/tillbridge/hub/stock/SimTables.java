package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.sim.Table;
import dev.tillbridge.hub.stock.sim.Tx;
import dev.tillbridge.hub.stock.sim.Violation;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of the hub that the stock protocol touches, as V1 and its successors define them. */
final class SimTables {

  /** As escrow names the only shop. */
  static final String SHOP = "shop:" + SimShop.NAME;

  /** A SKU at a location. */
  record Shelf(LocationId location, Sku sku) implements Comparable<Shelf> {
    private static final Comparator<Shelf> ORDER =
        Comparator.comparing(Shelf::location).thenComparing(Shelf::sku);

    @Override
    public int compareTo(Shelf other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return location + "/" + sku;
    }
  }

  /** A holder of escrow (a shop, or a register's lease) or a shop alone, and its shelf. */
  record Claim(String holder, long generation, Shelf shelf) implements Comparable<Claim> {
    private static final Comparator<Claim> ORDER = Comparator.comparing(Claim::holder)
        .thenComparingLong(Claim::generation)
        .thenComparing(Claim::shelf);

    @Override
    public int compareTo(Claim other) {
      return ORDER.compare(this, other);
    }
  }

  record Location(long epoch, String state) {}

  /** @param delta all counts, {@code lacking} the licence to lie below zero */
  record Stock(Delta delta, int lacking, long version) {
    int free() {
      return delta.onHand()
          - delta.held()
          - delta.committed()
          - delta.escrowed()
          - delta.suspense();
    }
  }

  record Hold(
      UUID id,
      @Nullable String hash,
      @Nullable LocationId location,
      @Nullable Channel channel,
      HoldState state,
      long epoch,
      @Nullable UUID saleId,
      long createdAt,
      long expiresAt,
      @Nullable UUID partOf,
      List<StockLine> lines,
      Map<Sku, Integer> available) {

    Hold with(HoldState newState, @Nullable UUID sale) {
      return new Hold(
          id,
          hash,
          location,
          channel,
          newState,
          epoch,
          sale == null ? saleId : sale,
          createdAt,
          expiresAt,
          partOf,
          lines,
          available);
    }

    Hold with(List<StockLine> newLines, Map<Sku, Integer> free) {
      return new Hold(
          id, hash, location, channel, state, epoch, saleId, createdAt, expiresAt, partOf, newLines,
          free);
    }
  }

  record Line(long seq, Shelf shelf, Delta delta, Cause cause, String causeId) {}

  /** What stands behind a shop's windows, or what a register was lent. */
  record Escrow(LocationId location, LeaseShare share) {
    int outstanding() {
      return share.outstanding();
    }

    boolean isSuspense() {
      return share.state() == LeaseShare.State.SUSPENSE;
    }
  }

  record Window(
      @Nullable Integer shown,
      int wanted,
      long wantedUntil,
      ShopWindowStore.@Nullable Pending pending,
      int drifts,
      long driftedAt) {

    static final Window NEW = new Window(null, 0, 0, null, 0, 0);

    /** The number moves, if it is known. */
    Window move(int pieces) {
      return shown == null ? this : show(shown + pieces);
    }

    Window show(@Nullable Integer units) {
      return new Window(units, wanted, wantedUntil, pending, drifts, driftedAt);
    }

    Window want(int units, long until) {
      return new Window(shown, units, until, pending, drifts, driftedAt);
    }

    Window change(ShopWindowStore.@Nullable Pending change) {
      return new Window(shown, wanted, wantedUntil, change, drifts, driftedAt);
    }

    Window drift(int times, long at) {
      return new Window(shown, wanted, wantedUntil, pending, times, at);
    }
  }

  record Due(boolean open, int revision, long nextAt, long lease, int attempts, String note) {}

  /** A sale or a receipt of goods that is on record; the goods of some sales had left before. */
  record Recorded(
      UUID id,
      boolean sale,
      @Nullable UUID hold,
      LocationId location,
      List<StockLine> lines,
      boolean left,
      List<Shortage> shortages) {}

  /** The newest version of a shop's order that was looked at; its state null for a moment only. */
  record Taken(int version, SimOrders.@Nullable State state) {}

  final Table<UUID, Taken> orders = new Table<>("shop_order");
  final Table<LocationId, Location> locations = new Table<>("location");
  final Table<Shelf, Stock> stock = new Table<>("stock");
  final Table<UUID, Hold> holds = new Table<>("hold");
  final Table<String, Line> ledger = new Table<>("stock_ledger");
  final Table<Claim, Escrow> escrow = new Table<>("escrow");
  final Table<Claim, Window> windows = new Table<>("shop_window");
  final Table<String, Due> deliveries = new Table<>("delivery");
  /** By register and generation. */
  final Table<String, LeaseBook.Term> leases = new Table<>("lease");

  final Table<UUID, LeaseBook.Known> leaseRequests = new Table<>("lease_request");
  final Table<String, LocationId> registers = new Table<>("register");
  final Table<UUID, Recorded> recorded = new Table<>("sale");

  /** What each shop calls each SKU that it lists. */
  final Map<Sku, String> listings = new TreeMap<>();

  /** The catalogue. */
  final List<Sku> catalogue;

  private final IdentityHashMap<Tx, Map<LocationId, Long>> entered = new IdentityHashMap<>();
  private long ledgerSeq;

  SimTables(List<Sku> catalogue) {
    this.catalogue = List.copyOf(catalogue);
  }

  long nextSeq() {
    return ++ledgerSeq;
  }

  /** Nothing may be locked when nobody is there any more. */
  void lookForLocks() {
    for (var table : List.of(locations, stock, holds, escrow, windows, deliveries, orders)) {
      if (table.isLocked()) {
        throw new Violation("L2", "a row of " + table + " is still locked");
      }
    }
  }

  /** A transaction has read a location's epoch. */
  void enters(Tx tx, LocationId location, long epoch) {
    entered.computeIfAbsent(tx, _ -> new TreeMap<>()).put(location, epoch);
  }

  /** The epoch that a transaction has read; null when it read none. */
  @Nullable
  Long entered(Tx tx, LocationId location) {
    var epochs = entered.get(tx);
    return epochs == null ? null : epochs.get(location);
  }

  /** Units that the shop may sell without asking. */
  int outstanding(Shelf shelf) {
    var row = escrow.committed(new Claim(SHOP, 1, shelf));
    return row == null ? 0 : row.outstanding();
  }

  /** Units of a shelf that stand in escrow, or in suspense. */
  int lent(Shelf shelf, boolean inSuspense) {
    int units = 0;
    for (var row : escrow.committed()) {
      if (row.location().equals(shelf.location())
          && row.share().sku().equals(shelf.sku())
          && row.isSuspense() == inSuspense) {
        units += row.outstanding();
      }
    }
    return units;
  }
}
