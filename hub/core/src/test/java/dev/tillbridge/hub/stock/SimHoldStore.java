package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.SimTables.Hold;
import dev.tillbridge.hub.stock.sim.Session;
import dev.tillbridge.hub.stock.sim.Table;
import dev.tillbridge.hub.stock.sim.Tx;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;

/** {@link JdbcHoldStore}, statement by statement, over the simulated database. */
class SimHoldStore implements HoldStore {

  final Session session;
  private final SimTables tables;
  private final Table<UUID, Hold> table;

  SimHoldStore(Session session, SimTables tables) {
    this.session = session;
    this.tables = tables;
    this.table = tables.holds;
  }

  @Override
  public Map<UUID, Stored> find(Collection<UUID> ids) {
    var rows = new ArrayList<Hold>();
    session.statement("select hold", tx -> {
      for (UUID id : ids) {
        var row = tx.read(table, id);
        if (row != null) {
          rows.add(row);
        }
      }
      return rows;
    });
    var spread = rows.stream().filter(row -> row.id().equals(row.partOf())).toList();
    var parts = new ArrayList<Hold>();
    if (!spread.isEmpty()) {
      session.statement("select parts of hold", tx -> {
        for (UUID id : table.keys(tx, (_, row) -> isPart(row))) {
          parts.add(Objects.requireNonNull(tx.read(table, id)));
        }
        return parts;
      });
    }
    var lines = new HashMap<UUID, Hold>();
    session.statement("select hold_line", tx -> {
      rows.forEach(row -> lines.put(row.id(), Objects.requireNonNull(tx.read(table, row.id()))));
      parts.forEach(row -> lines.put(row.id(), Objects.requireNonNull(tx.read(table, row.id()))));
      return lines;
    });
    var found = new HashMap<UUID, Stored>();
    for (var row : rows) {
      var own = parts.stream().filter(part -> row.id().equals(part.partOf())).toList();
      found.put(row.id(), stored(row, own, lines));
    }
    return found;
  }

  private static boolean isPart(Hold row) {
    return row.partOf() != null && !row.partOf().equals(row.id());
  }

  private static Stored stored(Hold row, List<Hold> parts, Map<UUID, Hold> lines) {
    var own = Objects.requireNonNull(lines.get(row.id()));
    var missing = new ArrayList<Shortage>(missing(own));
    var elsewhere = new ArrayList<dev.tillbridge.model.stock.Hold.Part>();
    for (var part : parts) {
      var there = Objects.requireNonNull(lines.get(part.id()));
      elsewhere.add(new dev.tillbridge.model.stock.Hold.Part(
          part.id(), Objects.requireNonNull(part.location()), there.lines()));
      missing.addAll(missing(there));
    }
    return new Stored(hold(row, own.lines(), elsewhere), row.hash(), missing, row.partOf());
  }

  private static List<Shortage> missing(Hold row) {
    return row.lines().stream()
        .filter(line -> row.available().getOrDefault(line.sku(), line.quantity()) < line.quantity())
        .map(line -> new Shortage(
            line.sku(), line.quantity(), Objects.requireNonNull(row.available().get(line.sku()))))
        .toList();
  }

  @Override
  public Map<UUID, dev.tillbridge.model.stock.Hold> claim(
      Collection<HoldRequest> requests, long epoch) {
    var sorted = new TreeMap<UUID, HoldRequest>();
    requests.forEach(request -> sorted.put(request.id(), request));
    var known = session.statement(
        "select known ids",
        tx -> sorted.keySet().stream().filter(id -> tx.read(table, id) != null).toList());
    known.forEach(sorted::remove);
    var ours = new HashMap<UUID, dev.tillbridge.model.stock.Hold>();
    if (sorted.isEmpty()) {
      return ours;
    }
    return session.statement("copy hold", tx -> {
      for (var request : sorted.values()) {
        var fresh = held(tx, request, epoch);
        if (!tx.insert(table, request.id(), fresh)) {
          throw new ConcurrencyFailureException("somebody has just claimed the same id");
        }
        ours.put(request.id(), hold(fresh, lines(request), List.of()));
      }
      return ours;
    });
  }

  private static Hold held(Tx tx, HoldRequest request, long epoch) {
    return new Hold(
        request.id(),
        request.hash(),
        request.location(),
        request.channel(),
        HoldState.HELD,
        epoch,
        null,
        tx.begunAt(),
        tx.begunAt() + request.ttl().toMillis(),
        request.partOf(),
        List.of(),
        Map.of());
  }

