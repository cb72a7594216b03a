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
  final Table<Attempt> attempts;
  final Table<Subscription> subscriptions;
  final Table<Token> tokens;
  final Table<Refresh> refreshes;
  final Table<Code> codes;
  final Table<WebhookDelivery> deliveries;
  final Counters counters;

  private final Table<Settings> settings;
  private final Table<AppState> app;
  private final InstantSource clock;
  private @Nullable String served;
  private final Map<String, Variant> bySku = new HashMap<>();
  private final Map<Long, Variant> byItem = new HashMap<>();

  ShopData(Store store, InstantSource clock) {
    this.clock = clock;
    products = store.table("product", Product.class);
    variants = store.table("variant", Variant.class);
    places = store.table("place", Place.class);
    levels = store.table("level", Level.class);
    orders = store.table("order", Order.class);
    attempts = store.table("attempt", Attempt.class);
    subscriptions = store.table("subscription", Subscription.class);
    tokens = store.table("token", Token.class);
    refreshes = store.table("refresh", Refresh.class);
    codes = store.table("code", Code.class);
    app = store.table("app", AppState.class);
    deliveries = store.table("webhook", WebhookDelivery.class);
    settings = store.table("settings", Settings.class);
    counters = new Counters(store);
    variants.all().forEach(this::index);
  }

  /** What is there on the first day. */
  void furnish() {
    if (places.size() == 0) {
      bySku.clear();
      byItem.clear();
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

  private void addVariant(Catalogue.Product product, Catalogue.Variant wanted, String currency) {
    var home = products.all().stream()
        .filter(known -> known.handle().equals(product.handle()))
        .findFirst()
        .orElseGet(() -> addProduct(product));
    long id = 40_000_000_000L + counters.up("variant");
    long itemId = 50_000_000_000L + counters.get("variant");
    int position = 1
        + (int) variants.all().stream().filter(v -> v.productId() == home.id()).count();
    var title = wanted.title() == null ? "Default Title" : wanted.title();
    boolean taxable = wanted.taxable() == null || wanted.taxable();
    long price = Cents.minor(wanted.price(), currency);
    var variant = new Variant(
        id,
        home.id(),
        itemId,
        wanted.sku(),
        wanted.barcode(),
        title,
        price,
        taxable,
        position,
        now());
    variants.put(id, variant);
    index(variant);
    var level = new Level(itemId, MAIN_STREET, 0, 0, true, now());
    levels.put(level.key(), level);
  }

  private Product addProduct(Catalogue.Product wanted) {
    var vendor = wanted.vendor() == null ? "" : wanted.vendor();
    long id = 8_000_000_000L + counters.up("product");
    var product = new Product(id, wanted.handle(), wanted.title(), vendor, now());
    products.put(id, product);
    return product;
  }

  private void index(Variant variant) {
    bySku.put(variant.sku(), variant);
    byItem.put(variant.itemId(), variant);
  }
}
