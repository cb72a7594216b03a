package dev.tillbridge.hub.stock;

import static java.util.stream.Collectors.joining;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.Gate.Free;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The counts and the ledger in PostgreSQL. */
final class JdbcStockLedger implements StockLedger {

  private record Count(String column, ToIntFunction<Delta> of) {}

  private static final List<Count> COUNTS = List.of(
      new Count("on_hand", Delta::onHand),
      new Count("held", Delta::held),
      new Count("committed", Delta::committed),
      new Count("escrowed", Delta::escrowed),
      new Count("suspense", Delta::suspense),
      new Count("damaged", Delta::damaged),
      new Count("in_transit", Delta::inTransit));

  private final JdbcClient jdbc;
  private final ShopPlaces shops;

  JdbcStockLedger(JdbcClient jdbc, ShopPlaces shops) {
    this.jdbc = jdbc;
    this.shops = shops;
  }

  @Override
  public List<LocationId> locations() {
    return jdbc.sql("select id from location order by id")
        .query((row, _) -> new LocationId(row.getString("id")))
        .list();
  }

  @Override
  public long enter(LocationId location) {
    record Gate(long epoch, String state) {}
    var gate = jdbc.sql("select epoch, state from location where id = :id for share")
        .param("id", location.code())
        .query(Gate.class)
        .optional()
        .orElseThrow(() -> BadInput.of("location", "there is no location " + location));
    if (!gate.state().equals("OPEN")) {
      throw new Unavailable("location " + location + " is " + gate.state(), null);
    }
    return gate.epoch();
  }

  @Override
  public SequencedMap<Sku, Integer> lock(LocationId location, Collection<Sku> skus) {
    var sorted = new TreeSet<>(skus);
    var free = lockExisting(location, sorted);
    if (free.size() == sorted.size()) {
      return free;
    }
    sorted.removeAll(free.keySet());
    jdbc.sql("""
            insert into stock (location, sku)
            select :location, sku from variant where sku = any(:skus::text[])
             order by sku on conflict do nothing
            """)
        .param("location", location.code())
        .param("skus", codes(sorted))
        .update();
    return lockExisting(location, new TreeSet<>(skus));
  }

  private SequencedMap<Sku, Integer> lockExisting(LocationId location, Collection<Sku> sorted) {
    var free = new LinkedHashMap<Sku, Integer>();
    jdbc.sql("""
            select sku, free from stock where location = :location and sku = any(:skus::text[])
             order by sku for update
            """)
        .param("location", location.code())
        .param("skus", codes(sorted))
        .query(row -> {
          free.put(new Sku(row.getString("sku")), row.getInt("free"));
        });
    return free;
  }

  private static String[] codes(Collection<Sku> skus) {
    return skus.stream().map(Sku::code).toArray(String[]::new);
  }

  @Override
  public List<Sku> unknown(Collection<Sku> skus) {
    return jdbc.sql("""
            select s from unnest(:skus::text[]) s
             where not exists (select 1 from variant where sku = s) order by s
            """)
        .param("skus", skus.stream().map(Sku::code).distinct().toArray(String[]::new))
        .query((row, _) -> new Sku(row.getString(1)))
        .list();
  }

  @Override
  public List<Free> apply(LocationId location, List<Move> moves, boolean forced) {
    if (moves.isEmpty()) {
      return List.of();
    }
    var changed = changeCounts(location, sums(moves), forced);
    write(location, moves, changed.getFirst().at());
    var free = changed.stream().map(Changed::free).toList();
    shops.touch(location, free.stream().map(Free::sku).toList());
    return free;
  }

  @Override
  public void applyQuietly(LocationId location, List<Move> moves) {
    var changed = changeCounts(location, sums(moves), false);
    write(location, moves, changed.getFirst().at());
  }

  private static Map<Sku, Delta> sums(List<Move> moves) {
    var sums = new TreeMap<Sku, Delta>();
    for (var move : moves) {
      sums.merge(move.sku(), move.delta(), Delta::plus);
    }
    return sums;
  }

  /** A row as it is now, and when: after it was locked, so that the ledger tells times in order. */
  private record Changed(Free free, Instant at) {}

