package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final HoldRows rows;

  JdbcHoldStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
    this.bundles = new JdbcBundleBook(jdbc);
    this.rows = new HoldRows(jdbc);
  }

  @Override
  public Map<UUID, Stored> find(Collection<UUID> ids) {
    return rows.find(ids);
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
