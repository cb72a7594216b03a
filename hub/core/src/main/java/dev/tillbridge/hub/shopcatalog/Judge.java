package dev.tillbridge.hub.shopcatalog;

import dev.tillbridge.hub.catalog.CatalogBulk;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.Variant.Option;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says of everything that was read what is to become of it. All of it at once: whether a SKU is
 * shared is not known before the last variant has been read.
 */
final class Judge {

  private static final int NAMES_AT_ONCE = 2_000;

  /** What is known about each item. A barcode tells what it is only where there is no doubt. */
  private static final String FACTS = """
      with skus as (
        select sku, count(*) as n from shop_import_item
         where import_id = :id and sku is not null group by sku),
      codes as (
        select barcode, count(*) as n from shop_import_item
         where import_id = :id and barcode is not null group by barcode),
      ours as (
        select barcode, min(sku) as sku, count(*) as n from variant
         where barcode is not null group by barcode),
      folded as (select lower(sku) as low, min(sku) as sku from variant group by lower(sku)),
      coded as (
        select ours.barcode, ours.sku,
               case when ours.n = 1 and codes.n = 1 and taken.sku is null then ours.sku end as sure
          from ours join codes on codes.barcode = ours.barcode
          left join skus taken on taken.sku = ours.sku),
      fact as (
        select i.item_id, i.sku, i.barcode, i.fault, i.price, i.currency, i.taxable,
               coalesce(pic.address, i.image, p.image) as image,
               p.product_id is null as orphan, p.title, p.vendor, p.type, p.updated_at,
               coalesce(s.n, 0) as namesakes, linked.sku as linked, own.sku as own,
               folded.sku as alike, coded.sku as by_code, coded.sure,
               coalesce(linked.sku, own.sku, coded.sure) as target
          from shop_import_item i
          left join shop_import_product p
            on p.import_id = i.import_id and p.product_id = i.product_id
          left join shop_import_picture pic
            on pic.import_id = i.import_id and pic.variant_id = i.variant_id
          left join skus s on s.sku = i.sku
          left join listing linked on linked.shop = :shop and linked.item_id = i.item_id
          left join variant own on own.sku = i.sku
          left join coded on coded.barcode = i.barcode
          left join folded on folded.low = lower(i.sku)
         where i.import_id = :id),
      """;

  /** The first reason counts. An empty fix asks for a free SKU to be suggested. */
  private static final String JUDGED = """
      judged as (
        select f.item_id, f.target, t.sku is not null as known,
               case when f.linked is not null then 'LINK' when f.own is not null then 'SKU'
                    when f.target is not null then 'BARCODE' end as matched_by,
               case
                 when f.orphan then array['the shop did not tell its product', 'Import again.']
                 when f.fault = 'it has no price' then array[f.fault, 'Give it a price in the shop.']
                 when f.fault is not null then array[f.fault, 'Correct it in the shop.']
                 when f.sku is null and coalesce(f.linked, f.sure) is not null
                   then array['it has no SKU', 'Write ' || coalesce(f.linked, f.sure)
                            || ' on it in the shop: that is what it is here.']
                 when f.sku is null then array['it has no SKU', '']
                 when f.namesakes > 1
                   then array['its SKU ' || f.sku || ' is on ' || f.namesakes || ' variants', '']
                 when f.linked <> f.own
                   then array['it is linked as ' || f.linked || ' and carries the SKU ' || f.own,
                            'Write ' || f.linked || ' on it in the shop.']
                 when other.item_id is not null
                   then array[f.target || ' is linked to another variant of the shop',
                            'Give one of the two another SKU in the shop.']
                 when f.target is null and f.by_code is not null
                   then array['its barcode is that of ' || f.by_code || ', and so is another''s',
                            'Give each a barcode of its own, or write our SKU on the one that it is.']
                 when f.target is null and f.alike is not null
                   then array['its SKU differs from ' || f.alike || ' only by capital letters',
                            'Write ' || f.alike || ' on it in the shop, or another SKU.']
                 when f.currency <> coalesce(t.currency, :currency)
                   then array['its price is in ' || f.currency || ', ours are in '
                            || coalesce(t.currency, :currency),
                            'Sell it in one currency, or keep it out of this hub.']
               end as objection,
               array_remove(array[
                 case when f.sku <> f.target then 'sku' end,
                 case when p.title <> f.title and {title} then 'title' end,
                 case when f.vendor <> '' and p.vendor <> f.vendor and {vendor} then 'vendor' end,
                 case when f.type <> '' and p.type <> f.type and {type} then 'type' end,
                 case when coalesce(lp.price, t.price) <> f.price and {price} then 'price' end,
                 case when f.barcode is distinct from t.barcode and f.barcode is not null and {barcode}
                      then 'barcode' end,
                 case when t.tax_category in ('standard', 'zero')
                       and (t.tax_category = 'standard') <> f.taxable and {tax} then 'tax' end,
                 case when f.image is distinct from t.image and f.image is not null and {image}
                      then 'image' end], null) as changes
          from fact f
          left join variant t on t.sku = f.target
          left join product p on p.id = t.product_id
          left join list_price lp on lp.shop = :shop and lp.sku = t.sku
          left join listing other
            on other.shop = :shop and other.sku = f.target and other.item_id <> f.item_id),
      said as (
        select j.*, objection[1] as reason, objection[2] as fix from judged j)
      update shop_import_item i
         set reason = s.reason, fix = s.fix,
             verdict = case when s.reason is not null then 'ASIDE'
                            when not s.known then 'CREATE'
                            when s.changes = '{}' then 'SAME' else 'CHANGE' end,
             our_sku = case when s.reason is null then coalesce(s.target, i.sku) end,
             matched_by = case when s.reason is null and s.known then s.matched_by end,
             changes = case when s.reason is null and s.known then s.changes else '{}' end
        from said s
       where i.import_id = :id and i.item_id = s.item_id
      """;

