package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLevel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is on the shelves, read from PostgreSQL. */
public final class StockLevels {

  private static final String LEVEL = """
      select s.location, s.sku, s.on_hand, s.held, s.committed, s.escrowed, s.suspense,
             s.damaged, s.in_transit, s.version,
             coalesce((select sum(e.granted_total - e.sold_total - e.returned_total) from escrow e
                        where e.location = s.location and e.sku = s.sku
                          and (starts_with(e.holder, 'shop:') or starts_with(e.holder, 'bundle:'))),
                      0)::int as published
        from stock s
      """;

  /** A bundle has no shelf: it counts as many as its parts make up, and nothing else. */
  private static final String BUNDLE = """
      select s.location, s.sku, s.free, s.sellable, s.version from bundle_level s
      """;

  private static final String NO_BUNDLE = "s.sku not in (select sku from bundle)";

  private final JdbcClient jdbc;

  public StockLevels(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** At every location that ever had it; a bundle where any of its parts ever was. */
  public List<StockLevel> of(Sku sku) {
    var params = Map.of("sku", sku.code());
    var made = bundles(" where s.sku = :sku and s.stocked order by s.location", params);
    return made.isEmpty() && !isBundle(sku)
        ? query(" where s.sku = :sku order by s.location", params)
        : made;
  }

  /** Everything at one location, by SKU. */
  public List<StockLevel> at(LocationId location) {
    var params = Map.of("location", location.code());
    return bySku(
        query(" where s.location = :location and " + NO_BUNDLE, params),
        bundles(" where s.location = :location", params));
  }

  /** One SKU at one location. */
  public Optional<StockLevel> at(LocationId location, Sku sku) {
    return of(sku).stream().filter(level -> level.location().equals(location)).findFirst();
  }

  /**
   * What has moved at a location after the given line of the ledger; with every bundle of which a
   * part has moved, or which was put together differently within the last minute.
   */
  public List<StockLevel> changedSince(LocationId location, long ledgerSeq) {
    Map<String, Object> params = Map.of("location", location.code(), "seq", ledgerSeq);
    var moved = "select sku from stock_ledger where location = :location and seq > :seq";
    var defined = "select sku from bundle_version where recorded_at > now() - interval '1 minute'";
    return bySku(
        query(
            " where s.location = :location and (s.sku in (%s) or s.sku in (%s)) and %s"
                .formatted(moved, defined, NO_BUNDLE),
            params),
        bundles("""
             where s.location = :location
               and (s.sku in (%s)
                    or s.sku in (select b.sku
                                   from bundle b
                                   join bundle_part p on p.sku = b.sku and p.version = b.version
                                  where p.part in (%s)))
            """.formatted(defined, moved), params));
  }

  /** The newest line of the ledger; zero when it is empty. */
  public long newestSeq() {
    return jdbc.sql("select coalesce(max(seq), 0) from stock_ledger")
        .query(Long.class)
        .single();
  }

  private List<StockLevel> query(String where, Map<String, ?> params) {
    return jdbc.sql(LEVEL + where)
        .params(params)
        .query((row, _) -> new StockLevel(
            new LocationId(row.getString("location")),
            new Sku(row.getString("sku")),
            row.getInt("on_hand"),
            row.getInt("held"),
            row.getInt("committed"),
            row.getInt("escrowed"),
            row.getInt("published"),
            row.getInt("suspense"),
            row.getInt("damaged"),
            row.getInt("in_transit"),
            row.getLong("version")))
        .list();
  }

  private List<StockLevel> bundles(String where, Map<String, ?> params) {
    return jdbc.sql(BUNDLE + where)
        .params(params)
        .query((row, _) -> {
          int free = row.getInt("free");
          int sellable = row.getInt("sellable");
          int published = sellable - free;
          return new StockLevel(
              new LocationId(row.getString("location")),
              new Sku(row.getString("sku")),
              sellable,
              0,
              0,
              published,
              published,
              0,
              0,
              0,
              row.getLong("version"));
        })
        .list();
  }

  private boolean isBundle(Sku sku) {
    return jdbc.sql("select exists (select 1 from bundle where sku = :sku)")
        .param("sku", sku.code())
        .query(Boolean.class)
        .single();
  }

  private static List<StockLevel> bySku(List<StockLevel> shelves, List<StockLevel> bundles) {
    return Stream.concat(shelves.stream(), bundles.stream())
        .sorted(Comparator.comparing(StockLevel::sku))
        .toList();
  }
}
