package dev.tillbridge.hub.shopcatalog;

import dev.tillbridge.hub.catalog.Listings;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.shop.Listing;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Links what was taken over with the shop, some variants at a time: from then on the shop shows our
 * counts. Always within a transaction of the caller's.
 */
final class GoodsLinks {

  private final JdbcClient jdbc;
  private final Listings listings;
  private final BiConsumer<String, Collection<Sku>> linked;

  /** {@code linked} hears of those that were not linked before, by shop. */
  GoodsLinks(JdbcClient jdbc, Listings listings, BiConsumer<String, Collection<Sku>> linked) {
    this.jdbc = jdbc;
    this.listings = listings;
    this.linked = linked;
  }

  /**
   * Links the next ones, and notes what the shop is known to show of them.
   *
   * @param after position of the last one before, or 0
   * @return the position of the last one, or null when there are none left
   */
  @Nullable
  Long linkSome(Job job, long after) {
    record Found(long position, Listing listing) {}
    var found = jdbc.sql("""
            select position, our_sku, item_id, variant_id from shop_import_item
             where import_id = :id and applied and position > :after
             order by position limit :most
            """)
        .param("id", job.id())
        .param("after", after)
        .param("most", Goods.AT_ONCE)
        .query((row, _) -> new Found(
            row.getLong("position"),
            new Listing(
                new Sku(row.getString("our_sku")),
                row.getString("item_id"),
                row.getString("variant_id"))))
        .list();
    if (found.isEmpty()) {
      return null;
    }
    noteShown(job, found.stream().map(f -> f.listing().itemId()).toArray(String[]::new));
    var fresh = listings.linkAll(job.shop(), found.stream().map(Found::listing).toList());
    if (!fresh.isEmpty()) {
      linked.accept(job.shop(), fresh);
    }
    return found.getLast().position();
  }

  private void noteShown(Job job, String[] items) {
    jdbc.sql("""
            insert into shop_product (shop, product_id, title, vendor, type, updated_at, title_at,
                                      vendor_at, type_at)
            select distinct on (p.product_id) :shop, p.product_id, p.title, p.vendor, p.type,
                   p.updated_at, p.updated_at, p.updated_at, p.updated_at
              from shop_import_product p
              join shop_import_item i on i.import_id = p.import_id and i.product_id = p.product_id
             where p.import_id = :id and i.item_id = any(:items::text[])
             order by p.product_id
            on conflict (shop, product_id)
            do update set title = excluded.title, vendor = excluded.vendor, type = excluded.type,
                          updated_at = excluded.updated_at
             where coalesce(shop_product.updated_at < excluded.updated_at, true)
            """)
        .param("shop", job.shop())
        .param("id", job.id())
        .param("items", items)
        .update();
    jdbc.sql("""
            insert into shop_variant (shop, item_id, variant_id, product_id, sku, shop_sku, price,
                                      currency, barcode, taxable, price_at, barcode_at, tax_at)
            select :shop, i.item_id, i.variant_id, i.product_id, i.our_sku, i.sku, i.price, i.currency,
                   i.barcode, i.taxable, p.updated_at, p.updated_at, p.updated_at
              from shop_import_item i
              join shop_import_product p on p.import_id = i.import_id and p.product_id = i.product_id
             where i.import_id = :id and i.item_id = any(:items::text[])
             order by i.item_id
            on conflict (shop, item_id)
            do update set variant_id = excluded.variant_id, product_id = excluded.product_id,
                          sku = excluded.sku, shop_sku = excluded.shop_sku, price = excluded.price,
                          currency = excluded.currency, barcode = excluded.barcode,
                          taxable = excluded.taxable
            """)
        .param("shop", job.shop())
        .param("id", job.id())
        .param("items", items)
        .update();
  }
}
