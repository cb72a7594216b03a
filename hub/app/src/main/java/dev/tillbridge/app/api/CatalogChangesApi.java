package dev.tillbridge.app.api;

import dev.tillbridge.hub.catalog.CatalogBulk;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.shopcatalog.CatalogEdits;
import dev.tillbridge.hub.shopcatalog.CatalogField;
import dev.tillbridge.hub.shopcatalog.FieldOwners;
import dev.tillbridge.hub.shopcatalog.Owner;
import dev.tillbridge.hub.shopcatalog.SharedCatalogue;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is changed of the catalogue here, who decides about which field, and prices of shops. */
@RestController
class CatalogChangesApi {

  private static final int MOST = 500;
  private static final int LONGEST = 255;

  private final CatalogEdits edits;
  private final FieldOwners owners;
  private final SharedCatalogue catalogue;

  CatalogChangesApi(CatalogEdits edits, FieldOwners owners, SharedCatalogue catalogue) {
    this.edits = edits;
    this.owners = owners;
    this.catalogue = catalogue;
  }

  record ChangeBody(
      @Nullable String sku,
      @Nullable String title,
      @Nullable String vendor,
      @Nullable String type,
      @Nullable String barcode,
      @Nullable MoneyJson price,
      @Nullable String taxCategory) {}

  record ChangesBody(@Nullable List<@Nullable ChangeBody> changes) {}

  record ChangedJson(int changed) {}

  /** Changes what is named of each SKU and its product; all or none. Saying it twice is once. */
  @PostMapping("/api/v1/catalog/changes")
  ChangedJson change(@RequestBody ChangesBody body) {
    var changes = new ArrayList<CatalogBulk.Change>();
    for (var one : Input.list("changes", body.changes(), MOST)) {
      changes.add(change("changes[" + changes.size() + "].", one));
    }
    edits.change(changes);
    return new ChangedJson(changes.size());
  }

  private static CatalogBulk.Change change(String at, ChangeBody body) {
    var price = MoneyJson.readOrNull(at + "price", body.price());
    if (price != null && price.isNegative()) {
      throw BadInput.of(at + "price.minor", "must not be negative");
    }
    return new CatalogBulk.Change(
        Input.sku(at + "sku", body.sku()),
        text(at + "title", body.title(), false),
        text(at + "vendor", body.vendor(), true),
        text(at + "type", body.type(), true),
        text(at + "barcode", body.barcode(), false),
        price,
        tax(at + "taxCategory", body.taxCategory()),
        null);
  }

  private static @Nullable String text(String field, @Nullable String text, boolean mayBeEmpty) {
    return text == null || (mayBeEmpty && text.isEmpty()) ? text : Input.text(field, text, LONGEST);
  }

  private static @Nullable TaxCategory tax(String field, @Nullable String code) {
    try {
      return code == null ? null : new TaxCategory(code);
    } catch (IllegalArgumentException e) {
      throw BadInput.of(field, "must be a tax category such as standard");
    }
  }

  record OwnersBody(@Nullable String shop, @Nullable Map<String, @Nullable String> owners) {}

  record OwnersJson(Map<String, Map<String, Owner>> shops) {}

  /** Who decides about which field, by shop. */
  @GetMapping("/api/v1/catalog/owners")
  OwnersJson owners() {
    var all = new TreeMap<String, Map<String, Owner>>();
    for (var shop : catalogue.shops()) {
      var fields = new LinkedHashMap<String, Owner>();
      owners.of(shop).forEach((field, owner) -> fields.put(field.code(), owner));
      all.put(shop, fields);
    }
    return new OwnersJson(all);
  }

  /** Says who decides about these fields from now on; the others stay. */
  @PutMapping("/api/v1/catalog/owners")
  OwnersJson owners(@RequestBody OwnersBody body) {
    var shop = Input.text("shop", body.shop(), LONGEST);
    if (!catalogue.shops().contains(shop)) {
      throw BadInput.of("shop", "must be one of ours: " + String.join(", ", catalogue.shops()));
    }
    var said = new EnumMap<CatalogField, Owner>(CatalogField.class);
    for (var entry : Input.need("owners", body.owners()).entrySet()) {
      var at = "owners." + entry.getKey();
      var field = CatalogField.of(entry.getKey())
          .orElseThrow(
              () -> BadInput.of(at, "must be title, vendor, type, price, barcode, tax or image"));
      said.put(field, owner(at, field, entry.getValue()));
    }
    owners.set(shop, said);
    return owners();
  }

  private static Owner owner(String at, CatalogField field, @Nullable String code) {
    try {
      var owner = Owner.valueOf(Input.need(at, code));
      if (field == CatalogField.IMAGE && owner == Owner.LATEST) {
        throw BadInput.of(at, "must be HUB or SHOP: nobody notes when a picture was changed");
      }
      return owner;
    } catch (IllegalArgumentException e) {
      throw BadInput.of(at, "must be HUB, SHOP or LATEST");
    }
  }

  record PriceJson(@Nullable String sku, @Nullable MoneyJson price) {}

  record PricesBody(@Nullable List<@Nullable PriceJson> prices) {}

  record PricesJson(List<PriceJson> prices, @Nullable String next) {}

  /** The prices that a shop has of its own; every other variant costs there what it costs here. */
  @GetMapping("/api/v1/price-lists/{shop}")
  PricesJson prices(
      @PathVariable String shop,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "200") Integer limit) {
    int most = Input.between("limit", limit, 1, MOST);
    var page = edits.prices(shop, after, most);
    var prices = page.entrySet().stream()
        .map(entry -> new PriceJson(entry.getKey().code(), MoneyJson.of(entry.getValue())))
        .toList();
    return new PricesJson(prices, prices.size() == most ? prices.getLast().sku() : null);
  }

  /** Sets these prices; null takes one away. What is not mentioned stays. */
  @PutMapping("/api/v1/price-lists/{shop}")
  ChangedJson prices(@PathVariable String shop, @RequestBody PricesBody body) {
    var said = new LinkedHashMap<Sku, @Nullable Money>();
    for (var one : Input.list("prices", body.prices(), MOST)) {
      var at = "prices[" + said.size() + "].";
      var price = MoneyJson.readOrNull(at + "price", one.price());
      if (price != null && price.isNegative()) {
        throw BadInput.of(at + "price.minor", "must not be negative");
      }
      var sku = Input.sku(at + "sku", one.sku());
      if (said.containsKey(sku)) {
        throw BadInput.of(at + "sku", "is mentioned twice");
      }
      said.put(sku, price);
    }
    edits.price(shop, said);
    return new ChangedJson(said.size());
  }
}
