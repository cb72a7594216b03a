package dev.tillbridge.hub.stock;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.stock.Bundles.Definition;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The definitions of bundles in PostgreSQL. Every method joins the caller's transaction. */
final class BundleDefinitions {

  /** The newest word about a SKU: a definition, or that it is no bundle any more. */
  record Newest(Instant validFrom, boolean ended, Map<Sku, Integer> parts) {

    /** Whether a definition would only repeat this one. */
    boolean says(List<StockLine> other, @Nullable Instant from) {
      // PostgreSQL keeps microseconds.
      return !ended
          && parts.equals(Bundles.units(other))
          && (from == null || from.truncatedTo(ChronoUnit.MICROS).equals(validFrom));
    }
  }

  private final JdbcClient jdbc;

  BundleDefinitions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One change at a time: whether bundles nest is a question about all of them. */
  void lock() {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('bundles'))")
        .query((_, _) -> 0)
        .list();
  }

  Optional<Newest> newest(Sku sku) {
    record Row(int version, Instant validFrom, boolean ended) {}
    return jdbc.sql("""
            select version, valid_from, ended from bundle_version
             where sku = :sku order by version desc limit 1
            """)
        .param("sku", sku.code())
        .query((row, _) -> new Row(
            row.getInt("version"),
            row.getObject("valid_from", OffsetDateTime.class).toInstant(),
            row.getBoolean("ended")))
        .optional()
        .map(row -> new Newest(row.validFrom(), row.ended(), parts(sku, row.version())));
  }

  private Map<Sku, Integer> parts(Sku sku, int version) {
    var parts = new TreeMap<Sku, Integer>();
    jdbc.sql("select part, quantity from bundle_part where sku = :sku and version = :version")
        .param("sku", sku.code())
        .param("version", version)
        .query(row -> {
          parts.put(new Sku(row.getString("part")), row.getInt("quantity"));
        });
    return parts;
  }

  Optional<Definition> current(Sku sku) {
    return read("b.sku = :sku", sku, 1).stream().findFirst();
  }

  List<Definition> all(@Nullable Sku after, int limit) {
    return read(after == null ? "true" : "b.sku > :sku", after, limit);
  }

  private List<Definition> read(String which, @Nullable Sku sku, int limit) {
    record Key(Sku sku, int version, Instant validFrom) {}
    var parts = new TreeMap<Key, List<StockLine>>(java.util.Comparator.comparing(Key::sku));
    jdbc.sql("""
            select b.sku, b.version, v.valid_from, p.part, p.quantity
              from (select b.sku, b.version from bundle b where %s order by b.sku limit :limit) b
              join bundle_version v on v.sku = b.sku and v.version = b.version
              join bundle_part p on p.sku = b.sku and p.version = b.version
             order by b.sku, p.part
            """.formatted(which))
        .param("sku", sku == null ? null : sku.code())
        .param("limit", limit)
        .query(row -> {
          var key = new Key(
              new Sku(row.getString("sku")),
              row.getInt("version"),
              row.getObject("valid_from", OffsetDateTime.class).toInstant());
          parts
              .computeIfAbsent(key, _ -> new ArrayList<>())
              .add(new StockLine(new Sku(row.getString("part")), row.getInt("quantity")));
        });
    return parts.entrySet().stream()
        .map(e -> new Definition(
            e.getKey().sku(), e.getKey().version(), e.getKey().validFrom(), e.getValue()))
        .toList();
  }

  /** Those of the parts that are bundles at or after that time. */
  List<Sku> bundlesAmong(List<Sku> parts, Instant from) {
    return jdbc.sql("""
            select distinct sku from (
              select sku, ended, lead(valid_from) over (partition by sku order by version) as until
                from bundle_version where sku = any(:parts::text[])) v
             where not ended and (until is null or until > :from) order by sku
            """)
        .param("parts", parts.stream().map(Sku::code).toArray(String[]::new))
        .param("from", from.atOffset(UTC))
        .query((row, _) -> new Sku(row.getString("sku")))
        .list();
  }

  /** The bundles that the SKU is a part of at or after that time. */
  List<Sku> partOf(Sku sku, Instant from) {
    return jdbc.sql("""
            select distinct v.sku from (
              select sku, version, lead(valid_from) over (partition by sku order by version) as until
                from bundle_version) v
              join bundle_part p on p.sku = v.sku and p.version = v.version
             where p.part = :sku and (v.until is null or v.until > :from) order by v.sku
            """)
        .param("sku", sku.code())
        .param("from", from.atOffset(UTC))
        .query((row, _) -> new Sku(row.getString("sku")))
        .list();
  }

  /** Whether the SKU has ever lain on a shelf. */
  boolean hasMoved(Sku sku) {
    return jdbc.sql("""
            select exists (select 1 from location l
                             join stock_ledger m on m.location = l.id and m.sku = :sku
                            where m.on_hand <> 0)
            """).param("sku", sku.code()).query(Boolean.class).single();
  }

  /** A location where units of the SKU are known, in words; its shelves are locked. */
  Optional<String> whereItLies(Sku sku) {
    return jdbc.sql("""
            select location, on_hand from stock
             where sku = :sku
               and (on_hand, held, committed, escrowed, suspense, damaged, in_transit)
                   <> (0, 0, 0, 0, 0, 0, 0)
             order by location limit 1
            """)
        .param("sku", sku.code())
        .query((row, _) -> row.getString("location") + " (" + row.getInt("on_hand") + " on hand)")
        .optional();
  }

  void add(Sku sku, Instant from, List<StockLine> parts, String by) {
    int version = version(sku, from, false, by);
    jdbc.sql("""
            insert into bundle_part (sku, version, part, quantity)
            select :sku, :version, part, quantity
              from unnest(:parts::text[], :quantities::int[]) as p(part, quantity)
            """)
        .param("sku", sku.code())
        .param("version", version)
        .param("parts", parts.stream().map(part -> part.sku().code()).toArray(String[]::new))
        .param("quantities", parts.stream().mapToInt(StockLine::quantity).toArray())
        .update();
    jdbc.sql("""
            insert into bundle (sku, version) values (:sku, :version)
            on conflict (sku) do update set version = excluded.version
            """).param("sku", sku.code()).param("version", version).update();
  }

  void end(Sku sku, Instant from, String by) {
    version(sku, from, true, by);
    jdbc.sql("delete from bundle where sku = :sku").param("sku", sku.code()).update();
  }

  private int version(Sku sku, Instant from, boolean ended, String by) {
    return jdbc.sql("""
            insert into bundle_version (sku, version, valid_from, ended, recorded_by)
            values (:sku,
                    (select coalesce(max(version), 0) + 1 from bundle_version where sku = :sku),
                    :from, :ended, :by)
            returning version
            """)
        .param("sku", sku.code())
        .param("from", from.atOffset(UTC))
        .param("ended", ended)
        .param("by", by)
        .query(Integer.class)
        .single();
  }

  void audit(String action, Sku sku, String detail, String by, Instant now) {
    jdbc.sql("""
            insert into audit_log (at, actor, action, subject, detail)
            values (:now, :by, :action, :sku, :detail)
            """)
        .param("now", now.atOffset(UTC))
        .param("by", by)
        .param("action", action)
        .param("sku", sku.code())
        .param("detail", detail)
        .update();
  }
}
