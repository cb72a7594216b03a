package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds in PostgreSQL. */
final class JdbcHoldStore implements HoldStore {

  private final JdbcClient jdbc;

  JdbcHoldStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<UUID, Stored> find(Collection<UUID> ids) {
    var idTexts = ids.stream().map(UUID::toString).toArray(String[]::new);
    var lines = new HashMap<UUID, List<StockLine>>();
    var shortages = new HashMap<UUID, List<Shortage>>();
    jdbc.sql("""
            select hold_id, sku, quantity, available from hold_line
             where hold_id = any(:ids::uuid[]) order by hold_id, sku
            """).param("ids", idTexts).query(row -> {
      var id = row.getObject("hold_id", UUID.class);
      var line = new StockLine(new Sku(row.getString("sku")), row.getInt("quantity"));
      lines.computeIfAbsent(id, _ -> new ArrayList<>()).add(line);
      int available = row.getInt("available");
      if (!row.wasNull() && available < line.quantity()) {
        shortages
            .computeIfAbsent(id, _ -> new ArrayList<>())
            .add(new Shortage(line.sku(), line.quantity(), available));
      }
    });
    var found = new HashMap<UUID, Stored>();
    jdbc.sql("""
            select id, encode(request_hash, 'hex') as hash, location, channel, state, created_at, expires_at from hold
             where id = any(:ids::uuid[])
            """).param("ids", idTexts).query(row -> {
      var id = row.getObject("id", UUID.class);
      var location = row.getString("location");
      var channel = row.getString("channel");
      var hold = new Hold(
          id,
          location == null ? null : new LocationId(location),
          channel == null ? null : Channel.valueOf(channel),
          HoldState.valueOf(row.getString("state")),
          lines.getOrDefault(id, List.of()),
          row.getTimestamp("created_at").toInstant(),
          row.getTimestamp("expires_at").toInstant());
      found.put(id, new Stored(hold, row.getString("hash"), shortages.getOrDefault(id, List.of())));
    });
    return found;
  }

  @Override
  public List<UUID> claim(Collection<HoldRequest> requests, long epoch) {
    return jdbc.sql("""
            insert into hold (id, request_hash, location, channel, state, epoch, created_at, expires_at)
            select id, decode(hash, 'hex'), location, channel, 'HELD', :epoch, now(),
                   now() + ttl * interval '1 second'
              from unnest(:ids::uuid[], :hashes::text[], :locations::text[], :channels::text[],
                          :ttls::bigint[]) as r(id, hash, location, channel, ttl)
             order by id
            on conflict (id) do nothing
            returning id
            """)
        .param("epoch", epoch)
        .param("ids", requests.stream().map(r -> r.id().toString()).toArray(String[]::new))
        .param("hashes", requests.stream().map(HoldRequest::hash).toArray(String[]::new))
        .param("locations", requests.stream().map(r -> r.location().code()).toArray(String[]::new))
        .param("channels", requests.stream().map(r -> r.channel().name()).toArray(String[]::new))
        .param("ttls", requests.stream().mapToLong(r -> r.ttl().toSeconds()).toArray())
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }

  @Override
  public void addLines(Collection<HoldRequest> requests, @Nullable Map<Sku, Integer> available) {
    var ids = new ArrayList<String>();
    var skus = new ArrayList<String>();
    var quantities = new ArrayList<Integer>();
    var free = new ArrayList<@Nullable Integer>();
    for (var request : requests) {
      for (var line : request.lines()) {
        ids.add(request.id().toString());
        skus.add(line.sku().code());
        quantities.add(line.quantity());
        free.add(available == null ? null : Math.max(0, available.getOrDefault(line.sku(), 0)));
      }
    }
    jdbc.sql("""
            insert into hold_line (hold_id, sku, quantity, available)
            select * from unnest(:ids::uuid[], :skus::text[], :quantities::int[], :free::int[])
            """)
        .param("ids", ids.toArray(String[]::new))
        .param("skus", skus.toArray(String[]::new))
        .param("quantities", quantities.toArray(Integer[]::new))
        .param("free", free.toArray(Integer[]::new))
        .update();
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
  public void entomb(UUID id) {
    jdbc.sql("""
            insert into hold (id, state, created_at, expires_at) values (:id, 'VOID', now(), now())
            on conflict (id) do nothing
            """).param("id", id).update();
  }

  @Override
  public List<UUID> expire(int atMost, Duration grace) {
    return jdbc.sql("""
            with over as materialized (
              select id from hold
               where state = 'HELD' and expires_at <= now() - :grace * interval '1 second'
               order by id limit :atMost for update skip locked)
            update hold set state = 'EXPIRED' from over where hold.id = over.id returning hold.id
            """)
        .param("grace", grace.toSeconds())
        .param("atMost", atMost)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }
}
