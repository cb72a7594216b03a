package dev.tillbridge.hub.stock;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Shop windows in PostgreSQL. */
final class JdbcShopWindowStore implements ShopWindowStore {

  private final JdbcClient jdbc;
  private final Deliveries deliveries;
  private final WindowEscrow escrow;
  private final WindowWants wants;

  JdbcShopWindowStore(JdbcClient jdbc, Deliveries deliveries) {
    this.jdbc = jdbc;
    this.deliveries = deliveries;
    this.escrow = new WindowEscrow(jdbc);
    this.wants = new WindowWants(jdbc, deliveries);
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
    return escrow.shown(location, skus);
  }

  @Override
  public Map<Sku, Integer> there(LocationId location, Collection<Sku> skus) {
    return escrow.there(location, skus);
  }

  @Override
  public Map<Sku, Integer> escrow(String shop, LocationId location, Sku sku) {
    return escrow.of(shop, location, sku);
  }

  @Override
  public void grant(String shop, LocationId location, Sku sku, Map<Sku, Integer> units) {
    escrow.grant(shop, location, sku, units);
  }

  @Override
  public void giveBack(String shop, LocationId location, Sku sku, Map<Sku, Integer> units) {
    escrow.returned(shop, location, sku, units);
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
    record Known(
        @Nullable Integer shown, int wanted, @Nullable Pending pending, int drifts) {}
    var known = jdbc.sql("""
            select shown, case when wanted_until > now() then wanted else 0 end as wanted, pending_key,
                   pending_from, pending_to, drifts
              from shop_window
             where shop = :shop and location = :location and sku = :sku for update
            """)
        .param("shop", shop)
        .param("location", location.code())
        .param("sku", sku.code())
        .query((row, _) -> {
          int shown = row.getInt("shown");
          Integer read = row.wasNull() ? null : shown;
          var key = row.getObject("pending_key", UUID.class);
          var pending = key == null
              ? null
              : new Pending(key, row.getInt("pending_from"), row.getInt("pending_to"));
          return new Known(read, row.getInt("wanted"), pending, row.getInt("drifts"));
        })
        .single();
    return new Window(
        known.shown(),
        known.wanted(),
        known.pending(),
        known.drifts(),
        escrow.of(shop, location, sku));
  }

  @Override
  public void offer(String shop, LocationId location, Sku sku, Collection<Sku> units) {
    var others = jdbc.sql("""
                select w.shop || '|' || w.location || '|' || w.sku as subject from shop_window w
                 where w.location = :location and not (w.shop = :shop and w.sku = :sku)
                   and (w.sku = any(:units::text[])
                        or w.sku in (select b.sku
                                       from bundle b
                                       join bundle_part p on p.sku = b.sku and p.version = b.version
                                      where p.part = any(:units::text[])))
                """)
        .param("location", location.code())
        .param("shop", shop)
        .param("sku", sku.code())
        .param("units", codes(units))
        .query((row, _) -> row.getString("subject"))
        .list();
    deliveries.addAll(Destination.SHOP_STOCK, others);
  }

  @Override
  public Map<Sku, Integer> consume(
      String shop, LocationId location, Sku sku, int pieces, Map<Sku, Integer> units) {
    var there = escrow.of(shop, location, sku);
    var covered = new TreeMap<Sku, Integer>();
    units.forEach((part, wanted) -> {
      int has = Math.min(wanted, there.getOrDefault(part, 0));
      if (has > 0) {
        covered.put(part, has);
      }
    });
    if (!covered.isEmpty()) {
      escrow.sold(shop, location, sku, covered);
    }
    shift(shop, location, sku, -pieces);
    return covered;
  }

  @Override
  public Map<Sku, Integer> restock(
      String shop, LocationId location, Sku sku, int pieces, Map<Sku, Integer> units) {
    if (shift(shop, location, sku, pieces) == 0) {
      return Map.of();
    }
    // Whether it really did, and whether we had seen it before we heard of it, its number tells.
    addDrift(shop, location, sku);
    escrow.grant(shop, location, sku, units);
    return units;
  }

  private int shift(String shop, LocationId location, Sku sku, int pieces) {
    return window(
            "update shop_window set shown = shown + :pieces where shown is not null and ",
            shop,
            location,
            sku)
        .param("pieces", pieces)
        .update();
  }

  @Override
  public void breached(
      String shop, LocationId location, UUID saleId, Sku sku, int wanted, int available) {
    jdbc.sql("""
            insert into pooled_breach (sale_id, sku, shop, location, wanted, available)
            values (:sale, :sku, :shop, :location, :wanted, :available)
            """)
        .param("sale", saleId)
        .param("sku", sku.code())
        .param("shop", shop)
        .param("location", location.code())
        .param("wanted", wanted)
        .param("available", available)
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
                   shown = shown + :moved, pushed_at = case when :moved = 0 then pushed_at else :now end
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
    window("""
            update shop_window set drifts = drifts + 1, drifted_at = now()
             where (drifts = 0 or drifted_at <= now() - interval '20 seconds') and\s
            """, shop, location, sku).update();
  }

  @Override
  public void want(LocationId location, Map<Sku, Integer> demand) {
    wants.add(location, demand);
  }

  @Override
  public void satisfied(LocationId location, Map<Sku, Integer> units) {
    wants.satisfied(location, units);
  }

  @Override
  public void endWants() {
    wants.end();
  }

  private JdbcClient.StatementSpec window(
      String statement, String shop, LocationId location, Sku sku) {
    return jdbc.sql(statement + "shop = :shop and location = :location and sku = :sku")
        .params(Map.of("shop", shop, "location", location.code(), "sku", sku.code()));
  }

  private static String[] codes(Collection<Sku> skus) {
    return skus.stream().map(Sku::code).toArray(String[]::new);
  }
}
