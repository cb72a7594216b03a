package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.database.ManyRows;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Shop windows in PostgreSQL. */
final class JdbcShopWindowStore implements ShopWindowStore {

  private final JdbcClient jdbc;
  private final Deliveries deliveries;
  private final WindowEscrow escrow;
  private final WindowRows rows;
  private final WindowWants wants;

  JdbcShopWindowStore(JdbcClient jdbc, Deliveries deliveries) {
    this.jdbc = jdbc;
    this.deliveries = deliveries;
    this.escrow = new WindowEscrow(jdbc);
    this.rows = new WindowRows(jdbc, escrow);
    this.wants = new WindowWants(jdbc, deliveries);
  }

  @Override
  public void expect(int windows) {
    ManyRows.expect(jdbc, windows);
  }

  @Override
  public Map<Sku, String> itemIds(String shop, Collection<Sku> skus) {
    return rows.itemIds(shop, skus);
  }

  @Override
  public Map<Sku, Pending> inCall(String shop, LocationId location, UUID call) {
    return rows.inCall(shop, location, call);
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
  public Map<Sku, Map<Sku, Integer>> escrows(
      String shop, LocationId location, Collection<Sku> skus) {
    return escrow.of(shop, location, skus);
  }

  @Override
  public void grant(String shop, LocationId location, Map<Sku, Map<Sku, Integer>> units) {
    escrow.grant(shop, location, units);
  }

  @Override
  public void giveBack(String shop, LocationId location, Map<Sku, Map<Sku, Integer>> units) {
    escrow.returned(shop, location, units);
  }

  @Override
  public Map<Sku, Window> open(String shop, LocationId location, SortedSet<Sku> skus) {
    return rows.open(shop, location, skus);
  }

  @Override
  public void offer(String shop, LocationId location, Map<Sku, Set<Sku>> units) {
    var from = new ArrayList<String>();
    var parts = new ArrayList<String>();
    units.forEach((window, came) -> came.forEach(part -> {
      from.add(window.code());
      parts.add(part.code());
    }));
    var others = jdbc.sql("""
                with came as (select * from unnest(:from::text[], :parts::text[]) as u(origin, part))
                select distinct w.shop || '|' || w.location || '|' || w.sku as subject
                  from came c
                  join (select p.part, b.sku from bundle b
                          join bundle_part p on p.sku = b.sku and p.version = b.version
                         where p.part = any(:parts::text[])
                        union
                        select u, u from unnest(:parts::text[]) u) rests on rests.part = c.part
                  join shop_window w on w.location = :location and w.sku = rests.sku
                 where not (w.shop = :shop and w.sku = c.origin)
                """)
        .param("location", location.code())
        .param("shop", shop)
        .param("from", from.toArray(String[]::new))
        .param("parts", parts.toArray(String[]::new))
        .query((row, _) -> row.getString("subject"))
        .list();
    deliveries.addAll(Destination.SHOP_STOCK, others);
  }

  @Override
  public Map<Sku, Integer> consume(
      String shop, LocationId location, Sku sku, int pieces, Map<Sku, Integer> units) {
    var there = escrow.of(shop, location, List.of(sku)).getOrDefault(sku, Map.of());
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
    addDrift(shop, location, List.of(sku));
    escrow.grant(shop, location, Map.of(sku, units));
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
  public void setPending(String shop, LocationId location, Map<Sku, Pending> changes) {
    rows.setPending(shop, location, changes);
  }

  @Override
  public void clearPending(String shop, LocationId location, Map<Sku, Integer> moved, Instant now) {
    rows.clearPending(shop, location, moved, now);
  }

  @Override
  public void setShown(String shop, LocationId location, Map<Sku, Integer> shown) {
    rows.setShown(shop, location, shown);
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
  public void addDrift(String shop, LocationId location, Collection<Sku> skus) {
    rows.addDrift(shop, location, skus);
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
}
