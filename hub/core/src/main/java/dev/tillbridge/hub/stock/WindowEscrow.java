package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The units behind shop windows, in the table of escrow. What stands behind a SKU as itself is held
 * by {@code shop:<shop>}, the parts behind a bundle by {@code bundle:<shop>|<bundle>}.
 */
final class WindowEscrow {

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

  /** Units behind each of these windows; windows without any are absent. */
  Map<Sku, Map<Sku, Integer>> of(String shop, LocationId location, Collection<Sku> skus) {
    var all = new TreeMap<Sku, Map<Sku, Integer>>();
    jdbc.sql("""
            select e.sku as showing, e.sku, (e.granted_total - e.sold_total - e.returned_total)::int as units
              from escrow e
             where e.holder = :holder and e.generation = 1 and e.location = :location
               and e.sku = any(:skus::text[])
            union all
            select b.sku, e.sku, (e.granted_total - e.sold_total - e.returned_total)::int
              from unnest(:skus::text[], :bundles::text[]) as b(sku, holder)
              join escrow e on e.holder = b.holder and e.generation = 1 and e.location = :location
            """)
        .param("holder", "shop:" + shop)
        .param("bundles", skus.stream().map(sku -> bundle(shop, sku)).toArray(String[]::new))
        .param("location", location.code())
        .param("skus", codes(skus))
        .query(row -> {
          if (row.getInt("units") > 0) {
            all.computeIfAbsent(new Sku(row.getString("showing")), _ -> new TreeMap<>())
                .put(new Sku(row.getString("sku")), row.getInt("units"));
          }
        });
    return all;
  }

  /** More units for windows. */
  void grant(String shop, LocationId location, Map<Sku, Map<Sku, Integer>> units) {
    moving("""
        insert into escrow (holder, location, sku, granted_total, grant_seq)
        select holder, :location, sku, units, 1
          from unnest(:holders::text[], :skus::text[], :units::int[]) as u(holder, sku, units)
         order by sku, holder
        on conflict (holder, generation, location, sku) do update
           set granted_total = escrow.granted_total + excluded.granted_total,
               grant_seq = escrow.grant_seq + 1
        """, shop, location, units).update();
  }

  /** Units of a window were sold. */
  void sold(String shop, LocationId location, Sku sku, Map<Sku, Integer> units) {
    take("sold_total", shop, location, Map.of(sku, units));
  }

  /** Units of windows came back. */
  void returned(String shop, LocationId location, Map<Sku, Map<Sku, Integer>> units) {
    take("returned_total", shop, location, units);
  }

  private void take(
      String total, String shop, LocationId location, Map<Sku, Map<Sku, Integer>> units) {
    moving(
            "update escrow e set " + total + " = e." + total + " + u.units " + """
          from unnest(:holders::text[], :skus::text[], :units::int[]) as u(holder, sku, units)
         where e.holder = u.holder and e.generation = 1 and e.location = :location
           and e.sku = u.sku
        """,
            shop,
            location,
            units)
        .update();
  }

  private JdbcClient.StatementSpec moving(
      String statement, String shop, LocationId location, Map<Sku, Map<Sku, Integer>> units) {
    var holders = new ArrayList<String>();
    var parts = new ArrayList<Sku>();
    var counts = new ArrayList<Integer>();
    units.forEach((window, own) -> own.forEach((part, count) -> {
      holders.add(part.equals(window) ? "shop:" + shop : bundle(shop, window));
      parts.add(part);
      counts.add(count);
    }));
    return jdbc.sql(statement)
        .param("location", location.code())
        .param("holders", holders.toArray(String[]::new))
        .param("skus", codes(parts))
        .param("units", counts.toArray(Integer[]::new));
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

  private static String[] codes(Collection<Sku> skus) {
    return skus.stream().map(Sku::code).toArray(String[]::new);
  }

  private static String bundle(String shop, Sku window) {
    return "bundle:" + shop + "|" + window;
  }
}
