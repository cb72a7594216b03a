package dev.tillbridge.hub.costing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Layers and uses, in PostgreSQL. Joins the caller's transaction. */
final class CostStore {

  /** So many of what went last can come back at what it had cost; more come back at the last cost. */
  private static final int LATEST_USES = 200;

  private static final int IDS = 500;

  private final JdbcClient jdbc;
  private final Deque<Long> ids = new ArrayDeque<>();

  CostStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The piles that these movements are about, with all that they need. */
  Map<String, Pile> piles(String currency, List<Movement> movements) {
    var skus = movements.stream().map(Movement::sku).distinct().toArray(String[]::new);
    var backs = movements.stream().filter(Movement::isBack).toList();
    var layers = new HashMap<String, Map<Long, Layer>>();
    var uses = new HashMap<String, List<Use>>();
    readLayers(skus, layers);
    readUses(skus, backs, layers, uses);
    var piles = new HashMap<String, Pile>();
    lastCosts(currency, skus)
        .forEach((sku, last) -> piles.put(
            sku,
            new Pile(
                sku,
                layers.getOrDefault(sku, Map.of()).values(),
                uses.getOrDefault(sku, List.of()),
                last,
                this::nextId)));
    return piles;
  }

  private void readLayers(String[] skus, Map<String, Map<Long, Layer>> into) {
    jdbc.sql("select * from cost_layer where sku = any(:skus::text[]) and left_units > 0")
        .param("skus", skus)
        .query(row -> {
          keep(layer(row), into);
        });
  }

  private static Layer keep(Layer layer, Map<String, Map<Long, Layer>> into) {
    return into.computeIfAbsent(layer.sku, _ -> new HashMap<>())
        .computeIfAbsent(layer.id, _ -> layer);
  }

  /** Those without a layer; if something comes back, also what went by its sale, and what went last. */
  private void readUses(
      String[] skus,
      List<Movement> backs,
      Map<String, Map<Long, Layer>> layers,
      Map<String, List<Use>> into) {
    jdbc.sql("""
            select u.id as use_id, u.sku as use_sku, u.cause as use_cause, u.cause_id as use_cause_id,
                   u.units as use_units, u.cost as use_cost, u.back_units, u.back_cost, l.*
              from (select * from cost_use
                     where sku = any(:skus::text[]) and layer is null and back_units < units
                    union
                    select w.* from unnest(:sales::text[], :of::text[]) as b(sale, sku)
                      join cost_use w on w.cause_id = b.sale and w.sku = b.sku
                     where w.back_units < w.units
                    union
                    select w.* from (select distinct sku from unnest(:of::text[]) as o(sku)) b
                      cross join lateral (
                        select * from cost_use n
                         where n.sku = b.sku and n.back_units < n.units
                         order by n.id desc limit :latest) w) u
              left join cost_layer l on l.id = u.layer
            """)
        .param("skus", skus)
        .param(
            "sales", backs.stream().map(back -> String.valueOf(back.sale())).toArray(String[]::new))
        .param("of", backs.stream().map(Movement::sku).toArray(String[]::new))
        .param("latest", LATEST_USES)
        .query(row -> {
          var layer = row.getObject("id", Long.class) == null ? null : keep(layer(row), layers);
          var use = new Use(
              row.getLong("use_id"),
              row.getString("use_sku"),
              row.getString("use_cause"),
              row.getString("use_cause_id"),
              layer,
              row.getInt("use_units"),
              row.getLong("use_cost"));
          use.backUnits = row.getInt("back_units");
          use.backCost = row.getLong("back_cost");
          use.changed = false;
          into.computeIfAbsent(use.sku, _ -> new ArrayList<>()).add(use);
        });
  }

  private static Layer layer(ResultSet row) throws SQLException {
    var layer = new Layer(
        row.getLong("id"),
        row.getString("sku"),
        row.getString("cause"),
        row.getString("cause_id"),
        row.getObject("day", LocalDate.class),
        row.getInt("units"),
        row.getLong("cost"),
        row.getBoolean("known"));
    layer.leftUnits = row.getInt("left_units");
    layer.leftCost = row.getLong("left_cost");
    layer.changed = false;
    return layer;
  }

