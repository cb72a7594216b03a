package dev.tillbridge.hub.shopcatalog;

import static dev.tillbridge.hub.shopcatalog.CatalogueRig.SHOP;

import dev.tillbridge.hub.catalog.CatalogBulk.Change;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.ShopCatalog.ProductNews;
import dev.tillbridge.model.shop.ShopProduct;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A product that the hub and a shop both sell, after its first import. */
abstract class SharedRig {

  static final String CUP = "product-cup";

  final CatalogueRig rig = new CatalogueRig();
  final SharedCatalogue shared = new SharedCatalogue(
      rig.db.jdbc(),
      rig.db.tx(),
      rig.clock,
      Map.of(SHOP, rig.shop),
      rig.owners,
      rig.deliveries,
      rig.cases);
  final CatalogEdits edits = new CatalogEdits(
      rig.db.jdbc(),
      rig.db.tx(),
      rig.clock,
      rig.catalog,
      rig.owners,
      rig.deliveries,
      () -> List.of(SHOP));

  @BeforeEach
  void import_() {
    rig.shop.product("cup", "CUP-S/111/900", "CUP-L/222/1100");
    rig.takeOver();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  void owner(CatalogField field, Owner owner) {
    rig.owners.set(SHOP, Map.of(field, owner));
  }

  /** The shop's staff changes the title and the first price. */
  void shopSays(String title, long cents, Instant at) {
    var old = rig.shop.products.get(CUP);
    var first = java.util.Objects.requireNonNull(old).items().getFirst();
    rig.shop.products.put(
        CUP,
        new ShopProduct(
            CUP,
            old.handle(),
            title,
            old.vendor(),
            old.type(),
            old.image(),
            at,
            List.of(
                new ShopProduct.Item(
                    first.itemId(),
                    first.variantId(),
                    first.sku(),
                    first.barcode(),
                    first.options(),
                    Money.of(cents, "USD"),
                    true,
                    null),
                old.items().get(1))));
  }

  Outcome<String> hear() {
    var product = java.util.Objects.requireNonNull(rig.shop.products.get(CUP));
    return shared.hear(SHOP, new ProductNews(CUP, product.updatedAt(), false));
  }

  static Change price(String sku, long cents) {
    return new Change(new Sku(sku), null, null, null, null, Money.of(cents, "USD"), null, null);
  }

  /** Carries what is due, once. */
  List<Outcome<String>> carry() {
    return rig.deliveries.claim(Destination.SHOP_PRODUCT, 10).stream()
        .map(delivery -> {
          var outcome = shared.deliver(delivery);
          rig.deliveries.settle(delivery, outcome);
          return outcome;
        })
        .toList();
  }

  long cents(String sku) {
    return rig.variant(sku).price().minor();
  }

  String title() {
    return rig.catalog.title(new Sku("CUP-S")).orElseThrow();
  }

  /** What the shop would show after what it was sent. */
  void shopObeys(Instant at) {
    var change = rig.shop.sent.getLast();
    var price = change.items().isEmpty() ? null : change.items().getFirst().price();
    var old = java.util.Objects.requireNonNull(rig.shop.products.get(CUP));
    shopSays(
        change.title() == null ? old.title() : change.title(),
        price == null
            ? java.util.Objects.requireNonNull(old.items().getFirst().price()).minor()
            : Money.parse(price, CatalogueRig.USD).minor(),
        at);
  }

  String state() {
    return rig.db
        .jdbc()
        .sql("select state from delivery where destination = 'SHOP_PRODUCT'")
        .query((row, _) -> row.getString(1))
        .single();
  }

  void price(Sku sku, @Nullable Money price) {
    var said = new LinkedHashMap<Sku, @Nullable Money>();
    said.put(sku, price);
    edits.price(SHOP, said);
  }
}
