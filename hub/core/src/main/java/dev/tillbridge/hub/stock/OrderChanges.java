package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.ReleasedUnits.LedgerLine;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What a newer version of a shop's order does to the shelf: units added, sent, taken off or come
 * back, wherever they are by now. Joins the caller's transaction, which sees to it that each change
 * is told once.
 */
public final class OrderChanges {

  private static final Delta NOTHING = new Delta(0, 0, 0, 0, 0);

  private final PromiseStore promises;
  private final HoldStore holds;
  private final StockLedger ledger;
  private final ShopWindowStore windows;
  private final BundleBook bundles;
  private final CountBook counts;

  OrderChanges(PromiseStore promises, StockParts parts) {
    this.promises = promises;
    this.holds = parts.holds();
    this.ledger = parts.ledger();
    this.windows = parts.windows();
    this.bundles = parts.bundles();
    this.counts = parts.counts();
  }

  /**
   * Moves the units.
   *
   * @param saleId also the id of the order's hold
   * @param cause unique per order and version
   * @param at when the shop changed it
   * @return what of the added units was not covered
   */
  public List<Shortage> apply(
      String shop, UUID saleId, UUID cause, OrderChange change, Instant at) {
    var whole = lock(saleId);
    var home = Objects.requireNonNull(whole.location(), "an order is somewhere");
    var told = new Told(shop, whole, home, cause, at);
    var contents = contents(saleId, change, at);
    var parts = parts(saleId);
    var added = new TreeMap<Sku, Integer>();
    change
        .added()
        .forEach((sku, pieces) -> of(contents, sku)
            .times(pieces)
            .forEach((part, units) -> added.merge(part, units, Math::addExact)));
    if (!added.isEmpty()) {
      note(told, change, contents);
      grow(told, added);
      // What was added may have left, or been taken off, by the same news.
      whole = lock(saleId);
      parts = parts(saleId);
    }
    var released = new ReleasedUnits(promises, whole, parts, cause, at);
    var back = new TreeMap<Sku, Integer>();
    change.gone().forEach((sku, pieces) -> released.gone(of(contents, sku).times(pieces)));
    change.back().forEach((sku, pieces) -> {
      var units = released.back(of(contents, sku).times(pieces));
      // What a person called off here before is not the order's any more.
      back.merge(sku, of(contents, sku).whole(units), Integer::sum);
    });
    if (change.end() == HoldState.FULFILLED) {
      released.gone(released.left());
    } else if (change.end() == HoldState.REVERSED) {
      released.back(released.left()).forEach((sku, units) -> back.merge(sku, units, Integer::sum));
    }
    if (change.end() != null) {
      end(saleId, change.end());
    }
    return new ShelfMoves(told, change, contents, back).carryOut(added, released.effects());
  }

  private void note(Told told, OrderChange change, Map<Sku, Contents> contents) {
    bundles.note(
        told.saleId(),
        change.added().entrySet().stream()
            .filter(some -> of(contents, some.getKey()).isBundle())
            .map(some -> new Pieces(of(contents, some.getKey()), some.getValue()))
            .toList());
  }

  private PromiseStore.Locked lock(UUID saleId) {
    return promises
        .lock(saleId)
        .orElseThrow(() -> new IllegalStateException("sale " + saleId + " has no hold"));
  }

  /** Who told what about which order. */
  private record Told(
      String shop, PromiseStore.Locked whole, LocationId home, UUID cause, Instant at) {

    UUID saleId() {
      return whole.id();
    }
  }

  /** What the shelves of all locations do, now that every hold is locked. */
  private final class ShelfMoves {
    private final Told told;
    private final OrderChange change;
    private final Map<Sku, Contents> contents;
    private final SortedMap<Sku, Integer> back;
    private final List<Shortage> shortages = new ArrayList<>();

    ShelfMoves(
        Told told, OrderChange change, Map<Sku, Contents> contents, SortedMap<Sku, Integer> back) {
      this.told = told;
      this.change = change;
      this.contents = contents;
      this.back = back;
    }

    List<Shortage> carryOut(
        SortedMap<Sku, Integer> added, SortedMap<LocationId, Map<LedgerLine, Delta>> effects) {
      effects.computeIfAbsent(told.home(), _ -> new TreeMap<>());
      effects.forEach((location, moved) -> at(location, added, moved));
      var shown = new TreeSet<>(back.keySet());
      shown.addAll(change.returned().keySet());
      // A bundle may rest on other shelves now than those that were just touched.
      shown.forEach(sku -> windows.lookAgain(told.shop(), told.home(), sku));
      return List.copyOf(shortages);
    }

