package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an order's units leave their commitment, wherever they are by now: the desk may have moved
 * some to another location, or given another SKU in their place. Joins the caller's transaction.
 */
final class OrderEnds {

  private static final Delta NOTHING = new Delta(0, 0, 0, 0, 0);

  private final HoldStore holds;
  private final StockLedger ledger;
  private final ShopWindowStore windows;
  private final BundleBook bundles;
  private final CountBook counts;

  OrderEnds(StockParts parts) {
    this.holds = parts.holds();
    this.ledger = parts.ledger();
    this.windows = parts.windows();
    this.bundles = parts.bundles();
    this.counts = parts.counts();
  }

  /** Why a count changes: one line of the ledger each. */
  private record Key(String causeId, Sku sku) {}

  /** What an order's end does, by location in the order of locks. */
  private static final class Effects {
    private final TreeMap<LocationId, Map<Key, Delta>> effects = new TreeMap<>();

    void add(LocationId location, UUID cause, Sku sku, Delta delta) {
      effects
          .computeIfAbsent(location, _ -> new LinkedHashMap<>())
          .merge(new Key(cause.toString(), sku), delta, Delta::plus);
    }
  }

  boolean fulfil(UUID saleId, Instant at) {
    return end(saleId, HoldState.FULFILLED)
        .map(hold -> {
          var effects = new Effects();
          for (var place : places(hold)) {
            for (var line : place.lines()) {
              int units = line.quantity();
              effects.add(
                  place.location(), place.id(), line.sku(), new Delta(-units, 0, -units, 0, 0));
            }
          }
          apply(effects, Cause.FULFILMENT, at, null);
          return true;
        })
        .orElse(false);
  }

  boolean reverse(String shop, UUID saleId, Instant at) {
    return end(saleId, HoldState.REVERSED)
        .map(hold -> {
          giveBack(shop, hold, at);
          return true;
        })
        .orElse(false);
  }

  private void giveBack(String shop, Hold hold, Instant at) {
    var home = Objects.requireNonNull(hold.location());
    var ordered = holds.insteadOf(hold.parts().stream().map(Hold.Part::id).toList());
    var effects = new Effects();
    // The shop shows again what it had sold, where it had sold it, wherever the units are now.
    var sold = new TreeMap<Sku, Integer>();
    for (var place : places(hold)) {
      for (var line : place.lines()) {
        int units = line.quantity();
        effects.add(place.location(), place.id(), line.sku(), new Delta(0, 0, -units, 0, 0));
        var sku = Objects.requireNonNullElse(ordered.get(place.id()), line.sku());
        effects.add(home, hold.id(), sku, NOTHING);
        sold.merge(sku, units, Integer::sum);
      }
    }
    apply(effects, Cause.REVERSAL, at, new BackOnShow(shop, home, hold.id(), sold));
  }

  /** What a shop shows again: what it had sold of each SKU, bundles by their parts. */
  private record BackOnShow(
      String shop, LocationId location, UUID saleId, Map<Sku, Integer> units) {}

  private void apply(Effects effects, Cause cause, Instant at, @Nullable BackOnShow back) {
    effects.effects.forEach((location, deltas) -> {
      ledger.enter(location);
      var skus = deltas.keySet().stream().map(Key::sku).distinct().toList();
      ledger.lock(location, skus);
      if (back != null && back.location().equals(location)) {
        restock(back)
            .forEach((sku, units) -> deltas.merge(
                new Key(back.saleId().toString(), sku), new Delta(0, 0, 0, units, 0), Delta::plus));
      }
      var moves = new ArrayList<Move>();
      deltas.forEach((key, delta) -> {
        if (!delta.equals(NOTHING)) {
          moves.add(new Move(key.sku(), delta, cause, key.causeId(), at));
        }
      });
      ledger.apply(location, LateNews.of(counts, location, skus, at).evenOut(moves), true);
      if (back != null && back.location().equals(location)) {
        // A bundle may rest on other shelves now than those that were just touched.
        noted(back).forEach(bundle -> windows.lookAgain(back.shop(), location, bundle.sku()));
      }
    });
  }

  private List<Pieces> noted(BackOnShow back) {
    return bundles.noted(List.of(back.saleId())).getOrDefault(back.saleId(), List.of());
  }

  /** Puts them back on show; what is carved out for the shop again, by SKU. */
  private Map<Sku, Integer> restock(BackOnShow back) {
    var lines = back.units().entrySet().stream()
        .map(sold -> new StockLine(sold.getKey(), sold.getValue()))
        .toList();
    var carvedOut = new TreeMap<Sku, Integer>();
    for (var piece : TakenApart.back(lines, noted(back)).pieces()) {
      windows
          .restock(back.shop(), back.location(), piece.sku(), piece.quantity(), piece.units())
          .forEach((sku, units) -> carvedOut.merge(sku, units, Integer::sum));
    }
    return carvedOut;
  }

  private Optional<Hold> end(UUID saleId, HoldState to) {
    var ended = holds.end(saleId, List.of(HoldState.COMMITTED), to, saleId);
    ended.ifPresent(hold -> hold.parts()
        .forEach(part -> holds.end(part.id(), List.of(HoldState.COMMITTED), to, saleId)));
    return ended;
  }

  private static List<Hold.Part> places(Hold hold) {
    var places = new ArrayList<>(hold.parts());
    var home = Objects.requireNonNull(hold.location());
    places.add(new Hold.Part(hold.id(), home, hold.lines()));
    return places;
  }
}
