package dev.tillbridge.hub.shopcatalog;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.shop.ShopCatalog.ProductChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What shops are known to show, beside what the hub has; and what is on its way to them. */
final class SharedStore {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient jdbc;

  SharedStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Locks what the shop is known to show of the product, until the transaction ends. */
  boolean lock(String shop, String productId) {
    return jdbc.sql("""
            select 1 from shop_product where shop = :shop and product_id = :product for update
            """)
        .param("shop", shop)
        .param("product", productId)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Empty when nothing of it is sold here. */
  Optional<Shared> find(String shop, String productId) {
    var items = jdbc.sql("""
            select s.item_id, s.variant_id, s.sku, coalesce(s.shop_sku, '') as sku_there, s.currency, lp.sku is not null as listed,
                   coalesce(lp.price, v.price)::text as our_price, s.price::text as their_price,
                   coalesce(lp.changed_at, v.price_at) as our_price_at, s.price_at as their_price_at,
                   coalesce(v.barcode, '') as our_barcode, coalesce(s.barcode, '') as their_barcode,
                   v.barcode_at as our_barcode_at, s.barcode_at as their_barcode_at,
                   (v.tax_category <> 'zero')::text as our_tax, s.taxable::text as their_tax,
                   v.tax_at as our_tax_at, s.tax_at as their_tax_at
              from shop_variant s
              join variant v on v.sku = s.sku
              left join list_price lp on lp.shop = s.shop and lp.sku = s.sku
             where s.shop = :shop and s.product_id = :product
               and coalesce(lp.currency, v.currency) = s.currency
             order by s.sku, s.item_id
            """)
        .param("shop", shop)
        .param("product", productId)
        .query((row, _) -> item(row))
        .list();
    // Where a shop's product is several of ours, that of the first variant gives it its title.
    return jdbc.sql("""
            select sp.product_id, sp.updated_at, p.title as our_title, sp.title as their_title,
                   p.title_at as our_title_at, sp.title_at as their_title_at,
                   p.vendor as our_vendor, sp.vendor as their_vendor,
                   p.vendor_at as our_vendor_at, sp.vendor_at as their_vendor_at,
                   p.type as our_type, sp.type as their_type,
                   p.type_at as our_type_at, sp.type_at as their_type_at
              from shop_product sp
              join shop_variant s on s.shop = sp.shop and s.product_id = sp.product_id
              join variant v on v.sku = s.sku
              join product p on p.id = v.product_id
             where sp.shop = :shop and sp.product_id = :product
             order by s.sku, s.item_id limit 1
            """)
        .param("shop", shop)
        .param("product", productId)
        .query((row, _) -> new Shared(
            shop,
            productId,
            instant(row, "updated_at"),
            text(row, "title"),
            text(row, "vendor"),
            text(row, "type"),
            items))
        .optional();
  }

  private static Shared.Item item(ResultSet row) throws SQLException {
    return new Shared.Item(
        row.getString("item_id"),
        row.getString("variant_id"),
        new Sku(row.getString("sku")),
        row.getString("sku_there"),
        row.getString("currency"),
        row.getBoolean("listed"),
        text(row, "price"),
        text(row, "barcode"),
        text(row, "tax"));
  }

  private static Shared.Text text(ResultSet row, String name) throws SQLException {
    return new Shared.Text(
        row.getString("our_" + name),
        row.getString("their_" + name),
        instant(row, "our_" + name + "_at"),
        instant(row, "their_" + name + "_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  /** Notes what is about to be sent, before it is. */
  void sending(String shop, ProductChange change) {
    jdbc.sql("""
            insert into shop_change (shop, product_id, key, change)
            values (:shop, :product, :key, :change::jsonb)
            on conflict (shop, product_id)
            do update set key = excluded.key, change = excluded.change
            """)
        .param("shop", shop)
        .param("product", change.productId())
        .param("key", change.key())
        .param("change", JSON.writeValueAsString(change))
        .update();
  }

  /** What is on its way, or may be. */
  Optional<ProductChange> sent(String shop, String productId) {
    return jdbc.sql("select change from shop_change where shop = :shop and product_id = :product")
        .param("shop", shop)
        .param("product", productId)
        .query((row, _) -> JSON.readValue(row.getString("change"), ProductChange.class))
        .optional();
  }

  /** It is known now how it ended. */
  void settled(String shop, String productId, UUID key) {
    jdbc.sql("""
            delete from shop_change
             where shop = :shop and product_id = :product and key = :key
            """)
        .param("shop", shop)
        .param("product", productId)
        .param("key", key)
        .update();
  }

  /** The shop shows these texts now; {@code at} is when the shop changed them, or null for by us. */
  void showsProduct(
      String shop, String productId, Map<String, String> texts, @Nullable Instant at) {
    for (var field : List.of("title", "vendor", "type")) {
      var text = texts.get(field);
      if (text != null) {
        jdbc.sql("update shop_product set " + field + " = :text, " + field
                + "_at = coalesce(:at, " + field
                + "_at) where shop = :shop and product_id = :product")
            .param("text", text)
            .param(
                "at", at == null ? null : at.atOffset(UTC), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
            .param("shop", shop)
            .param("product", productId)
            .update();
      }
    }
  }

  /** The same of a variant, by its shop's id. */
  void showsVariant(
      String shop, String variantId, Map<String, String> texts, @Nullable Instant at) {
    jdbc.sql("""
            update shop_variant
               set shop_sku = coalesce(cast(:sku as text), shop_sku),
                   price = coalesce(cast(:price as bigint), price),
                   barcode = case when cast(:barcode as text) is null then barcode
                                  else nullif(:barcode, '') end,
                   taxable = coalesce(cast(:tax as boolean), taxable),
                   price_at = case when cast(:price as bigint) is null then price_at
                                   else coalesce(:at, price_at) end,
                   barcode_at = case when cast(:barcode as text) is null then barcode_at
                                     else coalesce(:at, barcode_at) end,
                   tax_at = case when cast(:tax as boolean) is null then tax_at
                                 else coalesce(:at, tax_at) end
             where shop = :shop and variant_id = :variant
            """)
        .param("sku", texts.get("sku"))
        .param("price", texts.get("price"))
        .param("barcode", texts.get("barcode"))
        .param("tax", texts.get("tax"))
        .param("at", at == null ? null : at.atOffset(UTC), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("shop", shop)
        .param("variant", variantId)
        .update();
  }

  /** This version was looked at. */
  void looked(String shop, String productId, @Nullable Instant updatedAt) {
    jdbc.sql("""
            update shop_product set updated_at = greatest(updated_at, :at)
             where shop = :shop and product_id = :product
            """)
        .param(
            "at",
            updatedAt == null ? null : updatedAt.atOffset(UTC),
            java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("shop", shop)
        .param("product", productId)
        .update();
  }

  /** The shop has it no more; what we sell of it stays ours. */
  void forget(String shop, String productId) {
    for (var table : List.of("shop_change", "shop_variant", "shop_product")) {
      jdbc.sql("delete from " + table + " where shop = :shop and product_id = :product")
          .param("shop", shop)
          .param("product", productId)
          .update();
    }
  }

  /** The shop's products that these SKUs are sold as. */
  List<String> productsOf(String shop, List<Sku> skus) {
    return jdbc.sql("""
            select distinct product_id from shop_variant
             where shop = :shop and sku = any(:skus::text[]) order by product_id
            """)
        .param("shop", shop)
        .param("skus", Staging.texts(skus, Sku::code))
        .query((row, _) -> row.getString("product_id"))
        .list();
  }

  /** Products of which the shop says something else than the hub, where the hub decides. */
  List<String> different(String shop, Map<CatalogField, Owner> owners, int most) {
    return jdbc.sql("""
            select distinct sp.product_id
              from shop_product sp
              join shop_variant s on s.shop = sp.shop and s.product_id = sp.product_id
              join variant v on v.sku = s.sku
              join product p on p.id = v.product_id
              left join list_price lp on lp.shop = s.shop and lp.sku = s.sku
             where sp.shop = :shop
               and (s.shop_sku is distinct from s.sku
                    or (p.title <> sp.title and {title})
                    or (p.vendor <> sp.vendor and {vendor})
                    or (p.type <> sp.type and {type})
                    or (coalesce(lp.price, v.price) <> s.price
                        and coalesce(lp.currency, v.currency) = s.currency and {price})
                    or (coalesce(v.barcode, '') <> coalesce(s.barcode, '') and {barcode})
                    or ((v.tax_category <> 'zero') <> s.taxable and {tax}))
               -- A delivery that was refused waits for a person, not for the next look.
               and not exists (select 1 from delivery d
                                where d.destination = 'SHOP_PRODUCT'
                                  and d.subject = sp.shop || '|' || sp.product_id
                                  and d.state in ('DUE', 'PARKED'))
             order by sp.product_id limit :most
            """.replace(
                "{title}", decides(owners, CatalogField.TITLE, "p.title_at", "sp.title_at"))
            .replace(
                "{vendor}", decides(owners, CatalogField.VENDOR, "p.vendor_at", "sp.vendor_at"))
            .replace("{type}", decides(owners, CatalogField.TYPE, "p.type_at", "sp.type_at"))
            .replace(
                "{price}",
                decides(
                    owners,
                    CatalogField.PRICE,
                    "coalesce(lp.changed_at, v.price_at)",
                    "s.price_at"))
            .replace(
                "{barcode}", decides(owners, CatalogField.BARCODE, "v.barcode_at", "s.barcode_at"))
            .replace("{tax}", decides(owners, CatalogField.TAX, "v.tax_at", "s.tax_at")))
        .param("shop", shop)
        .param("most", most)
        .query((row, _) -> row.getString("product_id"))
        .list();
  }

  /** Whether the hub's word counts, as SQL; see {@link Shared.Text#isOurs}. */
  private static String decides(
      Map<CatalogField, Owner> owners, CatalogField field, String oursAt, String theirsAt) {
    return switch (owners.getOrDefault(field, Owner.SHOP)) {
      case HUB -> "true";
      case SHOP -> "false";
      case LATEST -> "coalesce(" + oursAt + " > coalesce(" + theirsAt + ", '-infinity'), false)";
    };
  }
}
