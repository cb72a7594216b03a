package dev.tillbridge.hub.shopcatalog;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopCatalog.ItemChange;
import dev.tillbridge.model.shop.ShopCatalog.ProductChange;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a shop is to be told of a product, and how that is written down. */
final class Telling {

  private Telling() {}

  /** Whether there is anything to tell. */
  static boolean saysSomething(ProductChange change) {
    return change.title() != null
        || change.vendor() != null
        || change.type() != null
        || !change.items().isEmpty();
  }

  /** What differs, where the hub decides. */
  static ProductChange change(Shared shared, Map<CatalogField, Owner> owners, UUID key) {
    var items = new ArrayList<ItemChange>();
    for (var item : shared.items()) {
      var price = item.price().toTell(owner(owners, CatalogField.PRICE));
      var barcode = item.barcode().toTell(owner(owners, CatalogField.BARCODE));
      var tax = item.tax().toTell(owner(owners, CatalogField.TAX));
      // By its SKU shelf, till, shop and books mean the same thing: there is one, and it is ours.
      var sku = item.skuThere().equals(item.sku().code()) ? null : item.sku().code();
      if (sku != null || price != null || barcode != null || tax != null) {
        items.add(new ItemChange(
            item.variantId(),
            sku,
            price == null
                ? null
                : Money.of(Long.parseLong(price), item.currency()).toDecimal().toPlainString(),
            barcode,
            tax == null ? null : Boolean.valueOf(tax)));
      }
    }
    return new ProductChange(
        key,
        shared.productId(),
        shared.title().toTell(owner(owners, CatalogField.TITLE)),
        shared.vendor().toTell(owner(owners, CatalogField.VENDOR)),
        shared.type().toTell(owner(owners, CatalogField.TYPE)),
        items);
  }

  private static Owner owner(Map<CatalogField, Owner> owners, CatalogField field) {
    return owners.getOrDefault(field, Owner.SHOP);
  }

  /** What the product shows after the change, by field. */
  static Map<String, String> texts(ProductChange change) {
    var texts = new HashMap<String, String>();
    put(texts, "title", change.title());
    put(texts, "vendor", change.vendor());
    put(texts, "type", change.type());
    return texts;
  }

  /** What the variant shows after the change, by field; without its price where the currency is not known. */
  static Map<String, String> texts(ItemChange item, @Nullable String currency) {
    var texts = new HashMap<String, String>();
    if (item.price() != null && currency != null) {
      var price = Money.parse(item.price(), Currency.getInstance(currency));
      texts.put("price", Long.toString(price.minor()));
    }
    put(texts, "sku", item.sku());
    put(texts, "barcode", item.barcode());
    put(texts, "tax", item.taxable() == null ? null : item.taxable().toString());
    return texts;
  }

  private static void put(Map<String, String> texts, String field, @Nullable String text) {
    if (text != null) {
      texts.put(field, text);
    }
  }
}
