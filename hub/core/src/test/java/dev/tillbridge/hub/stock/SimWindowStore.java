package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.SimTables.Claim;
import dev.tillbridge.hub.stock.SimTables.Shelf;
import dev.tillbridge.hub.stock.sim.Session;
import dev.tillbridge.hub.stock.sim.Tx;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * {@link JdbcShopWindowStore}, statement by statement, over the simulated database; one shop, no
 * bundles.
 */
final class SimWindowStore implements ShopWindowStore {

  private static final long PATIENCE = Reservations.TAKE_BACK.plusSeconds(1).toMillis();

  private final Session session;
  private final SimTables tables;
  private final SimDeliveries deliveries;
  private final SimEscrow escrow;

  SimWindowStore(Session session, SimTables tables, SimDeliveries deliveries) {
    this.session = session;
    this.tables = tables;
    this.deliveries = deliveries;
    this.escrow = new SimEscrow(session, tables);
  }

  @Override
  public Map<Sku, String> itemIds(String shop, Collection<Sku> skus) {
    var ids = new TreeMap<Sku, String>();
    skus.forEach(sku -> {
      var id = tables.listings.get(sku);
      if (id != null) {
        ids.put(sku, id);
      }
    });
    return ids;
  }

  @Override
  public Map<Sku, Pending> inCall(String shop, LocationId location, UUID call) {
    return session.statement("select shop_window of call", tx -> {
      var changes = new TreeMap<Sku, Pending>();
      for (var key : tables.windows.keys(tx, (_, w) -> isIn(call, w))) {
        var row = tx.read(tables.windows, key);
        if (key.shelf().location().equals(location) && row != null && isIn(call, row)) {
          changes.put(key.shelf().sku(), Objects.requireNonNull(row.pending()));
        }
      }
      return changes;
    });
  }

  private static boolean isIn(UUID call, SimTables.Window window) {
    return window.pending() != null && call.equals(window.pending().call());
  }

  @Override
  public void lookAgain(String shop, LocationId location, Sku sku) {
    deliveries.addAll(List.of(ShopWindowStore.subject(shop, location, sku)));
  }

  @Override
  public Map<Sku, Integer> shown(LocationId location, Collection<Sku> skus) {
    return escrow.shown(location, skus);
  }

  @Override
  public Map<Sku, Integer> there(LocationId location, Collection<Sku> skus) {
    return escrow.there(location, skus);
  }

  @Override
  public void want(LocationId location, Map<Sku, Integer> demand) {
    new TreeMap<>(demand).forEach((sku, units) -> {
      var key = window(location, sku);
      boolean shows = session.statement("update shop_window set wanted", tx -> {
        boolean is = change(
            tx,
            key,
            w -> w.want(
                Math.max(w.wantedUntil() > tx.begunAt() ? w.wanted() : 0, units),
                tx.begunAt() + PATIENCE));
        var now = is ? tx.read(tables.windows, key) : null;
        return now != null && now.shown() != null && now.shown() > 0;
      });
      if (shows) {
        lookAgain(SimShop.NAME, location, sku);
      }
    });
  }

  @Override
  public Map<Sku, Map<Sku, Integer>> escrows(
      String shop, LocationId location, Collection<Sku> skus) {
    return escrow.all(location, skus);
  }

  @Override
  public Map<Sku, Window> open(String shop, LocationId location, SortedSet<Sku> skus) {
    var windows = new TreeMap<Sku, Window>();
    skus.forEach(sku -> windows.put(sku, open(location, sku)));
    return windows;
  }

  private Window open(LocationId location, Sku sku) {
    var key = window(location, sku);
    session.statement(
        "insert into shop_window on conflict do nothing",
        tx -> tx.insert(tables.windows, key, SimTables.Window.NEW));
    var row = session.statement("select shop_window for update", tx -> {
      var locked = Objects.requireNonNull(tx.lock(tables.windows, key));
      return locked.wantedUntil() > tx.begunAt() ? locked : locked.want(0, 0);
    });
    return new Window(
        row.shown(),
        row.wanted(),
        row.pending(),
        row.drifts(),
        escrow.of(location, sku, "select escrow of window"));
  }

  @Override
  public void grant(String shop, LocationId location, Map<Sku, Map<Sku, Integer>> units) {
    escrow.grant(location, units);
  }

  @Override
  public void giveBack(String shop, LocationId location, Map<Sku, Map<Sku, Integer>> units) {
    escrow.giveBack(location, units);
  }

  @Override
  public void offer(String shop, LocationId location, Map<Sku, Set<Sku>> units) {
    // There is one shop, and nothing rests on the parts of a bundle.
  }

