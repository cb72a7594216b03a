package dev.tillbridge.hub.shopcatalog;

import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.catalog.CatalogBulk;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people change of the catalogue in the hub, and the prices that shops have of their own. What a
 * shop owns is changed in the shop.
 */
public final class CatalogEdits {

  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Catalog catalog;
  private final CatalogBulk bulk;
  private final FieldOwners owners;
  private final ListPrices prices;
  private final SharedStore store;
  private final Deliveries deliveries;
  private final Supplier<List<String>> shops;

  /**
   * Begins with what is in the database.
   *
   * @param shops those that are connected
   */
  public CatalogEdits(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Catalog catalog,
      FieldOwners owners,
      Deliveries deliveries,
      Supplier<List<String>> shops) {
    this.tx = tx;
    this.clock = clock;
    this.catalog = catalog;
    this.bulk = new CatalogBulk(jdbc);
    this.owners = owners;
    this.prices = new ListPrices(jdbc);
    this.store = new SharedStore(jdbc);
    this.deliveries = deliveries;
    this.shops = shops;
  }

  /**
   * Changes what is named; what is null stays. All or none; the shops are told afterwards.
   *
   * @throws BadInput for a SKU that is not sold here, a price in another currency than before, and a
   *     field that a shop owns
   */
  public void change(List<CatalogBulk.Change> changes) {
    var errors = new ArrayList<FieldError>();
    var known = catalog.variants(changes.stream().map(CatalogBulk.Change::sku).toList());
    for (int i = 0; i < changes.size(); i++) {
      var change = changes.get(i);
      var at = "changes[" + i + "].";
      var variant = known.get(change.sku());
      if (variant == null) {
        errors.add(new FieldError(at + "sku", "there is no SKU " + change.sku()));
        continue;
      }
      var price = change.price();
      if (price != null && !price.currency().equals(variant.price().currency())) {
        errors.add(new FieldError(
            at + "price.currency", "must be " + variant.price().currency() + " as before"));
      }
      errors.addAll(owned(at, change));
    }
    if (!errors.isEmpty()) {
      throw new BadInput(errors);
    }
    tx.executeWithoutResult(_ -> {
      bulk.change(changes, clock.instant());
      tell(changes.stream().map(CatalogBulk.Change::sku).toList());
    });
  }

  private List<FieldError> owned(String at, CatalogBulk.Change change) {
    var named = new HashMap<CatalogField, String>();
    name(named, CatalogField.TITLE, change.product());
    name(named, CatalogField.VENDOR, change.vendor());
    name(named, CatalogField.TYPE, change.type());
    name(named, CatalogField.PRICE, change.price());
    name(named, CatalogField.BARCODE, change.barcode());
    name(named, CatalogField.TAX, change.tax());
    var errors = new ArrayList<FieldError>();
    for (var shop : shops.get()) {
      if (store.productsOf(shop, List.of(change.sku())).isEmpty()) {
        continue;
      }
      // A shop with a price of its own for it does not care for the counter's.
      boolean listed = !prices.of(shop, List.of(change.sku())).isEmpty();
      owners.of(shop).forEach((field, owner) -> {
        if (owner == Owner.SHOP
            && named.containsKey(field)
            && !(field == CatalogField.PRICE && listed)) {
          errors.add(
              new FieldError(at + named.get(field), "is the shop's to say: change it in " + shop));
        }
      });
    }
    return errors;
  }

  private static void name(
      Map<CatalogField, String> named, CatalogField field, @Nullable Object value) {
    if (value != null) {
      named.put(field, field == CatalogField.TAX ? "taxCategory" : field.code());
    }
  }

  /**
   * Gives variants prices of their own in a shop, or takes them away (null). Those that are not
   * mentioned stay.
   *
   * @throws BadInput for a shop that is none of ours, a SKU that is not sold here, another currency
   */
  public void price(String shop, Map<Sku, @Nullable Money> said) {
    mustBeOurs(shop);
    var known = catalog.variants(said.keySet());
    var errors = new ArrayList<FieldError>();
    int i = 0;
    for (var entry : said.entrySet()) {
      var variant = known.get(entry.getKey());
      var price = entry.getValue();
      if (variant == null) {
        errors.add(new FieldError("prices[" + i + "].sku", "there is no SKU " + entry.getKey()));
      } else if (price != null && !price.currency().equals(variant.price().currency())) {
        errors.add(new FieldError(
            "prices[" + i + "].price.currency", "must be " + variant.price().currency()));
      }
      i++;
    }
    if (!errors.isEmpty()) {
      throw new BadInput(errors);
    }
    tx.executeWithoutResult(_ -> {
      said.forEach((sku, price) -> {
        if (price == null) {
          prices.remove(shop, List.of(sku));
        } else {
          prices.set(shop, sku, price, clock.instant());
        }
      });
      tell(List.copyOf(said.keySet()));
    });
  }

  /** The prices that the shop has of its own, by SKU; from the one after, at most so many. */
  public Map<Sku, Money> prices(String shop, @Nullable String after, int most) {
    mustBeOurs(shop);
    return prices.page(shop, after, most);
  }

  private void mustBeOurs(String shop) {
    if (!shops.get().contains(shop)) {
      throw BadInput.of("shop", "must be one of ours: " + String.join(", ", shops.get()));
    }
  }

  /** The shops are told what is different there, if anything is. */
  private void tell(List<Sku> skus) {
    for (var shop : shops.get()) {
      deliveries.addAll(
          Destination.SHOP_PRODUCT,
          store.productsOf(shop, skus).stream()
              .map(product -> shop + "|" + product)
              .toList());
    }
  }
}
