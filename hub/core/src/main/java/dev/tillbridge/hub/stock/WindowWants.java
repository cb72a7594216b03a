package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What shop windows keep back for customers at the till, in PostgreSQL. */
final class WindowWants {

  /** A little longer than anybody waits, so that what was taken back is not published again. */
  private static final Duration WANTED = Reservations.TAKE_BACK.plusSeconds(1);

  private final JdbcClient jdbc;
  private final Deliveries deliveries;

  WindowWants(JdbcClient jdbc, Deliveries deliveries) {
    this.jdbc = jdbc;
    this.deliveries = deliveries;
  }

  /** As {@link ShopWindowStore#want}. */
  void add(LocationId location, Map<Sku, Integer> demand) {
    for (var want : new TreeMap<>(demand).entrySet()) {
      var subjects = jdbc.sql("""
                  update shop_window w
                     set wanted = greatest(case when wanted_until > now() then wanted else 0 end, d.pieces),
                         wanted_until = now() + :patience * interval '1 millisecond'
                    from (select :sku as sku, :units as pieces
                          union all
                          select b.sku, ceil(:units::numeric / p.quantity)::int
                            from bundle b join bundle_part p on p.sku = b.sku and p.version = b.version
                           where p.part = :sku) d
                   where w.location = :location and w.sku = d.sku
                  returning w.shop || '|' || w.location || '|' || w.sku as subject, w.shown
                  """)
          .param("units", want.getValue())
          .param("patience", WANTED.toMillis())
          .param("location", location.code())
          .param("sku", want.getKey().code())
          .query((row, _) -> row.getInt("shown") > 0 ? row.getString("subject") : "")
          .list();
      deliveries.addAll(
          Destination.SHOP_STOCK, subjects.stream().filter(s -> !s.isEmpty()).toList());
    }
  }

  /** As {@link ShopWindowStore#satisfied}. */
  void satisfied(LocationId location, Map<Sku, Integer> units) {
    jdbc.sql("""
            with got as (select * from unnest(:skus::text[], :units::int[]) as u(sku, units))
            update shop_window w set wanted = greatest(0, w.wanted - d.pieces)
              from (select sku, sum(pieces)::int as pieces
                      from (select sku, units as pieces from got
                            union all
                            select b.sku, ceil(got.units::numeric / p.quantity)::int
                              from got join bundle_part p on p.part = got.sku
                              join bundle b on b.sku = p.sku and b.version = p.version) each
                     group by sku) d
             where w.location = :location and w.sku = d.sku and w.wanted > 0
            """)
        .param("skus", units.keySet().stream().map(Sku::code).toArray(String[]::new))
        .param("units", units.values().toArray(Integer[]::new))
        .param("location", location.code())
        .update();
  }

  /** As {@link ShopWindowStore#endWants}. */
  void end() {
    var subjects = jdbc.sql("""
                update shop_window set wanted = 0, wanted_until = null
                 where wanted > 0 and wanted_until <= now()
                returning shop || '|' || location || '|' || sku as subject
                """).query((row, _) -> row.getString("subject")).list();
    deliveries.addAll(Destination.SHOP_STOCK, subjects);
  }
}
