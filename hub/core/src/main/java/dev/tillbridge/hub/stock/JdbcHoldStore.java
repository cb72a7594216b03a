package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.Hold;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds in PostgreSQL. */
final class JdbcHoldStore implements HoldStore {

  private final JdbcClient jdbc;
  private final BundleBook bundles;

  JdbcHoldStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.bundles = new JdbcBundleBook(jdbc);
  }

  /** A hold as its row tells, before its lines are read. */
  private record Row(
      UUID id,
      @Nullable String hash,
      @Nullable LocationId location,
      @Nullable Channel channel,
      HoldState state,
      Instant createdAt,
      Instant expiresAt,
      @Nullable UUID partOf) {

    boolean isSpread() {
      return id.equals(partOf);
    }
  }

  /** What the lines of a hold say. */
  private record Lines(List<StockLine> wanted, List<Shortage> missing) {
    static final Lines NONE = new Lines(List.of(), List.of());
  }

  @Override
  public Map<UUID, Stored> find(Collection<UUID> ids) {
    var rows = rows("id = any(:ids::uuid[])", ids);
    var spread = rows.stream().filter(Row::isSpread).map(Row::id).toList();
    var parts = spread.isEmpty()
        ? List.<Row>of()
        : rows("part_of = any(:ids::uuid[]) and id <> part_of", spread);
    var all = new ArrayList<>(rows);
    all.addAll(parts);
    var lines = lines(all.stream().map(Row::id).toList());
    var found = new HashMap<UUID, Stored>();
    for (var row : rows) {
      var own = parts.stream().filter(part -> row.id().equals(part.partOf())).toList();
      found.put(row.id(), stored(row, own, lines));
    }
    return found;
  }

  private static Stored stored(Row row, List<Row> parts, Map<UUID, Lines> lines) {
    var own = lines.getOrDefault(row.id(), Lines.NONE);
    var missing = new ArrayList<Shortage>();
    var elsewhere = new ArrayList<Hold.Part>();
    if (row.isSpread()) {
      own.missing().forEach(s -> missing.add(at(row.location(), s)));
      for (var part : parts) {
        var there = lines.getOrDefault(part.id(), Lines.NONE);
        var location = Objects.requireNonNull(part.location(), "a part is somewhere");
        elsewhere.add(new Hold.Part(part.id(), location, there.wanted()));
        there.missing().forEach(s -> missing.add(at(location, s)));
      }
    } else {
      missing.addAll(own.missing());
    }
    var hold = new Hold(
        row.id(),
        row.location(),
        row.channel(),
        row.state(),
        own.wanted(),
        row.createdAt(),
        row.expiresAt(),
        elsewhere);
    return new Stored(hold, row.hash(), missing, row.partOf());
  }

  private static Shortage at(@Nullable LocationId location, Shortage shortage) {
    return new Shortage(shortage.sku(), shortage.wanted(), shortage.available(), location);
  }

  private List<Row> rows(String which, Collection<UUID> ids) {
    return jdbc.sql("""
            select id, encode(request_hash, 'hex') as hash, location, channel, state, created_at,
                   expires_at, part_of
              from hold where\s
            """ + which + " order by location, id")
        .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
        .query((row, _) -> {
          var location = row.getString("location");
          var channel = row.getString("channel");
          return new Row(
              row.getObject("id", UUID.class),
              row.getString("hash"),
              location == null ? null : new LocationId(location),
              channel == null ? null : Channel.valueOf(channel),
              HoldState.valueOf(row.getString("state")),
              row.getTimestamp("created_at").toInstant(),
              row.getTimestamp("expires_at").toInstant(),
              row.getObject("part_of", UUID.class));
        })
        .list();
  }

  private Map<UUID, Lines> lines(Collection<UUID> ids) {
    var lines = new HashMap<UUID, Lines>();
    jdbc.sql("""
            select hold_id, sku, quantity, available from hold_line
             where hold_id = any(:ids::uuid[]) order by hold_id, sku collate "C"
            """)
        .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
        .query(row -> {
          var line = new StockLine(new Sku(row.getString("sku")), row.getInt("quantity"));
          var of = lines.computeIfAbsent(
              row.getObject("hold_id", UUID.class),
              _ -> new Lines(new ArrayList<>(), new ArrayList<>()));
          of.wanted().add(line);
          int available = row.getInt("available");
          if (!row.wasNull() && available < line.quantity()) {
            of.missing().add(new Shortage(line.sku(), line.quantity(), available));
          }
        });
    return lines;
  }

  /** Holds that exist already, and PostgreSQL's time of this transaction. */
  private record Known(Set<UUID> ids, Instant now) {}

  @Override
  public Map<UUID, Hold> claim(Collection<HoldRequest> requests, long epoch) {
    // In one order everywhere, so that two who claim the same ids do not wait for each other.
    var sorted = new TreeMap<UUID, HoldRequest>();
    requests.forEach(request -> sorted.put(request.id(), request));
    var known = known(sorted.keySet());
    sorted.keySet().removeAll(known.ids());
    var claimed = new HashMap<UUID, Hold>();
    var rows = new BinaryCopy("""
        hold (id, request_hash, location, channel, state, epoch, created_at, expires_at,
              part_of)""", 9);
    for (var request : sorted.values()) {
      var expiresAt = known.now().plus(request.ttl());
      rows.row()
          .add(request.id())
          .add(request.digest())
          .add(request.location().code())
          .add(request.channel().name())
          .add(HoldState.HELD.name())
          .add(epoch)
          .add(known.now())
          .add(expiresAt)
          .addOrNull(request.partOf());
      claimed.put(request.id(), held(request, known.now(), expiresAt));
    }
    try {
      rows.send();
    } catch (DuplicateKeyException race) {
      // The transaction is lost; repeated, it finds the id known.
      throw new ConcurrencyFailureException("somebody has just claimed the same id", race);
    }
    return claimed;
  }

  private Known known(Collection<UUID> ids) {
    return jdbc.sql("""
            select coalesce(array_agg(id), '{}') as ids, now() as at from hold
             where id = any(:ids::uuid[])
            """)
        .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
        .query((row, _) -> new Known(
            Set.of((UUID[]) row.getArray("ids").getArray()),
            row.getTimestamp("at").toInstant()))
        .single();
  }

  private static Hold held(HoldRequest request, Instant now, Instant expiresAt) {
    return new Hold(
        request.id(),
        request.location(),
        request.channel(),
        HoldState.HELD,
        request.lines(),
        now,
        expiresAt,
        List.of());
  }

  @Override
  public void addLines(Collection<HoldRequest> requests, @Nullable Map<Sku, Integer> available) {
    var rows = new BinaryCopy("hold_line (hold_id, sku, quantity, available)", 4);
    for (var request : requests) {
      for (var line : request.lines()) {
        rows.row()
            .add(request.id())
            .add(line.sku().code())
            .add(line.quantity())
            .addOrNull(
                available == null ? null : Math.max(0, available.getOrDefault(line.sku(), 0)));
      }
    }
    rows.send();
    requests.forEach(request -> bundles.note(request.id(), request.bundles()));
  }

  @Override
  public void setState(Collection<UUID> ids, HoldState state) {
    jdbc.sql("update hold set state = :state where id = any(:ids::uuid[])")
        .param("state", state.name())
        .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
        .update();
  }

  @Override
  public void unclaim(Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return;
    }
    jdbc.sql("delete from hold where id = any(:ids::uuid[])")
        .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
        .update();
  }

  @Override
  public Optional<Hold> end(UUID id, List<HoldState> from, HoldState to, @Nullable UUID saleId) {
    boolean ours = jdbc.sql("""
                    update hold set state = :to, sale_id = coalesce(:sale, sale_id)
                     where id = :id and state = any(:from::text[])
                    """)
            .param("to", to.name())
            .param("sale", saleId)
            .param("id", id)
            .param("from", from.stream().map(HoldState::name).toArray(String[]::new))
            .update()
        == 1;
    return ours ? find(id).map(Stored::hold) : Optional.empty();
  }

  @Override
  public Map<UUID, Sku> insteadOf(Collection<UUID> parts) {
    var ordered = new HashMap<UUID, Sku>();
    jdbc.sql(
            "select id, instead_of from hold where id = any(:ids::uuid[]) and instead_of is not null")
        .param("ids", parts.stream().map(UUID::toString).toArray(String[]::new))
        .query(row -> {
          ordered.put(row.getObject("id", UUID.class), new Sku(row.getString("instead_of")));
        });
    return ordered;
  }

  @Override
  public List<StockLine> taken(UUID id) {
    return jdbc.sql("""
            select sku, sum(units)::int as units
              from (select sku, quantity as units from hold_line where hold_id = :id
                    union all
                    select sku, units from hold_change where hold_id = :id and what <> 'MOVED') u
             group by sku order by sku
            """)
        .param("id", id)
        .query((row, _) -> new StockLine(new Sku(row.getString("sku")), row.getInt("units")))
        .list();
  }

  @Override
  public void entomb(UUID id) {
    jdbc.sql("""
            insert into hold (id, state, created_at, expires_at) values (:id, 'VOID', now(), now())
            on conflict (id) do nothing
            """).param("id", id).update();
  }

  @Override
  public void entombAll(Collection<UUID> ids) {
    // In the order in which they are claimed, so that two who want the same ids wait in turn.
    jdbc.sql("""
            insert into hold (id, state, created_at, expires_at)
            select id, 'VOID', now(), now() from unnest(:ids::uuid[]) id order by id
            on conflict (id) do nothing
            """)
        .param("ids", ids.stream().distinct().map(UUID::toString).toArray(String[]::new))
        .update();
  }

  @Override
  public List<UUID> expire(int atMost, Duration grace) {
    return jdbc.sql("""
            with over as materialized (
              select id from hold
               where state = 'HELD' and (part_of is null or part_of = id)
                 and expires_at <= now() - :grace * interval '1 second'
                 -- One fenced location must not keep the holds of all others.
                 and not exists (select 1 from hold part join location l on l.id = part.location
                                  where (part.id = hold.id or part.part_of = hold.id)
                                    and l.state <> 'OPEN')
               order by id limit :atMost for update skip locked)
            update hold set state = 'EXPIRED' from over where hold.id = over.id returning hold.id
            """)
        .param("grace", grace.toSeconds())
        .param("atMost", atMost)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }
}
