package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.SimTables.Claim;
import dev.tillbridge.hub.stock.SimTables.Escrow;
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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * {@link JdbcShopWindowStore}, statement by statement, over the simulated database; one shop, no
 * bundles.
 */
final class SimWindowStore implements ShopWindowStore {

  private static final long PATIENCE = Reservations.TAKE_BACK.plusSeconds(1).toMillis();

  private final Session session;
  private final SimTables tables;
  private final SimDeliveries deliveries;

  SimWindowStore(Session session, SimTables tables, SimDeliveries deliveries) {
    this.session = session;
    this.tables = tables;
    this.deliveries = deliveries;
  }

  @Override
  public @Nullable String itemId(String shop, Sku sku) {
    return tables.listings.get(sku);
  }

  @Override
  public void lookAgain(String shop, LocationId location, Sku sku) {
    deliveries.addAll(List.of(ShopWindowStore.subject(shop, location, sku)));
  }

  @Override
  public Map<Sku, Integer> shown(LocationId location, Collection<Sku> skus) {
    return session.statement("select escrow of shops", tx -> outstanding(tx, location, skus));
  }

  private Map<Sku, Integer> outstanding(Tx tx, LocationId location, Collection<Sku> skus) {
    var units = new TreeMap<Sku, Integer>();
    for (Sku sku : new TreeSet<>(skus)) {
      var row = tx.read(tables.escrow, escrow(location, sku));
      if (row != null && row.outstanding() > 0) {
        units.put(sku, row.outstanding());
      }
    }
    return units;
  }

  @Override
  public Map<Sku, Integer> there(LocationId location, Collection<Sku> skus) {
    return session.statement("select free and escrow of shops", tx -> {
      var there = new TreeMap<Sku, Integer>();
      var behind = outstanding(tx, location, skus);
      for (Sku sku : new TreeSet<>(skus)) {
        var row = tx.read(tables.stock, new Shelf(location, sku));
        if (row != null) {
          there.put(sku, row.free() + behind.getOrDefault(sku, 0));
        }
      }
      return there;
    });
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
  public Map<Sku, Integer> escrow(String shop, LocationId location, Sku sku) {
    return session.statement(
        "select escrow of window", tx -> outstanding(tx, location, List.of(sku)));
  }

  @Override
  public Window open(String shop, LocationId location, Sku sku) {
    var key = window(location, sku);
    session.statement(
        "insert into shop_window on conflict do nothing",
        tx -> tx.insert(tables.windows, key, SimTables.Window.NEW));
    var row = session.statement("select shop_window for update", tx -> {
      var locked = Objects.requireNonNull(tx.lock(tables.windows, key));
      return locked.wantedUntil() > tx.begunAt() ? locked : locked.want(0, 0);
    });
    return new Window(
        row.shown(), row.wanted(), row.pending(), row.drifts(), escrow(shop, location, sku));
  }

  @Override
  public void grant(String shop, LocationId location, Sku sku, Map<Sku, Integer> units) {
    session.statement("grant escrow", tx -> {
      units.forEach((part, n) -> {
        var key = escrow(location, part);
        var first = new Escrow(location, LeaseShare.none(part).grant(n));
        if (!tx.insert(tables.escrow, key, first)) {
          share(tx, key, share -> share.grant(n));
        }
      });
      return units;
    });
  }

  @Override
  public void giveBack(String shop, LocationId location, Sku sku, Map<Sku, Integer> units) {
    session.statement("return escrow", tx -> {
      units.forEach((part, n) -> share(tx, escrow(location, part), share -> share.giveBack(n)));
      return units;
    });
  }

  @Override
  public void offer(String shop, LocationId location, Sku sku, Collection<Sku> units) {
    // There is one shop, and nothing rests on the parts of a bundle.
  }

  @Override
  public Map<Sku, Integer> consume(
      String shop, LocationId location, Sku sku, int pieces, Map<Sku, Integer> units) {
    var there = escrow(shop, location, sku);
    var covered = new TreeMap<Sku, Integer>();
    units.forEach((part, wanted) -> {
      int has = Math.min(wanted, there.getOrDefault(part, 0));
      if (has > 0) {
        covered.put(part, has);
      }
    });
    if (!covered.isEmpty()) {
      session.statement("sell escrow", tx -> {
        covered.forEach((part, n) ->
            share(tx, escrow(location, part), share -> share.sell(n).share()));
        return covered;
      });
    }
    shift(location, sku, -pieces);
    return covered;
  }

  private void share(Tx tx, Claim key, UnaryOperator<LeaseShare> change) {
    var row = tx.lock(tables.escrow, key);
    if (row != null) {
      var changed = change.apply(row.share());
      if (changed.outstanding() < 0) {
        throw new DataIntegrityViolationException("escrow " + key + " would be " + changed);
      }
      tx.write(tables.escrow, key, new Escrow(row.location(), changed));
    }
  }

  @Override
  public Map<Sku, Integer> restock(
      String shop, LocationId location, Sku sku, int pieces, Map<Sku, Integer> units) {
    if (!shift(location, sku, pieces)) {
      return Map.of();
    }
    addDrift(shop, location, sku);
    grant(shop, location, sku, units);
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
  public void setPending(String shop, LocationId location, Sku sku, Pending pending) {
    update("set pending", location, sku, w -> w.change(pending));
  }

  @Override
  public void clearPending(String shop, LocationId location, Sku sku, int moved, Instant now) {
    update("clear pending", location, sku, w -> w.change(null).move(moved));
  }

  @Override
  public void setShown(String shop, LocationId location, Sku sku, int shown) {
    update("set shown", location, sku, w -> w.show(shown).drift(0, w.driftedAt()));
  }

  @Override
  public boolean hasOrdersSetAside(String shop) {
    return false;
  }

  @Override
  public void addDrift(String shop, LocationId location, Sku sku) {
    session.statement(
        "update shop_window add drift",
        tx -> change(
            tx,
            window(location, sku),
            w -> w.drifts() > 0 && w.driftedAt() > tx.begunAt() - 20_000
                ? w
                : w.drift(w.drifts() + 1, tx.begunAt())));
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

  private void update(String what, LocationId at, Sku sku, UnaryOperator<SimTables.Window> change) {
    session.statement("update shop_window " + what, tx -> change(tx, window(at, sku), change));
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

  private static Claim escrow(LocationId location, Sku sku) {
    return new Claim(SimTables.SHOP, 1, new Shelf(location, sku));
  }
}