    private void at(
        LocationId location, SortedMap<Sku, Integer> added, Map<LedgerLine, Delta> moved) {
      ledger.enter(location);
      boolean home = location.equals(told.home());
      var skus = new TreeSet<Sku>();
      moved.keySet().forEach(key -> skus.add(key.sku()));
      if (home) {
        for (var some : List.of(change.added(), back, change.returned())) {
          some.keySet().forEach(sku -> skus.addAll(of(contents, sku).parts().keySet()));
        }
      }
      if (skus.isEmpty()) {
        return;
      }
      var free = ledger.lock(location, skus);
      if (home) {
        add(added, moved, free);
        show(back, moved, Cause.REVERSAL);
        show(change.returned(), moved, Cause.RETURN);
        change
            .shelved()
            .forEach((sku, pieces) -> of(contents, sku)
                .times(pieces)
                .forEach((part, units) ->
                    merge(moved, Cause.RETURN, part, new Delta(units, 0, 0, 0, 0))));
      }
      var moves = new ArrayList<Move>();
      moved.forEach((key, delta) -> {
        if (!delta.equals(NOTHING)) {
          moves.add(new Move(key.sku(), delta, key.cause(), told.cause().toString(), told.at()));
        }
      });
      var late = LateNews.of(counts, location, skus, told.at());
      ledger.apply(location, late.evenOut(moves), true);
    }

    private void add(
        SortedMap<Sku, Integer> added, Map<LedgerLine, Delta> moved, Map<Sku, Integer> free) {
      var covered = new TreeMap<Sku, Integer>();
      change
          .added()
          .forEach((sku, pieces) -> windows
              .consume(told.shop(), told.home(), sku, pieces, of(contents, sku).times(pieces))
              .forEach((part, count) -> covered.merge(part, count, Integer::sum)));
      added.forEach((sku, units) -> {
        int fromShop = covered.getOrDefault(sku, 0);
        int there = Math.max(0, free.getOrDefault(sku, 0));
        if (units - fromShop > there) {
          shortages.add(new Shortage(sku, units, fromShop + there));
        }
        merge(moved, Cause.SHOP_ORDER, sku, new Delta(0, 0, units, -fromShop, 0));
      });
    }

    /** The shop has put pieces back on show: they are carved out for it again. */
    private void show(SortedMap<Sku, Integer> pieces, Map<LedgerLine, Delta> moved, Cause cause) {
      pieces.forEach((sku, count) -> {
        if (count > 0) {
          windows
              .restock(told.shop(), told.home(), sku, count, of(contents, sku).times(count))
              .forEach((part, units) -> merge(moved, cause, part, new Delta(0, 0, 0, units, 0)));
        }
      });
    }

    private static void merge(Map<LedgerLine, Delta> moved, Cause cause, Sku sku, Delta delta) {
      moved.merge(new LedgerLine(cause, sku), delta, Delta::plus);
    }
  }

  /** The units are promised; of a hold that has ended a part is promised that has not. */
  private void grow(Told told, SortedMap<Sku, Integer> added) {
    UUID hold = told.saleId();
    if (told.whole().state() != HoldState.COMMITTED) {
      hold = UUID.nameUUIDFromBytes((told.cause() + ":part").getBytes(StandardCharsets.UTF_8));
      // Sharing the location's row before those of other locations blocks nobody but a fence.
      promises.addPart(hold, told.whole(), told.home(), ledger.enter(told.home()), null);
      promises.reopen(hold);
    }
    for (var units : added.entrySet()) {
      promises.grow(hold, units.getKey(), units.getValue());
      // Leads from the line of the ledger to the hold.
      promises.note(
          told.cause(),
          hold,
          units.getKey(),
          units.getValue(),
          PromiseStore.Change.MOVED,
          told.at());
    }
  }

  private void end(UUID saleId, HoldState to) {
    holds.end(saleId, List.of(HoldState.COMMITTED), to, saleId);
    for (var part : holds.find(saleId).orElseThrow().hold().parts()) {
      holds.end(part.id(), List.of(HoldState.COMMITTED), to, saleId);
    }
  }

  private List<PromiseStore.Locked> parts(UUID saleId) {
    var parts = new ArrayList<PromiseStore.Locked>();
    holds.find(saleId).orElseThrow().hold().parts().stream()
        .map(part -> part.id())
        .sorted()
        .forEach(id -> parts.add(promises.lock(id).orElseThrow()));
    return parts;
  }

  /** Bundles are taken apart as they were when they were ordered, also those that came later. */
  private Map<Sku, Contents> contents(UUID saleId, OrderChange change, Instant at) {
    var contents = new HashMap<>(bundles.at(change.added().keySet(), at));
    bundles
        .noted(List.of(saleId))
        .getOrDefault(saleId, List.of())
        .forEach(pieces -> contents.put(pieces.sku(), pieces.contents()));
    return contents;
  }

  private static Contents of(Map<Sku, Contents> contents, Sku sku) {
    return contents.getOrDefault(sku, Contents.itself(sku));
  }

  /** The lines of a hold that is still open; of one that has ended nothing can be released. */
  static List<StockLine> open(PromiseStore.Locked hold) {
    return hold.state() == HoldState.COMMITTED ? hold.lines() : List.of();
  }
}
