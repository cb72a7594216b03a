package dev.tillbridge.hub.fulfilment;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.shop.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which counter sales a shop records, in PostgreSQL. */
final class MirrorStore {

  /** A sale is seen later than another of a later time by less than this. */
  private static final Duration LOOK_BACK = Duration.ofMinutes(10);

  private final JdbcClient jdbc;

  MirrorStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes the counter sales that the shop does not record yet; their ids. */
  List<UUID> begin(String shop, Instant since, Instant now, int most) {
    return jdbc.sql("""
            with mark as materialized (
              select greatest(:since::timestamptz, max(recorded_at) - :back::interval) as at
                from counter_mirror where shop = :shop)
            insert into counter_mirror (sale_id, shop, state, recorded_at, made_at)
            select s.id, :shop, 'SENDING', s.recorded_at, :now from sale s
             where s.recorded_at >= (select at from mark) and s.channel = 'COUNTER'
               and not exists (select 1 from counter_mirror m
                                where m.sale_id = s.id and m.shop = :shop)
             order by s.recorded_at limit :most
            on conflict do nothing
            returning sale_id
            """)
        .param("shop", shop)
        .param("since", since.atOffset(UTC))
        .param("back", LOOK_BACK.toString())
        .param("now", now.atOffset(UTC))
        .param("most", most)
        .query((row, _) -> row.getObject("sale_id", UUID.class))
        .list();
  }

  void end(UUID sale, String shop, String state, @Nullable String orderId, @Nullable String note) {
    jdbc.sql("""
            update counter_mirror set state = :state, order_id = :order, note = :note
             where sale_id = :sale and shop = :shop
            """)
        .param("state", state)
        .param("order", orderId)
        .param("note", note)
        .param("sale", sale)
        .param("shop", shop)
        .update();
  }

  /** How the shop lists these SKUs, as far as it does. */
  Map<Sku, Listing> listings(String shop, Collection<Sku> skus) {
    var listings = new TreeMap<Sku, Listing>();
    jdbc.sql("""
            select sku, item_id, variant_id from listing
             where shop = :shop and sku = any(:skus::text[])
            """)
        .param("shop", shop)
        .param("skus", skus.stream().map(Sku::code).toArray(String[]::new))
        .query(row -> {
          var sku = new Sku(row.getString("sku"));
          listings.put(
              sku, new Listing(sku, row.getString("item_id"), row.getString("variant_id")));
        });
    return listings;
  }
}
