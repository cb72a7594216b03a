package dev.tillbridge.hub.fulfilment;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.place.LocationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the merchant decided about sending, in PostgreSQL. */
public final class SendingPolicies {

  private final JdbcClient jdbc;
  private final InstantSource clock;

  SendingPolicies(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** How a shop's orders are sent. */
  public SendingPolicy of(String shop) {
    return jdbc.sql("""
            select rules, splitting, mirror_since is not null as mirror from sending_policy
             where shop = :shop
            """)
        .param("shop", shop)
        .query((row, _) -> new SendingPolicy(
            shop,
            Stream.of((String[]) row.getArray("rules").getArray())
                .map(SendingRule::valueOf)
                .toList(),
            row.getBoolean("splitting"),
            row.getBoolean("mirror")))
        .optional()
        .orElseGet(() -> SendingPolicy.usual(shop));
  }

  /** From when on a shop records what the counter sells; empty when it does not. */
  Optional<Instant> mirroredSince(String shop) {
    return jdbc.sql("""
            select mirror_since from sending_policy where shop = :shop and mirror_since is not null
            """)
        .param("shop", shop)
        .query((row, _) -> row.getTimestamp("mirror_since").toInstant())
        .optional();
  }

  /** From now on; orders that are routed already stay where they are. */
  public void save(SendingPolicy policy, String by) {
    jdbc.sql("""
            insert into sending_policy (shop, rules, splitting, mirror_since, changed_by, changed_at)
            values (:shop, :rules::text[], :splitting,
                    case when :mirror then :now::timestamptz end, :by, :now)
            on conflict (shop) do update
               set rules = excluded.rules, splitting = excluded.splitting,
                   mirror_since = case when :mirror
                     then coalesce(sending_policy.mirror_since, excluded.mirror_since) end,
                   changed_by = excluded.changed_by, changed_at = excluded.changed_at
            """)
        .param("shop", policy.shop())
        .param("rules", policy.rules().stream().map(Enum::name).toArray(String[]::new))
        .param("splitting", policy.splitting())
        .param("mirror", policy.mirror())
        .param("by", by)
        .param("now", clock.instant().atOffset(UTC))
        .update();
  }

  /** A location as one that sends. */
  public SendingPlace at(LocationId location) {
    return places(List.of(location)).getFirst();
  }

  /** These locations as ones that send, in the same order. */
  List<SendingPlace> places(List<LocationId> locations) {
    var known = new java.util.HashMap<LocationId, SendingPlace>();
    jdbc.sql("""
            select location, sends, rank, latitude, longitude from sending_place
             where location = any(:locations::text[])
            """)
        .param("locations", locations.stream().map(LocationId::code).toArray(String[]::new))
        .query((row, _) -> read(row))
        .list()
        .forEach(place -> known.put(place.location(), place));
    return locations.stream().map(one -> place(known, one)).toList();
  }

  private static SendingPlace place(Map<LocationId, SendingPlace> known, LocationId location) {
    return Objects.requireNonNullElseGet(known.get(location), () -> SendingPlace.usual(location));
  }

  private static SendingPlace read(ResultSet row) throws SQLException {
    return new SendingPlace(
        new LocationId(row.getString("location")),
        row.getBoolean("sends"),
        row.getObject("rank", Integer.class),
        row.getObject("latitude", Integer.class),
        row.getObject("longitude", Integer.class));
  }

  /** From now on. */
  public void save(SendingPlace place) {
    jdbc.sql("""
            insert into sending_place (location, sends, rank, latitude, longitude)
            values (:location, :sends, :rank, :latitude, :longitude)
            on conflict (location) do update
               set sends = excluded.sends, rank = excluded.rank, latitude = excluded.latitude,
                   longitude = excluded.longitude
            """)
        .param("location", place.location().code())
        .param("sends", place.sends())
        .param("rank", place.rank())
        .param("latitude", place.latitudeMicro())
        .param("longitude", place.longitudeMicro())
        .update();
  }
}
