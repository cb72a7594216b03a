package dev.tillbridge.hub.shopcatalog;

import dev.tillbridge.hub.catalog.CatalogBulk;
import dev.tillbridge.hub.catalog.CatalogBulk.Change;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopCatalog.ItemChange;
import dev.tillbridge.model.shop.ShopCatalog.ProductChange;
import dev.tillbridge.model.shop.ShopProduct;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what is news in what a shop tells of a product: what it is not known to show, and what
 * we have not just told it ourselves. Always within a transaction of the caller's.
 */
final class Hearing {

  /**
   * What came of it.
   *
   * @param putRight the shop says something that the hub decides: it is to be told
   * @param strangers variants that nobody has taken over
   * @param words for the record
   */
  record Heard(boolean putRight, int strangers, String words) {}

  private final SharedStore store;
  private final CatalogBulk catalog;
  private final ListPrices prices;

  Hearing(SharedStore store, CatalogBulk catalog, ListPrices prices) {
    this.store = store;
    this.catalog = catalog;
    this.prices = prices;
  }

  Heard hear(Shared known, ShopProduct told, Map<CatalogField, Owner> owners, Instant now) {
    var at = told.updatedAt() == null ? now : told.updatedAt();
    var sent = store.sent(known.shop(), known.productId());
    var news = new ArrayList<String>();
    boolean putRight = false;
    boolean echoed = false;
    var sentTexts = sent.map(Telling::texts).orElse(Map.of());
    var ours = new HashMap<String, String>();
    var shows = new HashMap<String, String>();
    var echoes = new HashMap<String, String>();
    var product = Map.of(
        CatalogField.TITLE, new Told(known.title(), told.title()),
        CatalogField.VENDOR, new Told(known.vendor(), told.vendor()),
        CatalogField.TYPE, new Told(known.type(), told.type()));
    for (var entry : product.entrySet()) {
      var field = entry.getKey();
      var one = entry.getValue();
      if (one.isKnown()) {
        continue;
      }
      if (one.says().equals(sentTexts.get(field.code()))) {
        echoes.put(field.code(), one.says());
        echoed = true;
        continue;
      }
      shows.put(field.code(), one.says());
      news.add(field.code());
      if (one.isTheirs(owner(owners, field), at) && fits(field, one.says())) {
        ours.put(field.code(), one.says());
      } else {
        putRight |= !one.text().ours().equals(one.says());
      }
    }
    store.showsProduct(known.shop(), known.productId(), shows, at);
    store.showsProduct(known.shop(), known.productId(), echoes, null);

    var byVariant = told.items().stream()
        .collect(Collectors.toMap(ShopProduct.Item::variantId, Function.identity(), (a, _) -> a));
    var changes = new ArrayList<Change>();
    for (var item : known.items()) {
      var one = byVariant.remove(item.variantId());
      if (one != null) {
        var heard = hear(known, item, one, sent.orElse(null), owners, at, changes, news);
        putRight |= heard.putRight();
        echoed |= heard.echoed();
      }
    }
    if (!ours.isEmpty() && !known.items().isEmpty()) {
      changes.add(new Change(
          known.items().getFirst().sku(),
          ours.get("title"),
          ours.get("vendor"),
          ours.get("type"),
          null,
          null,
          null,
          null));
    }
    // The shop's own time counts as the time of the change: it is the shop that made it.
    changes.forEach(change -> catalog.change(List.of(change), at));
    store.looked(known.shop(), known.productId(), told.updatedAt());
    if (echoed) {
      // What was in doubt is known now. What does not show yet may still be under way.
      sent.ifPresent(change -> store.settled(known.shop(), known.productId(), change.key()));
    }
    return new Heard(
        putRight,
        byVariant.size(),
        news.isEmpty()
            ? "no news"
            : "news: " + news.stream().distinct().sorted().toList());
  }

  private record HeardItem(boolean putRight, boolean echoed) {}

