package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The units behind shop windows, in the table of escrow. What stands behind a SKU as itself is held
 * by {@code shop:<shop>}, the parts behind a bundle by {@code bundle:<shop>|<bundle>}.
 */
final class WindowEscrow {

  /** The escrow rows behind one window. */
  private static final String OF_WINDOW = "location = :location and generation = 1"
      + " and ((holder = :holder and sku = :sku) or holder = :bundle)";

  private final JdbcClient jdbc;

  WindowEscrow(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Units of these SKUs behind any window at the location; SKUs without any are absent. */
  Map<Sku, Integer> shown(LocationId location, Collection<Sku> skus) {
    return units(jdbc.sql("""
            select sku, sum(granted_total - sold_total - returned_total)::int as units from escrow
             where location = :location and sku = any(:skus::text[])
               and (starts_with(holder, 'shop:') or starts_with(holder, 'bundle:'))
             group by sku
            """).param("location", location.code()).param("skus", codes(skus)));
  }

  /** Units of these SKUs that are free or behind a window, in one look. */
  Map<Sku, Integer> there(LocationId location, Collection<Sku> skus) {
    var there = new TreeMap<Sku, Integer>();
    jdbc.sql("""
            select s.sku,
                   s.free + coalesce((select sum(e.granted_total - e.sold_total - e.returned_total)
                                        from escrow e
                                       where e.location = s.location and e.sku = s.sku
                                         and (starts_with(e.holder, 'shop:')
                                              or starts_with(e.holder, 'bundle:'))), 0)::int as units
              from stock s where s.location = :location and s.sku = any(:skus::text[])
            """).param("location", location.code()).param("skus", codes(skus)).query(row -> {
      there.put(new Sku(row.getString("sku")), row.getInt("units"));
    });
    return there;
  }

  /** Units behind one window. */
  Map<Sku, Integer> of(String shop, LocationId location, Sku sku) {
    return units(escrow("""
        select sku, (granted_total - sold_total - returned_total)::int as units
          from escrow where\s
        """ + OF_WINDOW, shop, location, sku));
  }

  /** More units for a window. */
  void grant(String shop, LocationId location, Sku sku, Map<Sku, Integer> units) {
    jdbc.sql("""
            insert into escrow (holder, location, sku, granted_total, grant_seq)
            select holder, :location, sku, units, 1
              from unnest(:holders::text[], :skus::text[], :units::int[]) as u(holder, sku, units)
             order by sku
            on conflict (holder, generation, location, sku) do update
               set granted_total = escrow.granted_total + excluded.granted_total,
                   grant_seq = escrow.grant_seq + 1
            """)
        .param("location", location.code())
        .param("holders", holders(shop, sku, units))
        .param("skus", codes(units.keySet()))
        .param("units", units.values().toArray(Integer[]::new))
        .update();
  }

  /** Units of a window were sold. */
  void sold(String shop, LocationId location, Sku sku, Map<Sku, Integer> units) {
    take("sold_total", shop, location, sku, units);
  }

  /** Units of a window came back. */
  void returned(String shop, LocationId location, Sku sku, Map<Sku, Integer> units) {
    take("returned_total", shop, location, sku, units);
  }

  private void take(
      String total, String shop, LocationId location, Sku sku, Map<Sku, Integer> units) {
    jdbc.sql("update escrow e set " + total + " = e." + total + " + u.units " + """
              from unnest(:holders::text[], :skus::text[], :units::int[]) as u(holder, sku, units)
             where e.holder = u.holder and e.generation = 1 and e.location = :location
               and e.sku = u.sku
            """)
        .param("location", location.code())
        .param("holders", holders(shop, sku, units))
        .param("skus", codes(units.keySet()))
        .param("units", units.values().toArray(Integer[]::new))
        .update();
  }

  private static Map<Sku, Integer> units(JdbcClient.StatementSpec question) {
    var units = new TreeMap<Sku, Integer>();
    question.query(row -> {
      if (row.getInt("units") > 0) {
        units.put(new Sku(row.getString("sku")), row.getInt("units"));
      }
    });
    return units;
  }

  private JdbcClient.StatementSpec escrow(
      String statement, String shop, LocationId location, Sku sku) {
    return jdbc.sql(statement)
        .params(Map.of(
            "holder", holder(shop, sku, sku),
            "bundle", "bundle:" + shop + "|" + sku,
            "location", location.code(),
            "sku", sku.code()));
  }

  private static String[] codes(Collection<Sku> skus) {
    return skus.stream().map(Sku::code).toArray(String[]::new);
  }

  private static String[] holders(String shop, Sku sku, Map<Sku, Integer> units) {
    return units.keySet().stream().map(part -> holder(shop, sku, part)).toArray(String[]::new);
  }

  /** Who has units of a part for a window: the shop itself, or the shop's bundle. */
  private static String holder(String shop, Sku window, Sku part) {
    return part.equals(window) ? "shop:" + shop : "bundle:" + shop + "|" + window;
  }
}
