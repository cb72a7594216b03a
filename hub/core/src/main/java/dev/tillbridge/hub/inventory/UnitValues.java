package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one unit is worth at a place: what it cost last, or else what it sells for. */
final class UnitValues {

  private final JdbcClient jdbc;

  UnitValues(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** In the place's currency; SKUs that are priced in another one are absent. */
  Map<Sku, Money> at(LocationId location, Collection<Sku> skus) {
    var values = new HashMap<Sku, Money>();
    jdbc.sql("""
            select v.sku, loc.currency, coalesce(cost.unit_cost, v.price) as value
              from variant v
              join location loc on loc.id = :location
              left join lateral (
                select l.unit_cost from purchase_order_line l
                  join purchase_order o on o.id = l.order_id
                 where l.sku = v.sku and l.good + l.damaged > 0 and o.currency = loc.currency
                 order by o.ordered_at desc limit 1) cost on true
             where v.sku = any(:skus) and (cost.unit_cost is not null or v.currency = loc.currency)
            """)
        .param("location", location.code())
        .param("skus", skus.stream().map(Sku::code).toArray(String[]::new))
        .query(row -> {
          values.put(
              new Sku(row.getString("sku")),
              Money.of(row.getLong("value"), row.getString("currency")));
        });
    return values;
  }
}
