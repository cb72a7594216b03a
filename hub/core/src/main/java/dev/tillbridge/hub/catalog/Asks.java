package dev.tillbridge.hub.catalog;

import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.catalog.Sku;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tills ask before they sell: the weight, the age of the customer. */
public final class Asks {

  private final JdbcClient jdbc;

  Asks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What is asked for these SKUs; one for which nothing is asked is absent. */
  public Map<Sku, Asked> of(Collection<Sku> skus) {
    var asks = new HashMap<Sku, Asked>();
    jdbc.sql("select sku, unit, minimum_age from variant_ask where sku = any(:skus)")
        .param("skus", skus.stream().map(Sku::code).toArray(String[]::new))
        .query(row -> {
          var unit = row.getString("unit");
          asks.put(
              new Sku(row.getString("sku")),
              new Asked(
                  unit == null ? null : Asked.Unit.of("unit", unit),
                  row.getObject("minimum_age", Integer.class)));
        });
    return asks;
  }

  /**
   * Says what is asked for a variant from now on.
   *
   * @throws NotFound when the catalogue does not know it
   */
  public void set(Sku sku, Asked asked) {
    if (asked.isNothing()) {
      jdbc.sql("delete from variant_ask where sku = :sku")
          .param("sku", sku.code())
          .update();
    }
    var unit = asked.unit();
    int known = jdbc.sql(asked.isNothing() ? "select count(*) from variant where sku = :sku" : """
                  with asked as (
                    insert into variant_ask (sku, unit, minimum_age)
                    select sku, :unit, :age::int from variant where sku = :sku
                    on conflict (sku) do update
                       set unit = excluded.unit, minimum_age = excluded.minimum_age
                    returning 1)
                  select count(*) from asked
                  """)
        .param("sku", sku.code())
        .param("unit", unit == null ? null : unit.symbol())
        .param("age", asked.minimumAge())
        .query(Integer.class)
        .single();
    if (known == 0) {
      throw new NotFound("SKU " + sku);
    }
  }
}
