package dev.tillbridge.hub.shopcatalog;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.catalog.CatalogBulk;
import dev.tillbridge.model.shop.ShopCatalog.Level;
import dev.tillbridge.model.shop.ShopCatalog.Picture;
import dev.tillbridge.model.shop.ShopCatalog.ProductPage;
import dev.tillbridge.model.shop.ShopCatalog.Site;
import dev.tillbridge.model.shop.ShopChannel.Unreadable;
import dev.tillbridge.model.shop.ShopProduct;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes down what a shop tells, as it tells it. What is told twice is there once, as it was told
 * last.
 */
final class Staging {

  private static final int KEPT = 5;

  private record Told(String productId, ShopProduct.Item item) {}

  private final JdbcClient jdbc;

  Staging(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps what was read by the last imports of a shop, and forgets those before. */
  void forgetOld(String shop) {
    jdbc.sql("set local statement_timeout = '120s'").update();
    jdbc.sql("""
            delete from shop_import
             where id in (select id from shop_import
                           where shop = :shop and state in ('DONE', 'CANCELLED', 'FAILED')
                           order by created_at desc offset :kept)
            """).param("shop", shop).param("kept", KEPT).update();
  }

  void sites(UUID id, List<Site> sites) {
    for (var site : sites) {
      jdbc.sql("""
              insert into shop_import_site (import_id, site_id, name, active)
              values (:id, :site, :name, :active)
              on conflict (import_id, site_id)
              do update set name = excluded.name, active = excluded.active
              """)
          .param("id", id)
          .param("site", site.id())
          .param("name", site.name())
          .param("active", site.active())
          .update();
    }
  }

  void products(UUID id, ProductPage page) {
    var items = new LinkedHashMap<String, Told>();
    for (var product : page.products()) {
      for (var item : product.items()) {
        items.put(item.itemId(), new Told(product.id(), item));
      }
    }
    for (var stray : page.strays()) {
      items.put(stray.item().itemId(), new Told(stray.productId(), stray.item()));
    }
    unreadable(id, page.unreadable());
    headers(id, page.products());
    items(id, items.values());
    pictures(id, page.pictures());
  }

  private void headers(UUID id, List<ShopProduct> told) {
    var byId = new LinkedHashMap<String, ShopProduct>();
    told.forEach(product -> byId.put(product.id(), product));
    var products = List.copyOf(byId.values());
    jdbc.sql("""
            insert into shop_import_product (import_id, product_id, handle, title, vendor, type, image,
                                             updated_at)
            select :id, p.* from unnest(:ids::text[], :handles::text[], :titles::text[],
                                        :vendors::text[], :types::text[], :images::text[],
                                        :times::timestamptz[]) p
            on conflict (import_id, product_id)
            do update set handle = excluded.handle, title = excluded.title, vendor = excluded.vendor,
                          type = excluded.type, image = excluded.image,
                          updated_at = excluded.updated_at
            """)
        .param("id", id)
        .param("ids", texts(products, ShopProduct::id))
        .param("handles", texts(products, p -> clean(p.handle())))
        .param("titles", texts(products, p -> clean(p.title())))
        .param("vendors", texts(products, p -> clean(p.vendor())))
        .param("types", texts(products, p -> clean(p.type())))
        .param("images", texts(products, p -> CatalogBulk.picture(p.image())))
        .param(
            "times",
            texts(
                products,
                p -> p.updatedAt() == null ? null : p.updatedAt().atOffset(UTC).toString()))
        .update();
  }

  private void items(UUID id, Collection<Told> told) {
    var items = List.copyOf(told);
    jdbc.sql("""
            insert into shop_import_item (import_id, item_id, variant_id, product_id, sku, barcode,
                                          options, price, currency, taxable, image, fault)
            select :id, i.* from unnest(:items::text[], :variants::text[], :products::text[],
                                        :skus::text[], :barcodes::text[], :options::jsonb[],
                                        :prices::bigint[], :currencies::text[], :taxables::boolean[],
                                        :images::text[], :faults::text[]) i
            on conflict (import_id, item_id)
            do update set variant_id = excluded.variant_id, product_id = excluded.product_id,
                          sku = excluded.sku, barcode = excluded.barcode,
                          options = excluded.options, price = excluded.price,
                          currency = excluded.currency, taxable = excluded.taxable,
                          image = excluded.image, fault = excluded.fault
            """)
        .param("id", id)
        .param("items", texts(items, t -> t.item().itemId()))
        .param("variants", texts(items, t -> t.item().variantId()))
        .param("products", texts(items, Told::productId))
        .param(
            "skus",
            texts(items, t -> t.item().sku() == null ? null : t.item().sku().code()))
        .param("barcodes", texts(items, t -> barcode(t.item())))
        .param("options", texts(items, t -> clean(CatalogBulk.json(t.item().options()))))
        .param("prices", texts(items, t -> price(t.item())))
        .param("currencies", texts(items, t -> currency(t.item())))
        .param("taxables", texts(items, t -> Boolean.toString(t.item().taxable())))
        .param("images", texts(items, t -> CatalogBulk.picture(t.item().image())))
        .param("faults", texts(items, t -> fault(t.item())))
        .update();
  }

  private static @Nullable String barcode(ShopProduct.Item item) {
    return item.barcode() == null || item.barcode().isBlank() ? null : clean(item.barcode());
  }

  private static @Nullable String price(ShopProduct.Item item) {
    return item.price() == null ? null : Long.toString(item.price().minor());
  }

  private static @Nullable String currency(ShopProduct.Item item) {
    return item.price() == null ? null : item.price().currency().getCurrencyCode();
  }

  /** What makes it unfit for a counter, whatever else there is. */
  private static @Nullable String fault(ShopProduct.Item item) {
    if (item.price() == null) {
      return "it has no price";
    }
    var texts = new ArrayList<String>();
    texts.add(item.sku() == null ? "" : item.sku().code());
    texts.add(Objects.requireNonNullElse(item.barcode(), ""));
    for (var option : item.options()) {
      texts.add(option.name());
      texts.add(option.value());
    }
    return texts.stream()
        .flatMap(text -> CatalogBulk.fault(text).stream())
        .findFirst()
        .map(wrong -> "a text of it " + wrong)
        .orElse(null);
  }

  private void pictures(UUID id, List<Picture> told) {
    var byVariant = new LinkedHashMap<String, String>();
    for (var picture : told) {
      var address = CatalogBulk.picture(picture.address());
      if (address != null) {
        byVariant.putIfAbsent(picture.variantId(), address);
      }
    }
    var variants = List.copyOf(byVariant.keySet());
    jdbc.sql("""
            insert into shop_import_picture (import_id, variant_id, address)
            select :id, p.* from unnest(:variants::text[], :addresses::text[]) p
            on conflict (import_id, variant_id) do nothing
            """)
        .param("id", id)
        .param("variants", variants.toArray(String[]::new))
        .param("addresses", texts(variants, byVariant::get))
        .update();
  }

  /** What the shop told and nobody could read, with the reason; shown until the next import. */
  void unreadable(UUID id, List<Unreadable> all) {
    for (var one : all) {
      jdbc.sql("""
              insert into shop_import_unreadable (import_id, id, why) values (:import, :id, :why)
              on conflict (import_id, id) do update set why = excluded.why
              """)
          .param("import", id)
          .param("id", one.id())
          .param("why", clean(one.why()))
          .update();
    }
  }

  void levels(UUID id, List<Level> told) {
    var byKey = new LinkedHashMap<String, Level>();
    told.forEach(level -> byKey.put(level.itemId() + "|" + level.locationId(), level));
    var levels = List.copyOf(byKey.values());
    jdbc.sql("""
            insert into shop_import_level (import_id, item_id, site_id, available, on_hand)
            select :id, l.* from unnest(:items::text[], :sites::text[], :available::int[],
                                        :onHand::int[]) l
            on conflict (import_id, item_id, site_id)
            do update set available = excluded.available, on_hand = excluded.on_hand
             where shop_import_level.outcome is null
            """)
        .param("id", id)
        .param("items", texts(levels, Level::itemId))
        .param("sites", texts(levels, Level::locationId))
        .param("available", levels.stream().mapToInt(Level::available).toArray())
        .param("onHand", levels.stream().mapToInt(Level::onHand).toArray())
        .update();
  }

  void orders(UUID id, List<String> ids) {
    jdbc.sql("""
            insert into shop_import_order (import_id, order_id)
            select :id, o from unnest(:orders::text[]) o on conflict do nothing
            """).param("id", id).param("orders", ids.toArray(String[]::new)).update();
  }

  /** Forgets what was read of counts and orders, because it is about to be read again. */
  void forgetOrders(UUID id) {
    jdbc.sql("delete from shop_import_order where import_id = :id and outcome is null")
        .param("id", id)
        .update();
  }

  private static String clean(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
  }

  static <T> @Nullable String[] texts(
      List<T> rows, Function<? super T, ? extends @Nullable String> of) {
    var texts = new @Nullable String[rows.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = of.apply(rows.get(i));
    }
    return texts;
  }
}
