package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.Gate.Free;
import dev.tillbridge.hub.stock.SimTables.Line;
import dev.tillbridge.hub.stock.SimTables.Shelf;
import dev.tillbridge.hub.stock.SimTables.Stock;
import dev.tillbridge.hub.stock.sim.Session;
import dev.tillbridge.hub.stock.sim.Tx;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

/** {@link JdbcStockLedger}, statement by statement, over the simulated database. */
class SimStockLedger implements StockLedger {

  static final Delta NOTHING = new Delta(0, 0, 0, 0, 0);

  final Session session;
  final SimTables tables;
  private final SimDeliveries deliveries;

  SimStockLedger(Session session, SimTables tables, SimDeliveries deliveries) {
    this.session = session;
    this.tables = tables;
    this.deliveries = deliveries;
  }

  @Override
  public List<LocationId> locations() {
    return session.statement("select locations", tx -> tables.locations.keys(tx, (_, _) -> true));
  }

  @Override
  public long enter(LocationId location) {
    return session.statement("select location for share", tx -> {
      var row = location(tx, location);
      if (row == null) {
        throw BadInput.of("location", "there is no location " + location);
      }
      if (!row.state().equals("OPEN")) {
        throw new Unavailable("location " + location + " is " + row.state(), null);
      }
      tables.enters(tx, location, row.epoch());
      return row.epoch();
    });
  }

  SimTables.@org.jspecify.annotations.Nullable Location location(Tx tx, LocationId location) {
    return tx.read(tables.locations, location) == null
        ? null
        : tx.share(tables.locations, location);
  }

  @Override
  public SequencedMap<Sku, Integer> lock(LocationId location, Collection<Sku> skus) {
    var sorted = new TreeSet<>(skus);
    var free = lockExisting(location, sorted);
    if (free.size() == sorted.size()) {
      return free;
    }
    sorted.removeAll(free.keySet());
    session.statement("insert missing stock", tx -> {
      for (Sku sku : sorted) {
        if (tables.catalogue.contains(sku)) {
          tx.insert(tables.stock, new Shelf(location, sku), new Stock(NOTHING, 0, 1));
        }
      }
      return sorted;
    });
    return lockExisting(location, new TreeSet<>(skus));
  }

  private SequencedMap<Sku, Integer> lockExisting(LocationId location, Collection<Sku> sorted) {
    return session.statement("select stock for update", tx -> {
      var seen = sorted.stream()
          .filter(sku -> tx.read(tables.stock, new Shelf(location, sku)) != null)
          .toList();
      var free = new LinkedHashMap<Sku, Integer>();
      for (Sku sku : seen) {
        var row = tx.lock(tables.stock, new Shelf(location, sku));
        if (row != null) {
          free.put(sku, row.free());
        }
      }
      return free;
    });
  }

  @Override
  public List<Sku> unknown(Collection<Sku> skus) {
    return session.statement(
        "select unknown skus",
        _ -> new TreeSet<>(skus)
            .stream().filter(sku -> !tables.catalogue.contains(sku)).toList());
  }

  @Override
  public List<Free> apply(LocationId location, List<Move> moves, boolean forced) {
    if (moves.isEmpty()) {
      return List.of();
    }
    var free = changeCounts(location, sums(moves), forced);
    write(location, moves);
    var listed = free.stream()
        .filter(f -> tables.listings.containsKey(f.sku()))
        .map(f -> ShopWindowStore.subject(SimShop.NAME, location, f.sku()))
        .toList();
    if (!listed.isEmpty()) {
      deliveries.addAll(listed);
    }
    return free;
  }

  @Override
  public void applyQuietly(LocationId location, List<Move> moves) {
    changeCounts(location, sums(moves), false);
    write(location, moves);
  }

  private static Map<Sku, Delta> sums(List<Move> moves) {
    var sums = new TreeMap<Sku, Delta>();
    moves.forEach(move -> sums.merge(move.sku(), move.delta(), Delta::plus));
    return sums;
  }

  private List<Free> changeCounts(LocationId location, Map<Sku, Delta> sums, boolean forced) {
    return session.statement("update stock", tx -> {
      var free = new ArrayList<Free>();
      sums.forEach((sku, delta) -> {
        var shelf = new Shelf(location, sku);
        if (tx.read(tables.stock, shelf) == null) {
          return;
        }
        var row = tx.lock(tables.stock, shelf);
        if (row == null) {
          return;
        }
        int after = row.free() + change(delta);
        if (allows(row, delta, forced)) {
          int lacks = Math.max(0, -after);
          var changed = new Stock(
              row.delta().plus(delta),
              forced ? lacks : Math.min(row.lacking(), lacks),
              row.version() + 1);
          check(shelf, changed);
          tx.write(tables.stock, shelf, changed);
          free.add(new Free(sku, after, changed.version()));
        }
      });
      if (free.size() != sums.size()) {
        throw new IllegalStateException("stock of " + location + " does not allow " + sums);
      }
      return free;
    });
  }

  /** The condition of the recording statement. */
  boolean allows(Stock row, Delta delta, boolean forced) {
    return forced || change(delta) >= 0 || row.free() + change(delta) >= 0;
  }

  /** The constraints of the table. */
  void check(Shelf shelf, Stock row) {
    var d = row.delta();
    if (d.held() < 0
        || d.committed() < 0
        || d.escrowed() < 0
        || d.suspense() < 0
        || d.damaged() < 0
        || d.inTransit() < 0
        || row.free() < -row.lacking()) {
      throw new DataIntegrityViolationException("stock of " + shelf + " would be " + row);
    }
  }

  static int change(Delta d) {
    return d.onHand() - d.held() - d.committed() - d.escrowed() - d.suspense();
  }

  private void write(LocationId location, List<Move> moves) {
    session.statement("insert into stock_ledger", tx -> {
      for (var move : moves) {
        var shelf = new Shelf(location, move.sku());
        var key = move.cause() + "|" + causeId(move) + "|" + shelf;
        var line = new Line(tables.nextSeq(), shelf, move.delta(), move.cause(), causeId(move));
        if (!tx.insert(tables.ledger, key, line)) {
          throw new DuplicateKeyException(key);
        }
      }
      return moves;
    });
  }

  /** What makes a line of the ledger unique with its cause. */
  String causeId(Move move) {
    return move.causeId();
  }

  @Override
  public List<Free> free(LocationId location, Collection<Sku> skus) {
    return session.statement("select free", tx -> {
      var free = new ArrayList<Free>();
      for (Sku sku : new TreeSet<>(skus)) {
        var row = tx.read(tables.stock, new Shelf(location, sku));
        if (row != null) {
          free.add(new Free(sku, row.free(), row.version()));
        }
      }
      return free;
    });
  }

  @Override
  public List<Free> everything(LocationId location) {
    return free(location, tables.catalogue);
  }
}
