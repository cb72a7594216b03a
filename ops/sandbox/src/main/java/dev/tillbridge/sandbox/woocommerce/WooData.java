package dev.tillbridge.sandbox.woocommerce;

import dev.tillbridge.sandbox.control.Catalogue;
import dev.tillbridge.sandbox.store.Counters;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.store.Table;
import dev.tillbridge.sandbox.wire.Cents;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shop's tables, and the few look-ups everybody needs. Only used under the shop's lock. */
final class WooData {

  /** How the shop counts its money. */
  record Settings(String currency, int taxRatePpm) {}

  final Table<Item> items;
  final Table<Order> orders;
  final Table<Hook> hooks;
  final Counters counters;

  /** Purchases that will come between a caller's reading and setting of the number. */
  final Table<Integer> ambushes;

  private final Table<Settings> settings;
  private final InstantSource clock;

  WooData(Store store, InstantSource clock) {
    this.clock = clock;
    items = store.table("item", Item.class);
    orders = store.table("order", Order.class);
    hooks = store.table("hook", Hook.class);
    ambushes = store.table("ambush", Integer.class);
    settings = store.table("settings", Settings.class);
    counters = new Counters(store);
  }

  Settings settings() {
    var found = settings.get("shop");
    return found == null ? new Settings("USD", 0) : found;
  }

  /** WooCommerce knows no fractions of a second. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  @Nullable
  Item bySku(String sku) {
    return items.all().stream()
        .filter(item -> item.sold() && item.sku().equals(sku))
        .findFirst()
        .orElse(null);
  }

  List<Item> variationsOf(long productId) {
    return items.all().stream().filter(item -> item.parentId() == productId).toList();
  }

  /** Adds the SKUs that are not there yet, counted and with nothing available. */
  void add(Catalogue catalogue) {
    var fresh = new Settings(catalogue.currency(), catalogue.taxRatePpm());
    if (!fresh.equals(settings.get("shop"))) {
      settings.put("shop", fresh);
    }
    for (var product : catalogue.products()) {
      var missing = product.variants().stream()
          .filter(variant -> bySku(variant.sku()) == null)
          .toList();
      if (missing.isEmpty()) {
        continue;
      }
      if (product.variants().size() == 1) {
        put(product, missing.getFirst(), 0, catalogue.currency());
      } else {
        var parent = items.all().stream()
            .filter(item -> item.variable() && item.slug().equals(product.handle()))
            .findFirst()
            .orElseGet(() -> parent(product));
        missing.forEach(variant -> put(product, variant, parent.id(), catalogue.currency()));
      }
    }
  }

  private Item parent(Catalogue.Product product) {
    var parent = new Item(
        counters.up("item") + 10,
        0,
        true,
        product.handle(),
        product.title(),
        "",
        null,
        0,
        true,
        null);
    items.put(parent.id(), parent);
    return parent;
  }

  private void put(
      Catalogue.Product product, Catalogue.Variant variant, long parentId, String currency) {
    var name = variant.title() == null ? variant.sku() : variant.title();
    var item = new Item(
        counters.up("item") + 10,
        parentId,
        false,
        product.handle(),
        parentId == 0 ? product.title() : name,
        variant.sku(),
        variant.barcode(),
        Cents.minor(variant.price(), currency),
        variant.taxable() == null || variant.taxable(),
        0);
    items.put(item.id(), item);
  }
}