  private HeardItem hear(
      Shared known,
      Shared.Item item,
      ShopProduct.Item told,
      @Nullable ProductChange sent,
      Map<CatalogField, Owner> owners,
      Instant at,
      List<Change> changes,
      List<String> news) {
    var price = told.price();
    var says = new HashMap<CatalogField, Told>();
    if (price != null && price.currency().getCurrencyCode().equals(item.currency())) {
      says.put(CatalogField.PRICE, new Told(item.price(), Long.toString(price.minor())));
    }
    says.put(
        CatalogField.BARCODE,
        new Told(item.barcode(), Objects.requireNonNullElse(told.barcode(), "")));
    says.put(CatalogField.TAX, new Told(item.tax(), Boolean.toString(told.taxable())));
    var sentTexts = sent == null
        ? Map.<String, String>of()
        : sent.items().stream()
            .filter(one -> one.variantId().equals(item.variantId()))
            .findFirst()
            .map((ItemChange one) -> Telling.texts(one, item.currency()))
            .orElse(Map.of());
    boolean putRight = false;
    var ours = new HashMap<CatalogField, String>();
    var shows = new HashMap<String, String>();
    var echoes = new HashMap<String, String>();
    for (var entry : says.entrySet()) {
      var field = entry.getKey();
      var one = entry.getValue();
      if (one.isKnown()) {
        continue;
      }
      if (one.says().equals(sentTexts.get(field.code()))) {
        echoes.put(field.code(), one.says());
        continue;
      }
      shows.put(field.code(), one.says());
      news.add(item.sku() + " " + field.code());
      boolean theirs = one.isTheirs(owner(owners, field), at);
      // A barcode that is left out is no order to forget ours.
      if (theirs && !(field == CatalogField.BARCODE && one.says().isEmpty())) {
        ours.put(field, one.says());
      } else if (!theirs) {
        putRight |= !one.text().ours().equals(one.says());
      }
    }
    store.showsVariant(known.shop(), item.variantId(), shows, at);
    store.showsVariant(known.shop(), item.variantId(), echoes, null);
    takeOver(known, item, ours, price, at, changes);
    return new HeardItem(putRight, !echoes.isEmpty());
  }

  private void takeOver(
      Shared known,
      Shared.Item item,
      Map<CatalogField, String> ours,
      @Nullable Money price,
      Instant at,
      List<Change> changes) {
    boolean newPrice = ours.containsKey(CatalogField.PRICE) && price != null;
    if (newPrice && item.listed()) {
      prices.set(known.shop(), item.sku(), Objects.requireNonNull(price), at);
    }
    var barcode = ours.get(CatalogField.BARCODE);
    var tax = ours.get(CatalogField.TAX);
    if (barcode != null && !fits(CatalogField.BARCODE, barcode)) {
      barcode = null;
    }
    if ((newPrice && !item.listed()) || barcode != null || tax != null) {
      changes.add(new Change(
          item.sku(),
          null,
          null,
          null,
          barcode,
          newPrice && !item.listed() ? price : null,
          tax == null ? null : tax.equals("true") ? TaxCategory.STANDARD : TaxCategory.ZERO,
          null));
    }
  }

  /** What a shop says, beside what it is known to show. */
  private record Told(Shared.Text text, String says) {

    boolean isKnown() {
      return says.equals(text.theirs());
    }

    /** Whether this news counts, said now. */
    boolean isTheirs(Owner owner, Instant at) {
      return !new Shared.Text(text.ours(), says, text.oursAt(), at).isOurs(owner);
    }
  }

  private static boolean fits(CatalogField field, String text) {
    return CatalogBulk.fault(text).isEmpty() && !(field == CatalogField.TITLE && text.isBlank());
  }

  private static Owner owner(Map<CatalogField, Owner> owners, CatalogField field) {
    return owners.getOrDefault(field, Owner.SHOP);
  }
}