  private Map<String, Long> lastCosts(String currency, String[] skus) {
    var costs = new HashMap<String, Long>();
    jdbc.sql("""
            select s as sku, coalesce(i.last_cost, (
                     select o.unit_cost from purchase_order_line o
                       join purchase_order h on h.id = o.order_id
                      where o.sku = s and h.currency = :currency
                        -- What came since has been worked off, in its order.
                        and exists (select 1 from purchase_receipt r
                                      join purchase_receipt_line n on n.receipt_id = r.id and n.sku = s
                                     where r.order_id = h.id
                                       and r.received_at < (select min(valid_from) from cost_method))
                      order by h.ordered_at desc limit 1), 0) as last
              from unnest(:skus::text[]) s left join cost_item i on i.sku = s
            """).param("currency", currency).param("skus", skus).query(row -> {
      costs.put(row.getString("sku"), row.getLong("last"));
    });
    return costs;
  }

  private long nextId() {
    var next = ids.poll();
    if (next != null) {
      return next;
    }
    ids.addAll(jdbc.sql("select nextval('cost_id') from generate_series(1, :many)")
        .param("many", IDS)
        .query(Long.class)
        .list());
    return ids.remove();
  }

  /** Keeps what has changed of piles. */
  void keep(Map<String, Pile> piles) {
    keepLayers(piles.values().stream()
        .flatMap(pile -> pile.layers().stream())
        .filter(layer -> layer.changed)
        .toList());
    keepUses(piles.values().stream()
        .flatMap(pile -> pile.uses().stream())
        .filter(use -> use.changed)
        .toList());
    jdbc.sql("""
            insert into cost_item (sku, last_cost)
            select * from unnest(:skus::text[], :costs::bigint[])
            on conflict (sku) do update set last_cost = excluded.last_cost
             where cost_item.last_cost <> excluded.last_cost
            """)
        .param("skus", piles.keySet().toArray(String[]::new))
        .param("costs", piles.values().stream().mapToLong(Pile::lastCost).toArray())
        .update();
  }

  private void keepLayers(Collection<Layer> layers) {
    jdbc.sql("""
            insert into cost_layer (id, sku, cause, cause_id, day, units, cost, left_units, left_cost,
                                    known)
            select * from unnest(:ids::bigint[], :skus::text[], :causes::text[], :causeIds::text[],
                                 :days::text[]::date[], :units::int[], :costs::bigint[], :leftUnits::int[],
                                 :leftCosts::bigint[], :known::boolean[])
            on conflict (id) do update
               set left_units = excluded.left_units, left_cost = excluded.left_cost
            """)
        .param("ids", layers.stream().mapToLong(l -> l.id).toArray())
        .param("skus", layers.stream().map(l -> l.sku).toArray(String[]::new))
        .param("causes", layers.stream().map(l -> l.cause).toArray(String[]::new))
        .param("causeIds", layers.stream().map(l -> l.causeId).toArray(String[]::new))
        .param("days", layers.stream().map(l -> l.day.toString()).toArray(String[]::new))
        .param("units", layers.stream().mapToInt(l -> l.units).toArray())
        .param("costs", layers.stream().mapToLong(l -> l.cost).toArray())
        .param("leftUnits", layers.stream().mapToInt(l -> l.leftUnits).toArray())
        .param("leftCosts", layers.stream().mapToLong(l -> l.leftCost).toArray())
        .param("known", layers.stream().map(l -> l.known).toArray(Boolean[]::new))
        .update();
  }

  private void keepUses(Collection<Use> uses) {
    jdbc.sql("""
            insert into cost_use (id, sku, cause, cause_id, layer, units, cost, back_units, back_cost)
            select * from unnest(:ids::bigint[], :skus::text[], :causes::text[], :causeIds::text[],
                                 :layers::bigint[], :units::int[], :costs::bigint[], :backUnits::int[],
                                 :backCosts::bigint[])
            on conflict (id) do update
               set units = excluded.units, cost = excluded.cost, back_units = excluded.back_units,
                   back_cost = excluded.back_cost
            """)
        .param("ids", uses.stream().mapToLong(u -> u.id).toArray())
        .param("skus", uses.stream().map(u -> u.sku).toArray(String[]::new))
        .param("causes", uses.stream().map(u -> u.cause).toArray(String[]::new))
        .param("causeIds", uses.stream().map(u -> u.causeId).toArray(String[]::new))
        .param(
            "layers",
            uses.stream().map(u -> u.layer == null ? null : u.layer.id).toArray(Long[]::new))
        .param("units", uses.stream().mapToInt(u -> u.units).toArray())
        .param("costs", uses.stream().mapToLong(u -> u.cost).toArray())
        .param("backUnits", uses.stream().mapToInt(u -> u.backUnits).toArray())
        .param("backCosts", uses.stream().mapToLong(u -> u.backCost).toArray())
        .update();
  }
}
