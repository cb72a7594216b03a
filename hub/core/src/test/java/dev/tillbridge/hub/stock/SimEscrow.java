package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.SimTables.Claim;
import dev.tillbridge.hub.stock.SimTables.Escrow;
import dev.tillbridge.hub.stock.SimTables.Shelf;
import dev.tillbridge.hub.stock.sim.Session;
import dev.tillbridge.hub.stock.sim.Tx;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.springframework.dao.DataIntegrityViolationException;

/** What is carved out for the shop, over the simulated database; one shop, no bundles. */
final class SimEscrow {

  private final Session session;
  private final SimTables tables;

  SimEscrow(Session session, SimTables tables) {
    this.session = session;
    this.tables = tables;
  }

  Map<Sku, Integer> shown(LocationId location, Collection<Sku> skus) {
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

  Map<Sku, Integer> there(LocationId location, Collection<Sku> skus) {
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

  Map<Sku, Integer> of(LocationId location, Sku sku, String what) {
    return session.statement(what, tx -> outstanding(tx, location, List.of(sku)));
  }

  Map<Sku, Map<Sku, Integer>> all(LocationId location, Collection<Sku> skus) {
    return session.statement("select escrow of windows", tx -> {
      var all = new TreeMap<Sku, Map<Sku, Integer>>();
      outstanding(tx, location, skus).forEach((sku, units) -> all.put(sku, Map.of(sku, units)));
      return all;
    });
  }

  void grant(LocationId location, Map<Sku, Map<Sku, Integer>> units) {
    session.statement("grant escrow", tx -> {
      parts(units).forEach((part, n) -> {
        var key = escrow(location, part);
        var first = new Escrow(location, LeaseShare.none(part).grant(n));
        if (!tx.insert(tables.escrow, key, first)) {
          share(tx, key, share -> share.grant(n));
        }
      });
      return units;
    });
  }

  void giveBack(LocationId location, Map<Sku, Map<Sku, Integer>> units) {
    session.statement("return escrow", tx -> {
      parts(units)
          .forEach((part, n) -> share(tx, escrow(location, part), share -> share.giveBack(n)));
      return units;
    });
  }

  /** Nothing is a bundle here, so each part belongs to one window. */
  private static Map<Sku, Integer> parts(Map<Sku, Map<Sku, Integer>> units) {
    var parts = new TreeMap<Sku, Integer>();
    units.values().forEach(parts::putAll);
    return parts;
  }

  void sell(LocationId location, Map<Sku, Integer> covered) {
    session.statement("sell escrow", tx -> {
      covered.forEach(
          (part, n) -> share(tx, escrow(location, part), share -> share.sell(n).share()));
      return covered;
    });
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

  private static Claim escrow(LocationId location, Sku sku) {
    return new Claim(SimTables.SHOP, 1, new Shelf(location, sku));
  }
}
