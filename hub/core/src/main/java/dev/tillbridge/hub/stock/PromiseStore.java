package dev.tillbridge.hub.stock;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Promised units in PostgreSQL, and what a person changed about them. */
final class PromiseStore {

  /** What happened to units that were promised. */
  enum Change {
    CALLED_OFF,
    ELSEWHERE,
    SUBSTITUTED,
    MOVED,
    SENT,
    TAKEN_OFF
  }

  /** How many lines of a ledger are looked through at first; each further look takes more. */
  private static final int FIRST_LOOK = 500;

  private final JdbcClient jdbc;

  PromiseStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A hold's row, locked. */
  record Locked(
      UUID id,
      UUID whole,
      HoldState state,
      @Nullable LocationId location,
      @Nullable Sku insteadOf,
      List<StockLine> lines) {

    boolean isPart() {
      return !id.equals(whole);
    }

    int units(Sku sku) {
      return lines.stream()
          .filter(line -> line.sku().equals(sku))
          .mapToInt(StockLine::quantity)
          .sum();
    }
  }

  /** Locks a hold, the whole before its part. */
  Optional<Locked> lock(UUID id) {
    jdbc.sql("""
            select 1 from hold where id = (select coalesce(part_of, id) from hold where id = :id)
               for update
            """).param("id", id).query((_, _) -> 0).list();
    return jdbc.sql("""
            select id, coalesce(part_of, id) as whole, state, location, instead_of
              from hold where id = :id for update
            """)
        .param("id", id)
        .query((row, _) -> {
          var location = row.getString("location");
          var insteadOf = row.getString("instead_of");
          return new Locked(
              row.getObject("id", UUID.class),
              row.getObject("whole", UUID.class),
              HoldState.valueOf(row.getString("state")),
              location == null ? null : new LocationId(location),
              insteadOf == null ? null : new Sku(insteadOf),
              lines(id));
        })
        .optional();
  }

  List<StockLine> lines(UUID hold) {
    return jdbc.sql("select sku, quantity from hold_line where hold_id = :hold order by sku")
        .param("hold", hold)
        .query((row, _) -> new StockLine(new Sku(row.getString("sku")), row.getInt("quantity")))
        .list();
  }

  /** What is promised of the SKU here, newest promise first. */
  List<Promise> at(LocationId location, Sku sku) {
    int promised = jdbc.sql("""
                select held + committed from stock where location = :location and sku = :sku
                """)
        .param("location", location.code())
        .param("sku", sku.code())
        .query(Integer.class)
        .optional()
        .orElse(0);
    // The ledger of the SKU leads to its holds, newest first: that needs no index which every
    // hold would have to pay for.
    var found = new LinkedHashMap<UUID, Promise>();
    long before = Long.MAX_VALUE;
    int look = FIRST_LOOK;
    while (found.values().stream().mapToInt(Promise::units).sum() < promised) {
      var page = page(location, sku, before, look);
      page.forEach(line -> line.promise().ifPresent(p -> found.putIfAbsent(p.holdId(), p)));
      if (page.size() < look) {
        break;
      }
      before = page.getLast().seq();
      look *= 4;
    }
    return found.values().stream()
        .sorted(
            Comparator.comparing(Promise::since).thenComparing(Promise::holdId).reversed())
        .toList();
  }

  private record Line(long seq, Optional<Promise> promise) {}

  private List<Line> page(LocationId location, Sku sku, long before, int look) {
    return jdbc.sql("""
            with causes as materialized (
              select seq, case when pg_input_is_valid(cause_id, 'uuid') then cause_id::uuid end as id
                from stock_ledger
               where location = :location and sku = :sku and seq < :before
                 and (held > 0 or committed > 0)
               order by seq desc limit :look),
            promises as (
              select seq, coalesce(c.hold_id, l.id) as hold_id
                from causes l
                left join hold_change c on c.id = l.id and c.what = 'MOVED' and c.sku = :sku)
            select p.seq, h.id, coalesce(h.part_of, h.id) as whole, h.state, h.channel, hl.quantity,
                   h.created_at
              from promises p
              left join hold h on h.id = p.hold_id and h.location = :location
                              and h.state in ('HELD', 'PAYING', 'COMMITTED')
              left join hold_line hl on hl.hold_id = h.id and hl.sku = :sku
             order by p.seq desc
            """)
        .param("location", location.code())
        .param("sku", sku.code())
        .param("before", before)
        .param("look", look)
        .query((row, _) -> new Line(row.getLong("seq"), promise(row, location, sku)))
        .list();
  }

