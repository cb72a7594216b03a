package dev.tillbridge.hub.stock;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.catalog.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bundles in PostgreSQL. */
final class JdbcBundleBook implements BundleBook {

  private final JdbcClient jdbc;

  JdbcBundleBook(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<Sku, Contents> now(Collection<Sku> skus) {
    return read("""
        select b.sku, b.version, p.part, p.quantity
          from bundle b join bundle_part p on p.sku = b.sku and p.version = b.version
         where b.sku = any(:skus::text[])
        """, Map.of("skus", skus.stream().map(Sku::code).toArray(String[]::new)));
  }

  /** Everything that is a bundle now. */
  Map<Sku, Contents> all() {
    return read("""
        select b.sku, b.version, p.part, p.quantity
          from bundle b join bundle_part p on p.sku = b.sku and p.version = b.version
        """, Map.of());
  }

  @Override
  public Map<Sku, Contents> at(Collection<Sku> skus, Instant at) {
    return read(
        """
        select d.sku, d.version, p.part, p.quantity
          from (select distinct on (sku) sku, version from bundle_version
                 where sku = any(:skus::text[]) and valid_from <= :at::timestamptz
                 order by sku, version desc) d
          join bundle_part p on p.sku = d.sku and p.version = d.version
        """,
        Map.of(
            "skus", skus.stream().map(Sku::code).toArray(String[]::new), "at", at.atOffset(UTC)));
  }

  private Map<Sku, Contents> read(String statement, Map<String, ?> params) {
    var versions = new HashMap<Sku, Integer>();
    var parts = new HashMap<Sku, SortedMap<Sku, Integer>>();
    jdbc.sql(statement).params(params).query(row -> {
      var sku = new Sku(row.getString("sku"));
      versions.put(sku, row.getInt("version"));
      parts
          .computeIfAbsent(sku, _ -> new TreeMap<>())
          .put(new Sku(row.getString("part")), row.getInt("quantity"));
    });
    var found = new HashMap<Sku, Contents>();
    parts.forEach((sku, each) ->
        found.put(sku, new Contents(sku, Objects.requireNonNull(versions.get(sku)), each)));
    return found;
  }

  @Override
  public Map<UUID, List<Pieces>> noted(Collection<UUID> ids) {
    record Key(UUID id, Sku sku, int version, int quantity) {}
    var parts = new TreeMap<Key, SortedMap<Sku, Integer>>(
        java.util.Comparator.comparing(Key::id).thenComparing(Key::sku));
    jdbc.sql("""
            select t.of_id, t.sku, t.version, t.quantity as pieces, p.part, p.quantity
              from taken_apart t join bundle_part p on p.sku = t.sku and p.version = t.version
             where t.of_id = any(:ids::uuid[])
            """)
        .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
        .query(row -> {
          var key = new Key(
              row.getObject("of_id", UUID.class),
              new Sku(row.getString("sku")),
              row.getInt("version"),
              row.getInt("pieces"));
          parts
              .computeIfAbsent(key, _ -> new TreeMap<>())
              .put(new Sku(row.getString("part")), row.getInt("quantity"));
        });
    var noted = new HashMap<UUID, List<Pieces>>();
    parts.forEach((key, each) -> noted
        .computeIfAbsent(key.id(), _ -> new ArrayList<>())
        .add(new Pieces(new Contents(key.sku(), key.version(), each), key.quantity())));
    return noted;
  }

  @Override
  public void note(UUID id, List<Pieces> bundles) {
    if (bundles.isEmpty()) {
      return;
    }
    jdbc.sql("""
            insert into taken_apart (of_id, sku, version, quantity)
            select :id, sku, version, quantity
              from unnest(:skus::text[], :versions::int[], :quantities::int[])
                as t(sku, version, quantity)
            on conflict (of_id, sku) do update
               set quantity = taken_apart.quantity + excluded.quantity
            """)
        .param("id", id)
        .param("skus", bundles.stream().map(b -> b.sku().code()).toArray(String[]::new))
        .param(
            "versions", bundles.stream().mapToInt(b -> b.contents().version()).toArray())
        .param("quantities", bundles.stream().mapToInt(Pieces::quantity).toArray())
        .update();
  }
}
