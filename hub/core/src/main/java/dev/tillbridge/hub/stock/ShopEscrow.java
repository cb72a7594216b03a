package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.InstantSource;
import java.util.List;
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

  private final StockLedger ledger;
  private final ShopWindowStore windows;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  ShopEscrow(StockLedger ledger, ShopWindowStore windows, Supplier<UUID> ids, InstantSource clock) {
    this.ids = ids;
    this.ledger = ledger;
    this.windows = windows;
    this.clock = clock;
  }

  /**
   * Takes the shop's number as it was read, and squares the escrow with it.
   *
   * @return false when it is to be looked at again first
   */
  boolean adopt(Showcase place, int available) {
    var window = enter(place);
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
    int difference = window.outstanding() - Math.max(0, available);
    var cause = ids.get();
    if (difference > 0) {
      comeBack(place, difference, cause.toString());
    } else if (difference < 0) {
      int free = ledger.lock(place.location(), List.of(place.sku())).getOrDefault(place.sku(), 0);
      carveOut(place, Math.min(-difference, Math.max(0, free)), cause);
    }
    return true;
  }

  /** Locks the shelf and the window on it. */
  ShopWindowStore.Window enter(Showcase place) {
    ledger.enter(place.location());
    ledger.lock(place.location(), List.of(place.sku()));
    return windows.open(place.shop(), place.location(), place.sku());
  }

  /** Sets units aside for the shop. */
  void carveOut(Showcase place, int units, UUID cause) {
    if (units > 0) {
      windows.grant(place.shop(), place.location(), place.sku(), units);
      move(place, units, Cause.PUBLISH, cause.toString());
    }
  }

  /** The shop can definitely not sell these any more. */
  void comeBack(Showcase place, int units, String cause) {
    if (units > 0) {
      windows.giveBack(place.shop(), place.location(), place.sku(), units);
      move(place, -units, Cause.TAKE_BACK, cause);
    }
  }

  private void move(Showcase place, int escrowed, Cause cause, String causeId) {
    var delta = new Delta(0, 0, 0, escrowed, 0);
    ledger.applyQuietly(
        place.location(), List.of(new Move(place.sku(), delta, cause, causeId, clock.instant())));
  }
}
