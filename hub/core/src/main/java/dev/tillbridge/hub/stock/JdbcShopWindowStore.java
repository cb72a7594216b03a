package dev.tillbridge.hub.stock;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Shop windows in PostgreSQL. */
final class JdbcShopWindowStore implements ShopWindowStore {

  private static final String ESCROW_KEY =
      "holder = :holder and generation = 1 and location = :location and sku = :sku";

  /** A little longer than anybody waits, so that what was taken back is not published again. */
  private static final Duration WANTED = Reservations.TAKE_BACK.plusSeconds(1);

  private final JdbcClient jdbc;
  private final Deliveries deliveries;

  JdbcShopWindowStore(JdbcClient jdbc, Deliveries deliveries) {
    this.jdbc = jdbc;
    this.deliveries = deliveries;
  }

  @Override
  public @Nullable String itemId(String shop, Sku sku) {
    return jdbc.sql("select item_id from listing where shop = :shop and sku = :sku")
        .param("shop", shop)
        .param("sku", sku.code())
        .query(String.class)
        .optional()
        .orElse(null);
  }

  @Override
  public void lookAgain(String shop, LocationId location, Sku sku) {
    deliveries.add(Destination.SHOP_STOCK, ShopWindowStore.subject(shop, location, sku));
  }

  @Override
  public Map<Sku, Integer> shown(LocationId location, Collection<Sku> skus) {
    var shown = new HashMap<Sku, Integer>();
    jdbc.sql("""
            select sku, sum(greatest(shown, 0)) as shown from shop_window
             where location = :location and sku = any(:skus::text[]) and shown > 0 group by sku
            """)
        .param("location", location.code())
        .param("skus", skus.stream().map(Sku::code).toArray(String[]::new))
        .query(row -> {
          shown.put(new Sku(row.getString("sku")), row.getInt("shown"));
        });
    return shown;
  }

  @Override
  public void want(LocationId location, Map<Sku, Integer> demand) {
    for (var want : new java.util.TreeMap<>(demand).entrySet()) {
      var shops = jdbc.sql("""
                  update shop_window
                     set wanted = greatest(case when wanted_until > now() then wanted else 0 end, :units),
                         wanted_until = now() + :patience * interval '1 millisecond'
                   where location = :location and sku = :sku and shown > 0 returning shop
                  """)
          .param("units", want.getValue())
          .param("patience", WANTED.toMillis())
          .param("location", location.code())
          .param("sku", want.getKey().code())
          .query(String.class)
          .list();
      deliveries.addAll(
          Destination.SHOP_STOCK,
          shops.stream()
              .map(shop -> shop + "|" + location + "|" + want.getKey())
              .toList());
    }
  }

  @Override
  public Window open(String shop, LocationId location, Sku sku) {
    jdbc.sql("""
            insert into shop_window (shop, location, sku) values (:shop, :location, :sku)
            on conflict do nothing
            """)
        .param("shop", shop)
        .param("location", location.code())
        .param("sku", sku.code())
        .update();
    int outstanding = outstanding(shop, location, sku);
    return jdbc.sql("""
            select shown, case when wanted_until > now() then wanted else 0 end as wanted, pending_key, pending_from, pending_to, drifts from shop_window
             where shop = :shop and location = :location and sku = :sku for update
            """)
        .param("shop", shop)
        .param("location", location.code())
        .param("sku", sku.code())
        .query((row, _) -> {
          int shown = row.getInt("shown");
          Integer known = row.wasNull() ? null : shown;
          var key = row.getObject("pending_key", UUID.class);
          var pending = key == null
              ? null
              : new Pending(key, row.getInt("pending_from"), row.getInt("pending_to"));
          return new Window(
              known, row.getInt("wanted"), pending, row.getInt("drifts"), outstanding);
        })
        .single();
  }