  private final JdbcClient jdbc;

  Judge(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Judges everything; joins the caller's transaction. */
  void judge(UUID id, String shop, Currency currency, Map<CatalogField, Owner> owners) {
    // Statistics of rows that have just come would be those of an empty table.
    // One look at a hundred thousand takes longer than anything that a till waits for may take.
    jdbc.sql("set local statement_timeout = '120s'").update();
    jdbc.sql("analyze shop_import_item, shop_import_product, shop_import_picture")
        .update();
    jdbc.sql(FACTS
            + JUDGED
                .replace("{title}", shopDecides(owners, CatalogField.TITLE, "p.title_at"))
                .replace("{vendor}", shopDecides(owners, CatalogField.VENDOR, "p.vendor_at"))
                .replace("{type}", shopDecides(owners, CatalogField.TYPE, "p.type_at"))
                .replace(
                    "{price}",
                    shopDecides(owners, CatalogField.PRICE, "coalesce(lp.changed_at, t.price_at)"))
                .replace("{barcode}", shopDecides(owners, CatalogField.BARCODE, "t.barcode_at"))
                .replace("{tax}", shopDecides(owners, CatalogField.TAX, "t.tax_at"))
                .replace("{image}", shopDecides(owners, CatalogField.IMAGE, "null::timestamptz")))
        .param("id", id)
        .param("shop", shop)
        .param("currency", currency.getCurrencyCode())
        .update();
    suggest(id);
  }

  /** Whether the shop's word counts, as SQL; our time of a change is the column. */
  private static String shopDecides(
      Map<CatalogField, Owner> owners, CatalogField field, String changedAt) {
    return switch (owners.getOrDefault(field, Owner.SHOP)) {
      case SHOP -> "true";
      case HUB -> "false";
      case LATEST -> "coalesce(" + changedAt + " < f.updated_at, true)";
    };
  }

  private record Nameless(String itemId, String handle, List<String> choice) {}

  /** Names that are free, here and in the shop, for those that need one. */
  private void suggest(UUID id) {
    @Nullable Set<Sku> taken = null;
    while (true) {
      var some = jdbc.sql("""
              select i.item_id, i.options, p.handle
                from shop_import_item i
                join shop_import_product p
                  on p.import_id = i.import_id and p.product_id = i.product_id
               where i.import_id = :id and i.verdict = 'ASIDE' and i.fix = ''
               order by i.position limit :most
              """)
          .param("id", id)
          .param("most", NAMES_AT_ONCE)
          .query((row, _) -> new Nameless(
              row.getString("item_id"),
              row.getString("handle"),
              CatalogBulk.options(row.getString("options")).stream()
                  .map(Option::value)
                  .toList()))
          .list();
      if (some.isEmpty()) {
        return;
      }
      var names = taken == null ? taken(id) : taken;
      taken = names;
      var fixes = new ArrayList<String>();
      for (var one : some) {
        var name = CatalogBulk.name(one.handle(), one.choice(), names::contains);
        names.add(name);
        fixes.add("Give it a SKU of its own in the shop, for example " + name + ".");
      }
      jdbc.sql("""
              update shop_import_item i set fix = f.fix
                from unnest(:items::text[], :fixes::text[]) as f(item, fix)
               where i.import_id = :id and i.item_id = f.item
              """)
          .param("id", id)
          .param("items", Staging.texts(some, Nameless::itemId))
          .param("fixes", fixes.toArray(String[]::new))
          .update();
    }
  }

  private Set<Sku> taken(UUID id) {
    return new HashSet<>(jdbc.sql("""
            select sku from variant
            union select sku from shop_import_item where import_id = :id and sku is not null
            """)
        .param("id", id)
        .query((row, _) -> new Sku(row.getString(1)))
        .list());
  }
}