  private List<Changed> changeCounts(LocationId location, Map<Sku, Delta> sums, boolean forced) {
    var changed = jdbc.sql("""
                update stock s
                   set on_hand = s.on_hand + c.on_hand, held = s.held + c.held,
                       committed = s.committed + c.committed, escrowed = s.escrowed + c.escrowed,
                       suspense = s.suspense + c.suspense, damaged = s.damaged + c.damaged,
                       in_transit = s.in_transit + c.in_transit, version = s.version + 1,
                       short = case when :forced then greatest(0, -(s.free + c.free))
                                    else least(s.short, greatest(0, -(s.free + c.free))) end
                  from (select sku, on_hand, held, committed, escrowed, suspense, damaged, in_transit,
                               on_hand - held - committed - escrowed - suspense as free
                          from unnest(:skus::text[], :onHand::int[], :held::int[], :committed::int[],
                                      :escrowed::int[], :suspense::int[], :damaged::int[], :inTransit::int[])
                            as d(sku, on_hand, held, committed, escrowed, suspense, damaged,
                                 in_transit)) c
                 where s.location = :location and s.sku = c.sku
                   and (:forced or c.free >= 0 or s.free + c.free >= 0)
                   and s.on_hand + c.on_hand <= :mostOnHand
                returning s.sku, s.free, s.version, clock_timestamp() as at
                """)
        .param("forced", forced)
        .param("skus", sums.keySet().stream().map(Sku::code).toArray(String[]::new))
        .param("onHand", sums.values().stream().mapToInt(Delta::onHand).toArray())
        .param("held", sums.values().stream().mapToInt(Delta::held).toArray())
        .param("committed", sums.values().stream().mapToInt(Delta::committed).toArray())
        .param("escrowed", sums.values().stream().mapToInt(Delta::escrowed).toArray())
        .param("suspense", sums.values().stream().mapToInt(Delta::suspense).toArray())
        .param("damaged", sums.values().stream().mapToInt(Delta::damaged).toArray())
        .param("inTransit", sums.values().stream().mapToInt(Delta::inTransit).toArray())
        .param("location", location.code())
        .param("mostOnHand", MOST_ON_HAND)
        .query((row, _) -> new Changed(
            new Free(new Sku(row.getString("sku")), row.getInt("free"), row.getLong("version")),
            row.getTimestamp("at").toInstant()))
        .list();
    if (changed.size() != sums.size()) {
      throw new IllegalStateException("stock of " + location + " does not allow " + sums);
    }
    return changed;
  }

  private static void write(LocationId location, List<Move> moves, Instant recordedAt) {
    // Most moves change one or two counts; the others keep the column's default, which is zero.
    var counts = COUNTS.stream()
        .filter(count -> moves.stream().anyMatch(move -> count.of().applyAsInt(move.delta()) != 0))
        .toList();
    var names = counts.stream().map(count -> count.column() + ", ").collect(joining());
    var rows = new BinaryCopy(
        "stock_ledger (location, sku, " + names + "cause, cause_id, event_at, recorded_at)",
        6 + counts.size());
    for (var move : moves) {
      rows.row().add(location.code()).add(move.sku().code());
      counts.forEach(count -> rows.add(count.of().applyAsInt(move.delta())));
      rows.add(move.cause().name()).add(move.causeId()).add(move.eventAt()).add(recordedAt);
    }
    rows.send();
  }

  @Override
  public List<Free> free(LocationId location, Collection<Sku> skus) {
    return jdbc.sql("""
            select sku, free, version from stock
             where location = :location and sku = any(:skus::text[])
            """)
        .param("location", location.code())
        .param("skus", skus.stream().map(Sku::code).distinct().toArray(String[]::new))
        .query((row, _) ->
            new Free(new Sku(row.getString("sku")), row.getInt("free"), row.getLong("version")))
        .list();
  }

  @Override
  public List<Free> everything(LocationId location) {
    var all = new ArrayList<Free>();
    jdbc.sql("select sku, free, version from stock where location = :location")
        .param("location", location.code())
        .query(row -> {
          all.add(
              new Free(new Sku(row.getString("sku")), row.getInt("free"), row.getLong("version")));
        });
    return all;
  }
}
