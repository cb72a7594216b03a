package dev.tillbridge.hub.stock;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Shop windows in PostgreSQL. */
final class JdbcShopWindowStore implements ShopWindowStore {

  /** A little longer than anybody waits, so that what was taken back is not published again. */
  private static final Duration WANTED = Reservations.TAKE_BACK.plusSeconds(1);

  private final JdbcClient jdbc;
  private final Deliveries deliveries;
  private final WindowEscrow escrow;

  JdbcShopWindowStore(JdbcClient jdbc, Deliveries deliveries) {
    this.jdbc = jdbc;
    this.deliveries = deliveries;
    this.escrow = new WindowEscrow(jdbc);
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
  public void want(LocationId location, Map<Sku, Integer> demand) {
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
        .param("skus", codes(units.keySet()))
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

  private static String[] codes(Collection<Sku> skus) {
    return skus.stream().map(Sku::code).toArray(String[]::new);
  }
}
