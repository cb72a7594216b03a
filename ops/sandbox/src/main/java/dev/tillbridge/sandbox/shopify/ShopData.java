package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.control.Catalogue;
import dev.tillbridge.sandbox.store.Counters;
import dev.tillbridge.sandbox.store.Store;
import dev.tillbridge.sandbox.store.Table;
import dev.tillbridge.sandbox.wire.Cents;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The shop's tables, and the few look-ups everybody needs. Only used under the shop's lock. */
final class ShopData {

  /** How a shop counts its money. */
  record Settings(String currency, int taxRatePpm) {}

  static final long MAIN_STREET = 1001;

  final Table<Product> products;
  final Table<Variant> variants;
  final Table<Place> places;
  final Table<Level> levels;
  final Table<Order> orders;
  final Table<Dispatch> dispatches;
  final Table<Attempt> attempts;
  final Table<Subscription> subscriptions;
  final Table<Token> tokens;
  final Table<Refresh> refreshes;
  final Table<Code> codes;
  final Table<WebhookDelivery> deliveries;
  final Table<BulkOperation> bulks;
  final Counters counters;

  private final Table<Settings> settings;
  private final Table<AppState> app;
  private final InstantSource clock;
  private @Nullable String served;
  private final Map<String, Variant> bySku = new HashMap<>();
  private final Map<Long, Variant> byItem = new HashMap<>();
  private final Map<Long, Map<Long, Variant>> byProduct = new HashMap<>();
  private final Map<String, Product> byHandle = new HashMap<>();

  ShopData(Store store, InstantSource clock) {
    this.clock = clock;
    products = store.table("product", Product.class);
    variants = store.table("variant", Variant.class);
    places = store.table("place", Place.class);
    levels = store.table("level", Level.class);
    orders = store.table("order", Order.class);
    dispatches = store.table("dispatch", Dispatch.class);
    attempts = store.table("attempt", Attempt.class);
    subscriptions = store.table("subscription", Subscription.class);
    tokens = store.table("token", Token.class);
    refreshes = store.table("refresh", Refresh.class);
    codes = store.table("code", Code.class);
    app = store.table("app", AppState.class);
    deliveries = store.table("webhook", WebhookDelivery.class);
    bulks = store.table("bulk", BulkOperation.class);
    settings = store.table("settings", Settings.class);
    counters = new Counters(store);
    variants.all().forEach(this::index);
    products.all().forEach(product -> byHandle.put(product.handle(), product));
  }

  /** What is there on the first day. */
  void furnish() {
    if (places.size() == 0) {
      bySku.clear();
      byItem.clear();
      byProduct.clear();
      byHandle.clear();
      places.put(MAIN_STREET, new Place(MAIN_STREET, "Main Street"));
    }
  }

  Settings settings() {
    var found = settings.get("shop");
    return found == null ? new Settings("USD", 0) : found;
  }

  /** The version that answers instead of the one asked for; null for that one. */
  @Nullable
  String served() {
    return served;
  }

  void served(@Nullable String version) {
    served = version;
  }

  AppState app() {
    var found = app.get("app");
    return found == null ? AppState.FIRST_DAY : found;
  }

  void app(AppState state) {
    app.put("app", state);
  }

  /** Adds the SKUs that are not there yet, with nothing available. */
  void add(Catalogue catalogue) {
    var fresh = new Settings(catalogue.currency(), catalogue.taxRatePpm());
    if (!fresh.equals(settings.get("shop"))) {
      settings.put("shop", fresh);
    }
    for (var product : catalogue.products()) {
      for (var wanted : product.variants()) {
        if (!bySku.containsKey(wanted.sku())) {
          addVariant(product, wanted, catalogue.currency());
        }
      }
    }
  }

  Instant now() {
    // Shopify's times have no fractions of a second finer than this in any payload.
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @Nullable
  Variant bySku(String sku) {
    return bySku.get(sku);
  }

  @Nullable
  Variant byItem(long itemId) {
    return byItem.get(itemId);
  }

  Product productOf(Variant variant) {
    return products.need(variant.productId());
  }

  List<Level> levelsOf(long itemId) {
    return places.all().stream()
        .map(place -> levels.get(Level.key(itemId, place.id())))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Available over all active locations. */
  int available(long itemId) {
    return levelsOf(itemId).stream()
        .filter(Level::active)
        .mapToInt(Level::available)
        .sum();
  }

  /** The variants of a product, in its order. */
  List<Variant> variantsOf(long productId) {
    return List.copyOf(byProduct.getOrDefault(productId, Map.of()).values());
  }

  private void addVariant(Catalogue.Product product, Catalogue.Variant wanted, String currency) {
    var known = byHandle.get(product.handle());
    var home = known != null
        ? known
        : addProduct(
            product.handle(),
            product.title(),
            product.vendor() == null ? "" : product.vendor(),
            "",
            null);
    addVariant(
        home,
        wanted.sku(),
        wanted.barcode(),
        wanted.title() == null || wanted.title().isBlank() ? Variant.NO_CHOICE : wanted.title(),
        Cents.minor(wanted.price(), currency),
        wanted.taxable() == null || wanted.taxable(),
        wanted.image(),
        0);
  }

  /** Adds a variant, whatever its SKU, with so many units at the first location. */
  Variant addVariant(
      Product home,
      String sku,
      @Nullable String barcode,
      String title,
      long price,
      boolean taxable,
      @Nullable String image,
      int available) {
    long id = 40_000_000_000L + counters.up("variant");
    long itemId = 50_000_000_000L + counters.get("variant");
    int position = 1 + variantsOf(home.id()).size();
    var variant = new Variant(
        id, home.id(), itemId, sku, barcode, title, price, taxable, position, now(), image);
    save(variant);
    var level = new Level(itemId, MAIN_STREET, available, 0, true, now());
    levels.put(level.key(), level);
    return variant;
  }

  Product addProduct(
      String handle, String title, String vendor, String type, @Nullable String image) {
    long id = 8_000_000_000L + counters.up("product");
    var product = new Product(id, handle, title, vendor, now(), type, image, now());
    products.put(id, product);
    byHandle.put(handle, product);
    return product;
  }

  /** Adds or replaces the variant. */
  void save(Variant variant) {
    var old = variants.get(variant.id());
    if (old != null && !old.sku().equals(variant.sku())) {
      bySku.remove(old.sku(), old);
    }
    variants.put(variant.id(), variant);
    index(variant);
  }

  /** Something of the product has changed just now. */
  Product touch(Product product) {
    var current = products.need(product.id());
    var touched = new Product(
        current.id(),
        current.handle(),
        current.title(),
        current.vendor(),
        current.createdAt(),
        current.type(),
        current.image(),
        now());
    products.put(touched.id(), touched);
    return touched;
  }

  private void index(Variant variant) {
    if (!variant.sku().isEmpty()) {
      bySku.put(variant.sku(), variant);
    }
    byItem.put(variant.itemId(), variant);
    byProduct
        .computeIfAbsent(variant.productId(), _ -> new LinkedHashMap<>())
        .put(variant.id(), variant);
  }
}
