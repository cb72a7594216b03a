package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLevel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is on the shelves, read from PostgreSQL. */
public final class StockLevels {

  private static final String LEVEL = """
      select s.location, s.sku, s.on_hand, s.held, s.committed, s.escrowed, s.suspense, s.version,
             coalesce((select sum(greatest(w.shown, 0)) from shop_window w
                        where w.location = s.location and w.sku = s.sku), 0)::int as published
        from stock s
      """;

  private final JdbcClient jdbc;

  public StockLevels(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** At every location that ever had it. */
  public List<StockLevel> of(Sku sku) {
    return query(" where s.sku = :sku order by s.location", Map.of("sku", sku.code()));
  }

  /** Everything at one location, by SKU. */
  public List<StockLevel> at(LocationId location) {
    return query(
        " where s.location = :location order by s.sku", Map.of("location", location.code()));
  }

  /** One SKU at one location. */
  public Optional<StockLevel> at(LocationId location, Sku sku) {
    return query(
            " where s.location = :location and s.sku = :sku",
            Map.of("location", location.code(), "sku", sku.code()))
        .stream()
        .findFirst();
  }

  /** What has moved at a location after the given line of the ledger. */
  public List<StockLevel> changedSince(LocationId location, long ledgerSeq) {
    return query("""
         where s.location = :location
           and s.sku in (select sku from stock_ledger where location = :location and seq > :seq)
         order by s.sku
        """, Map.of("location", location.code(), "seq", ledgerSeq));
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
            row.getLong("version")))
        .list();
  }
}
