package dev.tillbridge.hub.stock;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.stock.ShelfCounts.Count;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Counts in PostgreSQL. */
final class JdbcCountBook implements CountBook {

  private static final String MOMENTS =
      "unnest(:skus::text[], :moments::timestamptz[]) as m(sku, moment)";

  private final JdbcClient jdbc;

  JdbcCountBook(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<Sku, Integer> onHandAt(LocationId location, Map<Sku, Instant> moments) {
    var onHand = new HashMap<Sku, Integer>();
    // Counted back from now, because what is counted was mostly received and sold long before.
    ask("""
        select m.sku, coalesce(s.on_hand, 0)
                 - coalesce((select sum(l.on_hand) from stock_ledger l
                              where l.location = :location and l.sku = m.sku and l.on_hand <> 0
                                and l.event_at > m.moment), 0) as on_hand
          from %s left join stock s on s.location = :location and s.sku = m.sku
        """, location, moments).query(row -> {
      onHand.put(new Sku(row.getString("sku")), row.getInt("on_hand"));
    });
    return onHand;
  }

  @Override
  public Map<Sku, Standing> since(LocationId location, Map<Sku, Instant> moments) {
    return first(location, moments, ">=");
  }

  @Override
  public Map<Sku, Standing> after(LocationId location, Map<Sku, Instant> moments) {
    return first(location, moments, ">");
  }

  private Map<Sku, Standing> first(LocationId location, Map<Sku, Instant> moments, String than) {
    var standing = new HashMap<Sku, Standing>();
    // Of two counts for one moment the one that was posted last is right.
    ask("""
        select m.sku, c.id, c.counted_at
          from %s
          cross join lateral (select id, counted_at from shelf_count
                               where location = :location and sku = m.sku and counted_at THAN m.moment
                               order by counted_at, seq desc limit 1) c
        """.replace("THAN", than), location, moments).query(row -> {
      standing.put(
          new Sku(row.getString("sku")),
          new Standing(
              row.getObject("id", UUID.class),
              row.getObject("counted_at", OffsetDateTime.class).toInstant()));
    });
    return standing;
  }

  private StatementSpec ask(String sql, LocationId location, Map<Sku, Instant> moments) {
    return jdbc.sql(sql.formatted(MOMENTS))
        .param("location", location.code())
        .param("skus", moments.keySet().stream().map(Sku::code).toArray(String[]::new))
        .param("moments", texts(moments.values()));
  }

  @Override
  public void add(LocationId location, Collection<Count> counts, Map<Sku, Integer> expected) {
    jdbc.sql("""
            insert into shelf_count (id, location, sku, counted, counted_at, expected, expected_first)
            select id, :location, sku, counted, counted_at, expected, expected
              from unnest(:ids::uuid[], :skus::text[], :counted::int[], :countedAt::timestamptz[],
                          :expected::int[]) as c(id, sku, counted, counted_at, expected)
            """)
        .param("location", location.code())
        .param("ids", counts.stream().map(c -> c.id().toString()).toArray(String[]::new))
        .param("skus", counts.stream().map(c -> c.sku().code()).toArray(String[]::new))
        .param("counted", counts.stream().mapToInt(Count::counted).toArray())
        .param("countedAt", texts(counts.stream().map(Count::countedAt).toList()))
        .param(
            "expected",
            counts.stream().mapToInt(c -> expected.getOrDefault(c.sku(), 0)).toArray())
        .update();
  }

  private static String[] texts(Collection<Instant> moments) {
    return moments.stream().map(at -> at.atOffset(UTC).toString()).toArray(String[]::new);
  }

  @Override
  public void expectMore(UUID count, int units) {
    jdbc.sql("update shelf_count set expected = expected + :units where id = :id")
        .param("units", units)
        .param("id", count)
        .update();
  }
}