  private static Optional<Promise> promise(ResultSet row, LocationId location, Sku sku)
      throws SQLException {
    var id = row.getObject("id", UUID.class);
    int units = row.getInt("quantity");
    return id == null || units == 0
        ? Optional.empty()
        : Optional.of(new Promise(
            id,
            row.getObject("whole", UUID.class),
            HoldState.valueOf(row.getString("state")),
            location,
            Channel.valueOf(row.getString("channel")),
            sku,
            units,
            row.getTimestamp("created_at").toInstant()));
  }

  /** Takes units off a line; a line of none goes. */
  void shrink(UUID hold, Sku sku, int units) {
    int left = jdbc.sql("""
                update hold_line set quantity = quantity - :units
                 where hold_id = :hold and sku = :sku and quantity > :units
                """)
        .param("units", units)
        .param("hold", hold)
        .param("sku", sku.code())
        .update();
    if (left == 0) {
      jdbc.sql("delete from hold_line where hold_id = :hold and sku = :sku")
          .param("hold", hold)
          .param("sku", sku.code())
          .update();
    }
  }

  void grow(UUID hold, Sku sku, int units) {
    jdbc.sql("""
            insert into hold_line (hold_id, sku, quantity) values (:hold, :sku, :units)
            on conflict (hold_id, sku) do update set quantity = hold_line.quantity + :units
            """)
        .param("hold", hold)
        .param("sku", sku.code())
        .param("units", units)
        .update();
  }

  /** A part of a committed order, with all that it has in common with the rest. */
  void addPart(UUID part, Locked of, LocationId location, long epoch, @Nullable Sku insteadOf) {
    jdbc.sql("update hold set part_of = id where id = :whole and part_of is null")
        .param("whole", of.whole())
        .update();
    jdbc.sql("""
            insert into hold (id, request_hash, location, channel, state, epoch, sale_id, created_at,
                              expires_at, part_of, instead_of)
            select :part, request_hash, :location, channel, state, :epoch, sale_id, created_at,
                   expires_at, :whole, :insteadOf
              from hold where id = :of
            """)
        .param("part", part)
        .param("location", location.code())
        .param("epoch", epoch)
        .param("whole", of.whole())
        .param("insteadOf", insteadOf == null ? null : insteadOf.code())
        .param("of", of.id())
        .update();
  }

  /** A part of an order that has ended is promised all the same: it was ordered since. */
  void reopen(UUID part) {
    jdbc.sql("update hold set state = 'COMMITTED' where id = :part")
        .param("part", part)
        .update();
  }

  void setLocation(UUID hold, LocationId location, long epoch) {
    jdbc.sql("update hold set location = :location, epoch = :epoch where id = :hold")
        .param("location", location.code())
        .param("epoch", epoch)
        .param("hold", hold)
        .update();
  }

  void note(UUID change, UUID hold, Sku sku, int units, Change what, Instant at) {
    jdbc.sql("""
            insert into hold_change (id, hold_id, sku, units, what, made_at)
            values (:id, :hold, :sku, :units, :what, :at)
            """)
        .param("id", change)
        .param("hold", hold)
        .param("sku", sku.code())
        .param("units", units)
        .param("what", what.name())
        .param("at", at.atOffset(UTC))
        .update();
  }

  void noteEnding(UUID hold, String reason, Instant at) {
    jdbc.sql("""
            insert into hold_ending (hold_id, reason, ended_at) values (:hold, :reason, :at)
            on conflict do nothing
            """)
        .param("hold", hold)
        .param("reason", reason)
        .param("at", at.atOffset(UTC))
        .update();
  }

  Optional<String> ending(UUID hold) {
    return jdbc.sql("select reason from hold_ending where hold_id = :hold")
        .param("hold", hold)
        .query(String.class)
        .optional();
  }

  boolean isKnown(UUID id) {
    return jdbc.sql("select exists (select 1 from hold where id = :id)")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /** True when no unit of the order is promised any more, here or elsewhere. */
  boolean isEmpty(UUID whole) {
    return jdbc.sql("""
            select not exists (select 1 from hold h join hold_line l on l.hold_id = h.id
                                where h.id = :whole or h.part_of = :whole)
            """).param("whole", whole).query(Boolean.class).single();
  }
}