  @Override
  public Map<Sku, Integer> consume(
      String shop, LocationId location, Sku sku, int pieces, Map<Sku, Integer> units) {
    var there = escrow.of(location, sku, "select escrow of window");
    var covered = new TreeMap<Sku, Integer>();
    units.forEach((part, wanted) -> {
      int has = Math.min(wanted, there.getOrDefault(part, 0));
      if (has > 0) {
        covered.put(part, has);
      }
    });
    if (!covered.isEmpty()) {
      escrow.sell(location, covered);
    }
    shift(location, sku, -pieces);
    return covered;
  }

  @Override
  public Map<Sku, Integer> restock(
      String shop, LocationId location, Sku sku, int pieces, Map<Sku, Integer> units) {
    if (!shift(location, sku, pieces)) {
      return Map.of();
    }
    addDrift(shop, location, List.of(sku));
    grant(shop, location, Map.of(sku, units));
    return units;
  }

  private boolean shift(LocationId location, Sku sku, int pieces) {
    var key = window(location, sku);
    return session.statement("update shop_window set shown + n", tx -> {
      var seen = tx.read(tables.windows, key);
      return seen != null && seen.shown() != null && change(tx, key, w -> w.move(pieces));
    });
  }

  @Override
  public void breached(
      String shop, LocationId location, UUID saleId, Sku sku, int wanted, int available) {
    throw new UnsupportedOperationException("nothing is pooled here");
  }

  @Override
  public void setPending(String shop, LocationId location, Map<Sku, Pending> changes) {
    update("set pending", location, changes, (w, change) -> w.change(change));
  }

  @Override
  public void clearPending(String shop, LocationId location, Map<Sku, Integer> moved, Instant now) {
    update("clear pending", location, moved, (w, pieces) -> w.change(null).move(pieces));
  }

  @Override
  public void setShown(String shop, LocationId location, Map<Sku, Integer> shown) {
    update("set shown", location, shown, (w, n) -> w.show(n).drift(0, w.driftedAt()));
  }

  @Override
  public boolean hasOrdersSetAside(String shop) {
    return false;
  }

  @Override
  public void addDrift(String shop, LocationId location, Collection<Sku> skus) {
    session.statement("update shop_window add drift", tx -> {
      for (Sku sku : new TreeSet<>(skus)) {
        change(
            tx,
            window(location, sku),
            w -> w.drifts() > 0 && w.driftedAt() > tx.begunAt() - 20_000
                ? w
                : w.drift(w.drifts() + 1, tx.begunAt()));
      }
      return skus;
    });
  }

  @Override
  public void satisfied(LocationId location, Map<Sku, Integer> units) {
    session.statement("update shop_window set wanted - n", tx -> {
      new TreeMap<>(units).forEach((sku, n) -> {
        var key = window(location, sku);
        var seen = tx.read(tables.windows, key);
        if (seen != null && seen.wanted() > 0) {
          change(
              tx,
              key,
              w -> w.wanted() == 0 ? w : w.want(Math.max(0, w.wanted() - n), w.wantedUntil()));
        }
      });
      return units;
    });
  }

  @Override
  public void endWants() {
    var ended = session.statement("update shop_window end wants", tx -> {
      var subjects = new ArrayList<String>();
      for (var key : tables.windows.keys(tx, (_, w) -> isOver(tx, w))) {
        change(tx, key, w -> isOver(tx, w) ? w.want(0, w.wantedUntil()) : w);
        subjects.add(ShopWindowStore.subject(
            key.holder(), key.shelf().location(), key.shelf().sku()));
      }
      return subjects;
    });
    deliveries.addAll(ended);
  }

  private static boolean isOver(Tx tx, SimTables.Window window) {
    return window.wanted() > 0 && window.wantedUntil() <= tx.begunAt();
  }

  private <T> void update(
      String what,
      LocationId at,
      Map<Sku, T> values,
      BiFunction<SimTables.Window, T, SimTables.Window> change) {
    session.statement("update shop_window " + what, tx -> {
      new TreeMap<>(values)
          .forEach((sku, value) -> change(tx, window(at, sku), w -> change.apply(w, value)));
      return values;
    });
  }

  private boolean change(Tx tx, Claim key, UnaryOperator<SimTables.Window> change) {
    if (tx.read(tables.windows, key) == null) {
      return false;
    }
    var row = tx.lock(tables.windows, key);
    if (row == null) {
      return false;
    }
    tx.write(tables.windows, key, change.apply(row));
    return true;
  }

  private static Claim window(LocationId location, Sku sku) {
    return new Claim(SimShop.NAME, 0, new Shelf(location, sku));
  }
}
