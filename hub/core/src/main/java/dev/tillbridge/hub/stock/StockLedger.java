package dev.tillbridge.hub.stock;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.ReservationGate.Free;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Cause;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The counts of a shelf and the append-only ledger that explains them. Every method joins the
 * caller's transaction. Locks are taken in one order everywhere: holds, then the location, then
 * stock rows by SKU, then shop windows, then deliveries.
 */
final class StockLedger {

  /** Shopify takes no larger number (InventorySetQuantities), and no shelf holds more. */
  static final int MOST_ON_HAND = 1_000_000_000;

  /**
   * One line of the ledger to be.
   *
   * @param causeId unique with cause, location and SKU
   */
  record Move(Sku sku, Delta delta, Cause cause, String causeId, Instant eventAt) {}

  private final JdbcClient jdbc;
  private final ShopPlaces shops;

  StockLedger(JdbcClient jdbc, ShopPlaces shops) {
    this.jdbc = jdbc;
    this.shops = shops;
  }

  /**
   * Keeps a fence from falling until the caller's transaction ends.
   *
   * @return the location's epoch
   * @throws Unavailable when the location is fenced
   */
  long enter(LocationId location) {
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

  /** Locks the rows of these SKUs, making those that do not exist; answers what is free. */
  SequencedMap<Sku, Integer> lock(LocationId location, Collection<Sku> skus) {
    var codes = new TreeSet<>(skus).stream().map(Sku::code).toArray(String[]::new);
    jdbc.sql("""
            insert into stock (location, sku)
            select :location, s from unnest(:skus::text[]) s
             where not exists (select 1 from stock where location = :location and sku = s)
             order by s on conflict do nothing
            """).param("location", location.code()).param("skus", codes).update();
    var free = new LinkedHashMap<Sku, Integer>();
    jdbc.sql("""
            select sku, free from stock where location = :location and sku = any(:skus::text[])
             order by sku for update
            """).param("location", location.code()).param("skus", codes).query(row -> {
      free.put(new Sku(row.getString("sku")), row.getInt("free"));
    });
    return free;
  }

  /** Those of the SKUs that the catalogue does not know. */
  List<Sku> unknown(Collection<Sku> skus) {
    return jdbc.sql("""
            select s from unnest(:skus::text[]) s
             where not exists (select 1 from variant where sku = s) order by s
            """)
        .param("skus", skus.stream().map(Sku::code).distinct().toArray(String[]::new))
        .query((row, _) -> new Sku(row.getString(1)))
        .list();
  }

  /**
   * Applies moves to locked rows and writes them down. The condition stands in the statement again,
   * so no mistake of the caller can oversell: free stays at or above zero, or above the shortage
   * that is on record.
   *
   * @param forced moves a sale that has physically happened: a shortage goes on record
   * @return what is free now
   */
  List<Free> apply(LocationId location, List<Move> moves, boolean forced) {
    if (moves.isEmpty()) {
      return List.of();
    }
    var free = changeCounts(location, sums(moves), forced);
    write(location, moves);
    shops.touch(location, free.stream().map(Free::sku).toList());
    return free;
  }

  /** As {@link #apply}, by whoever is just telling the shops and needs no reminder to do so. */
  void applyQuietly(LocationId location, List<Move> moves) {
    changeCounts(location, sums(moves), false);
    write(location, moves);
  }

  private static Map<Sku, Delta> sums(List<Move> moves) {
    var sums = new TreeMap<Sku, Delta>();
    for (var move : moves) {
      sums.merge(
          move.sku(),
          move.delta(),
          (a, b) -> new Delta(
              a.onHand() + b.onHand(),
              a.held() + b.held(),
              a.committed() + b.committed(),
              a.escrowed() + b.escrowed(),
              a.suspense() + b.suspense()));
    }
    return sums;
  }

  private List<Free> changeCounts(LocationId location, Map<Sku, Delta> sums, boolean forced) {
    var free = jdbc.sql("""
                update stock s
                   set on_hand = s.on_hand + c.on_hand, held = s.held + c.held,
                       committed = s.committed + c.committed, escrowed = s.escrowed + c.escrowed,
                       suspense = s.suspense + c.suspense, version = s.version + 1,
                       short = case when :forced then greatest(0, -(s.free + c.free))
                                    else least(s.short, greatest(0, -(s.free + c.free))) end
                  from (select sku, on_hand, held, committed, escrowed, suspense,
                               on_hand - held - committed - escrowed - suspense as free
                          from unnest(:skus::text[], :onHand::int[], :held::int[], :committed::int[],
                                      :escrowed::int[], :suspense::int[])
                            as d(sku, on_hand, held, committed, escrowed, suspense)) c
                 where s.location = :location and s.sku = c.sku
                   and (:forced or c.free >= 0 or s.free + c.free >= 0)
                   and s.on_hand + c.on_hand <= :mostOnHand
                returning s.sku, s.free, s.version
                """)
        .param("forced", forced)
        .param("skus", sums.keySet().stream().map(Sku::code).toArray(String[]::new))
        .param("onHand", sums.values().stream().mapToInt(Delta::onHand).toArray())
        .param("held", sums.values().stream().mapToInt(Delta::held).toArray())
        .param("committed", sums.values().stream().mapToInt(Delta::committed).toArray())
        .param("escrowed", sums.values().stream().mapToInt(Delta::escrowed).toArray())
        .param("suspense", sums.values().stream().mapToInt(Delta::suspense).toArray())
        .param("location", location.code())
        .param("mostOnHand", MOST_ON_HAND)
        .query((row, _) ->
            new Free(new Sku(row.getString("sku")), row.getInt("free"), row.getLong("version")))
        .list();
    if (free.size() != sums.size()) {
      throw new IllegalStateException("stock of " + location + " does not allow " + sums);
    }
    return free;
  }

  private void write(LocationId location, List<Move> moves) {
    jdbc.sql("""
            insert into stock_ledger (location, sku, on_hand, held, committed, escrowed, suspense,
                                      cause, cause_id, event_at, recorded_at)
            select :location, sku, on_hand, held, committed, escrowed, suspense, cause, cause_id,
                   event_at, clock_timestamp()
              from unnest(:skus::text[], :onHand::int[], :held::int[], :committed::int[],
                          :escrowed::int[], :suspense::int[], :causes::text[], :causeIds::text[],
                          :eventsAt::timestamptz[])
                as m(sku, on_hand, held, committed, escrowed, suspense, cause, cause_id, event_at)
            """)
        .param("location", location.code())
        .param("skus", moves.stream().map(m -> m.sku().code()).toArray(String[]::new))
        .param("onHand", moves.stream().mapToInt(m -> m.delta().onHand()).toArray())
        .param("held", moves.stream().mapToInt(m -> m.delta().held()).toArray())
        .param("committed", moves.stream().mapToInt(m -> m.delta().committed()).toArray())
        .param("escrowed", moves.stream().mapToInt(m -> m.delta().escrowed()).toArray())
        .param("suspense", moves.stream().mapToInt(m -> m.delta().suspense()).toArray())
        .param("causes", moves.stream().map(m -> m.cause().name()).toArray(String[]::new))
        .param("causeIds", moves.stream().map(Move::causeId).toArray(String[]::new))
        .param(
            "eventsAt",
            moves.stream().map(m -> m.eventAt().atOffset(UTC).toString()).toArray(String[]::new))
        .update();
  }

  /** What is free of these SKUs, without locking anything. */
  List<Free> free(LocationId location, Collection<Sku> skus) {
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

  /** What is free of everything at the location. */
  List<Free> everything(LocationId location) {
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
