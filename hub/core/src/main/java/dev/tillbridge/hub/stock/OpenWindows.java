package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.ShopWindowStore.Pending;
import dev.tillbridge.hub.stock.ShopWindowStore.Window;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Windows of one shop at one location and the shelves they rest on, locked together. Whoever decides
 * about one after the other sees what was moved for those before; all of it is written at the end,
 * in a few statements however many windows there are. Lives within one transaction.
 */
final class OpenWindows {

  /**
   * A window and the shelves it rests on.
   *
   * @param contents what a piece takes from the shelf by the newest definition
   * @param free of every part, and of whatever an older definition has left in the escrow
   */
  record Behind(Contents contents, Map<Sku, Integer> free, Window window) {

    /** Pieces that stand behind the shop's number. */
    int backed() {
      return contents.whole(window.escrow());
    }

    /** Units that are carved out although the shop shows no pieces that need them. */
    Map<Sku, Integer> beyond(int shown) {
      return Units.beyond(window.escrow(), contents.times(Math.max(0, shown)));
    }
  }

  private final StockLedger ledger;
  private final ShopWindowStore windows;
  private final String shop;
  private final LocationId location;
  private final Instant now;
  private final Map<Sku, Contents> contents = new TreeMap<>();
  private final Map<Sku, Integer> free;
  private final Map<Sku, Window> rows;
  private @Nullable Map<Sku, Integer> there;

  private final List<Move> moves = new ArrayList<>();
  private final Map<Sku, Map<Sku, Integer>> grants = new TreeMap<>();
  private final Map<Sku, Map<Sku, Integer>> returns = new TreeMap<>();
  private final Map<Sku, Set<Sku>> offers = new TreeMap<>();
  private final Map<Sku, Pending> pending = new TreeMap<>();
  private final Map<Sku, Integer> settled = new TreeMap<>();
  private final Map<Sku, Integer> shown = new TreeMap<>();
  private final Set<Sku> drifts = new TreeSet<>();

  private OpenWindows(
      StockParts parts, String shop, LocationId location, Collection<Sku> skus, Instant now) {
    this.ledger = parts.ledger();
    this.windows = parts.windows();
    this.shop = shop;
    this.location = location;
    this.now = now;
    ledger.enter(location);
    var bundles = parts.bundles().now(skus);
    // A window's own row may be the only thing that a bundle has at a location.
    var shelves = new TreeSet<>(skus);
    for (var sku : skus) {
      var takes = bundles.getOrDefault(sku, Contents.itself(sku));
      contents.put(sku, takes);
      shelves.addAll(takes.parts().keySet());
    }
    windows.escrows(shop, location, skus).values().forEach(own -> shelves.addAll(own.keySet()));
    this.free = new TreeMap<>(ledger.lock(location, shelves));
    this.rows = new TreeMap<>(windows.open(shop, location, new TreeSet<>(skus)));
  }

  /** Locks the windows and their shelves, in the order that everybody keeps. */
  static OpenWindows enter(
      StockParts parts, String shop, LocationId location, Collection<Sku> skus) {
    return new OpenWindows(parts, shop, location, skus, parts.clock().instant());
  }

  /** The window as it is after all that was done to it here. */
  Behind behind(Sku sku) {
    var takes = Objects.requireNonNull(contents.get(sku), "not entered");
    var window = Objects.requireNonNull(rows.get(sku), "not entered");
    var under = new TreeMap<Sku, Integer>();
    for (var part : takes.parts().keySet()) {
      copy(part, under);
    }
    window.escrow().keySet().forEach(part -> copy(part, under));
    return new Behind(takes, under, window);
  }

  private void copy(Sku part, Map<Sku, Integer> under) {
    var units = free.get(part);
    if (units != null) {
      under.put(part, units);
    }
  }

  Collection<Contents> contents() {
    return contents.values();
  }

  /** Units that nobody has a claim on. What moves between shelf and windows does not change it. */
  Map<Sku, Integer> there() {
    var read = there;
    if (read == null) {
      var parts = new TreeSet<Sku>();
      contents.values().forEach(takes -> parts.addAll(takes.parts().keySet()));
      read = windows.there(location, parts);
      there = read;
    }
    return read;
  }

  /** Sets units aside until so many pieces are covered. */
  void carveOut(Sku sku, Behind behind, int pieces, UUID cause) {
    var units = Units.beyond(behind.contents().times(pieces), behind.window().escrow());
    if (!units.isEmpty()) {
      add(grants, sku, units);
      move(sku, units, 1, Cause.PUBLISH, cause);
    }
  }

  /** The shop can definitely not sell these any more; others may show them now. */
  void comeBack(Sku sku, Map<Sku, Integer> units, UUID cause) {
    if (!units.isEmpty()) {
      add(returns, sku, units);
      move(sku, units, -1, Cause.TAKE_BACK, cause);
      offers.computeIfAbsent(sku, _ -> new TreeSet<>()).addAll(units.keySet());
    }
  }

  private static void add(Map<Sku, Map<Sku, Integer>> all, Sku sku, Map<Sku, Integer> units) {
    all.merge(sku, units, Units::plus);
  }

  private void move(Sku sku, Map<Sku, Integer> units, int sign, Cause cause, UUID causeId) {
    var window = Objects.requireNonNull(rows.get(sku));
    var escrow = new TreeMap<>(window.escrow());
    units.forEach((part, count) -> {
      int moved = sign * count;
      moves.add(new Move(part, new Delta(0, 0, 0, moved, 0), cause, causeId.toString(), now));
      free.merge(part, -moved, Integer::sum);
      escrow.merge(part, moved, Integer::sum);
      escrow.remove(part, 0);
    });
    rows.put(
        sku,
        new Window(window.shown(), window.wanted(), window.pending(), window.drifts(), escrow));
  }

  /** A change that is going to be sent, or goes in another call than was thought. */
  void send(Sku sku, Pending change) {
    pending.put(sku, change);
  }

  /** The window's change is settled: it stands (the number moved) or is given up (0). */
  void settle(Sku sku, int moved) {
    settled.put(sku, moved);
  }

  /** The shop's number as it was just read. */
  void shows(Sku sku, int units) {
    shown.put(sku, units);
  }

  /** The shop's number differed, or may differ. */
  void drifted(Sku sku) {
    drifts.add(sku);
  }

  /** Writes everything down; nothing may be done afterwards. */
  void write() {
    if (!settled.isEmpty()) {
      windows.clearPending(shop, location, settled, now);
    }
    if (!drifts.isEmpty()) {
      windows.addDrift(shop, location, drifts);
    }
    if (!shown.isEmpty()) {
      windows.setShown(shop, location, shown);
    }
    if (!grants.isEmpty()) {
      windows.grant(shop, location, grants);
    }
    if (!returns.isEmpty()) {
      windows.giveBack(shop, location, returns);
    }
    if (!moves.isEmpty()) {
      ledger.applyQuietly(location, moves);
    }
    if (!pending.isEmpty()) {
      windows.setPending(shop, location, pending);
    }
    if (!offers.isEmpty()) {
      windows.offer(shop, location, offers);
    }
  }
}