  private int outstanding(String shop, LocationId location, Sku sku) {
    return escrow(
            "select (granted_total - sold_total - returned_total)::int from escrow where "
                + ESCROW_KEY,
            shop,
            location,
            sku)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  @Override
  public void grant(String shop, LocationId location, Sku sku, int units) {
    escrow("""
            insert into escrow (holder, location, sku, granted_total, grant_seq)
            values (:holder, :location, :sku, :units, 1)
            on conflict (holder, generation, location, sku) do update
               set granted_total = escrow.granted_total + :units, grant_seq = escrow.grant_seq + 1
            """, shop, location, sku).param("units", units).update();
  }

  @Override
  public void giveBack(String shop, LocationId location, Sku sku, int units) {
    escrow(
            "update escrow set returned_total = returned_total + :units where " + ESCROW_KEY,
            shop,
            location,
            sku)
        .param("units", units)
        .update();
  }

  @Override
  public int consume(String shop, LocationId location, Sku sku, int units) {
    int covered = Math.min(units, outstanding(shop, location, sku));
    escrow(
            "update escrow set sold_total = sold_total + :units where " + ESCROW_KEY,
            shop,
            location,
            sku)
        .param("units", covered)
        .update();
    shift(shop, location, sku, -units);
    return covered;
  }

  @Override
  public int restock(String shop, LocationId location, Sku sku, int units) {
    if (shift(shop, location, sku, units) == 0) {
      return 0;
    }
    grant(shop, location, sku, units);
    return units;
  }

  private int shift(String shop, LocationId location, Sku sku, int units) {
    return window(
            "update shop_window set shown = shown + :units where shown is not null and ",
            shop,
            location,
            sku)
        .param("units", units)
        .update();
  }

  @Override
  public void setPending(String shop, LocationId location, Sku sku, Pending pending) {
    window("""
            update shop_window set pending_key = :key, pending_from = :from, pending_to = :to where\s
            """, shop, location, sku)
        .param("key", pending.key())
        .param("from", pending.from())
        .param("to", pending.to())
        .update();
  }

  @Override
  public void clearPending(String shop, LocationId location, Sku sku, int moved, Instant now) {
    window("""
            update shop_window
               set pending_key = null, pending_from = null, pending_to = null,
                   shown = shown + :moved, pushed_at = case when :moved = 0 then pushed_at else :now end,
                   drifts = case when :moved = 0 then drifts else 0 end
             where\s
            """, shop, location, sku)
        .param("moved", moved)
        .param("now", now.atOffset(UTC))
        .update();
  }

  @Override
  public void setShown(String shop, LocationId location, Sku sku, int shown) {
    window("update shop_window set shown = :shown, drifts = 0 where ", shop, location, sku)
        .param("shown", shown)
        .update();
  }

  @Override
  public boolean hasOrdersSetAside(String shop) {
    return jdbc.sql("""
            select exists (select 1 from open_case
                            where kind = 'order-set-aside' and closed_at is null
                              and starts_with(subject, :shop || '|')) as waiting
            """)
        .param("shop", shop)
        .query((row, _) -> row.getBoolean("waiting"))
        .single();
  }

  @Override
  public void addDrift(String shop, LocationId location, Sku sku) {
    window("update shop_window set drifts = drifts + 1 where ", shop, location, sku)
        .update();
  }

  @Override
  public void satisfied(LocationId location, Map<Sku, Integer> units) {
    jdbc.sql("""
            update shop_window w set wanted = greatest(0, w.wanted - u.units)
              from unnest(:skus::text[], :units::int[]) as u(sku, units)
             where w.location = :location and w.sku = u.sku and w.wanted > 0
            """)
        .param("skus", units.keySet().stream().map(Sku::code).toArray(String[]::new))
        .param("units", units.values().toArray(Integer[]::new))
        .param("location", location.code())
        .update();
  }

  @Override
  public void endWants() {
    var subjects = jdbc.sql("""
                update shop_window set wanted = 0, wanted_until = null
                 where wanted > 0 and wanted_until <= now()
                returning shop || '|' || location || '|' || sku as subject
                """).query((row, _) -> row.getString("subject")).list();
    deliveries.addAll(Destination.SHOP_STOCK, subjects);
  }

  private JdbcClient.StatementSpec window(
      String statement, String shop, LocationId location, Sku sku) {
    return jdbc.sql(statement + "shop = :shop and location = :location and sku = :sku")
        .params(Map.of("shop", shop, "location", location.code(), "sku", sku.code()));
  }

  private JdbcClient.StatementSpec escrow(
      String statement, String shop, LocationId location, Sku sku) {
    return jdbc.sql(statement)
        .params(Map.of("holder", holder(shop), "location", location.code(), "sku", sku.code()));
  }

  static String holder(String shop) {
    return "shop:" + shop;
  }
}
