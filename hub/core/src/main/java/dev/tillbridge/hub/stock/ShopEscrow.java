package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.ShopWindowStore.Window;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Units that stand behind a shop's number: carved out before the shop shows them, freed when it
 * definitely shows them no more. Every method joins the caller's transaction.
 */
final class ShopEscrow {

  /** A number that differs this often although the shop's orders were read is the shop's own. */
  static final int DRIFTS_MOST = 3;

  private static final Logger LOG = LoggerFactory.getLogger(ShopEscrow.class);

  /**
   * A window and the shelves it rests on, locked.
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
  private final BundleBook bundles;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  ShopEscrow(StockParts parts) {
    this.ids = parts.ids();
    this.ledger = parts.ledger();
    this.windows = parts.windows();
    this.bundles = parts.bundles();
    this.clock = parts.clock();
  }

  /** Locks the window and the shelves it rests on. */
  Behind enter(Showcase place) {
    ledger.enter(place.location());
    var contents = bundles.now(place.sku());
    var skus = new TreeSet<>(contents.parts().keySet());
    // The window's own row may be the only thing that a bundle has at a location.
    skus.add(place.sku());
    skus.addAll(windows.escrow(place.shop(), place.location(), place.sku()).keySet());
    var free = ledger.lock(place.location(), skus);
    return new Behind(contents, free, windows.open(place.shop(), place.location(), place.sku()));
  }

  /**
   * Takes the shop's number as it was read, and squares the escrow with it.
   *
   * @param pooled nothing is to stand behind the number
   * @return false when it is to be looked at again first
   */
  boolean adopt(Showcase place, int available, boolean pooled) {
    var behind = enter(place);
    var window = behind.window();
    if (window.pending() != null) {
      return true;
    }
    Integer shown = window.shown();
    if (shown != null && available < shown) {
      // Most likely an order that we have not seen yet, or one that a person must look at. It is
      // never cured by pushing the number up.
      windows.addDrift(place.shop(), place.location(), place.sku());
      if (window.drifts() < DRIFTS_MOST || windows.hasOrdersSetAside(place.shop())) {
        return false;
      }
    }
    if (shown != null && available != shown) {
      LOG.warn("{} shows {} of {}, we knew {}", place.shop(), available, place.sku(), shown);
    }
    windows.setShown(place.shop(), place.location(), place.sku(), available);
    var cause = ids.get();
    int shows = pooled ? 0 : Math.max(0, available);
    // What is on show stays covered, even where the shelf lacks units since a forced sale.
    comeBack(place, behind.beyond(shows), cause);
    int possible = behind.contents().whole(Units.plus(behind.free(), window.escrow()));
    carveOut(place, behind, Math.min(shows, possible), cause);
    return true;
  }

  /** Sets units aside until so many pieces are covered. */
  void carveOut(Showcase place, Behind behind, int pieces, UUID cause) {
    var units = Units.beyond(behind.contents().times(pieces), behind.window().escrow());
    if (!units.isEmpty()) {
      windows.grant(place.shop(), place.location(), place.sku(), units);
      move(place, units, 1, Cause.PUBLISH, cause);
    }
  }

  /** The shop can definitely not sell these any more; others may show them now. */
  void comeBack(Showcase place, Map<Sku, Integer> units, UUID cause) {
    if (!units.isEmpty()) {
      windows.giveBack(place.shop(), place.location(), place.sku(), units);
      move(place, units, -1, Cause.TAKE_BACK, cause);
      windows.offer(place.shop(), place.location(), place.sku(), units.keySet());
    }
  }

  private void move(Showcase place, Map<Sku, Integer> units, int sign, Cause cause, UUID causeId) {
    var at = clock.instant();
    ledger.applyQuietly(
        place.location(),
        units.entrySet().stream()
            .map(unit -> new Move(
                unit.getKey(),
                new Delta(0, 0, 0, sign * unit.getValue(), 0),
                cause,
                causeId.toString(),
                at))
            .toList());
  }
}