  private static dev.tillbridge.model.stock.Hold hold(
      Hold row, List<StockLine> lines, List<dev.tillbridge.model.stock.Hold.Part> parts) {
    return new dev.tillbridge.model.stock.Hold(
        row.id(),
        row.location(),
        row.channel(),
        row.state(),
        lines,
        Instant.ofEpochMilli(row.createdAt()),
        Instant.ofEpochMilli(row.expiresAt()),
        parts);
  }

  @Override
  public void addLines(Collection<HoldRequest> requests, @Nullable Map<Sku, Integer> available) {
    session.statement("insert into hold_line", tx -> {
      for (var request : requests) {
        var free = new TreeMap<Sku, Integer>();
        if (available != null) {
          lines(request)
              .forEach(line ->
                  free.put(line.sku(), Math.max(0, available.getOrDefault(line.sku(), 0))));
        }
        change(tx, request.id(), row -> row.with(lines(request), free));
      }
      return requests;
    });
  }

  /** What is written down of a wish. */
  List<StockLine> lines(HoldRequest request) {
    return request.lines();
  }

  @Override
  public void setState(Collection<UUID> ids, HoldState state) {
    session.statement("update hold set state", tx -> {
      ids.forEach(id -> change(tx, id, row -> row.with(state, null)));
      return ids;
    });
  }

  private void change(Tx tx, UUID id, java.util.function.UnaryOperator<Hold> change) {
    var row = tx.lock(table, id);
    if (row != null) {
      tx.write(table, id, change.apply(row));
    }
  }

  @Override
  public void unclaim(Collection<UUID> ids) {
    session.statement("delete from hold", tx -> {
      for (UUID id : ids) {
        if (tx.lock(table, id) != null) {
          tx.write(table, id, null);
        }
      }
      return ids;
    });
  }

  @Override
  public Optional<dev.tillbridge.model.stock.Hold> end(
      UUID id, List<HoldState> from, HoldState to, @Nullable UUID saleId) {
    boolean ours = session.statement("update hold set state if open", tx -> {
      var seen = tx.read(table, id);
      if (seen == null || !mayEnd(seen, from, to)) {
        return false;
      }
      var row = tx.lock(table, id);
      if (row == null || !mayEnd(row, from, to)) {
        return false;
      }
      tx.write(table, id, row.with(to, saleId));
      return true;
    });
    return ours ? find(id).map(Stored::hold) : Optional.empty();
  }

  /** The condition of {@link #end}. */
  boolean mayEnd(Hold row, List<HoldState> from, HoldState to) {
    return from.contains(row.state());
  }

  @Override
  public void entomb(UUID id) {
    session.statement("insert tombstone on conflict do nothing", tx -> {
      var tombstone = new Hold(
          id,
          null,
          null,
          null,
          HoldState.VOID,
          0,
          null,
          tx.begunAt(),
          tx.begunAt(),
          null,
          List.of(),
          Map.of());
      return tx.insert(table, id, tombstone);
    });
  }

  @Override
  public List<UUID> expire(int atMost, Duration grace) {
    return session.statement("update hold set EXPIRED skip locked", tx -> {
      var ended = new ArrayList<UUID>();
      for (UUID id : table.keys(tx, (_, row) -> ranOut(tx, row, grace))) {
        if (ended.size() < atMost && !tx.isLockedByAnother(table, id)) {
          var row = tx.lock(table, id);
          if (row != null && ranOut(tx, row, grace)) {
            tx.write(table, id, row.with(HoldState.EXPIRED, null));
            ended.add(id);
          }
        }
      }
      return ended;
    });
  }

  private boolean ranOut(Tx tx, Hold row, Duration grace) {
    return row.state() == HoldState.HELD
        && !isPart(row)
        && isOpen(tx, row)
        && row.expiresAt() <= sweepersTime(tx) - grace.toMillis();
  }

  /** Whether no place of the hold is fenced. */
  private boolean isOpen(Tx tx, Hold row) {
    var fenced = tables.locations.keys(tx, (_, location) -> !location.state().equals("OPEN"));
    return fenced.isEmpty()
        || table
            .keys(
                tx,
                (id, part) -> (id.equals(row.id()) || row.id().equals(part.partOf()))
                    && fenced.contains(part.location()))
            .isEmpty();
  }

  /** Whose clock says that a hold ran out. */
  long sweepersTime(Tx tx) {
    return tx.begunAt();
  }
}
