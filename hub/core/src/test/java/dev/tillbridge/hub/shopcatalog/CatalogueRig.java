package dev.tillbridge.hub.shopcatalog;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.catalog.Listings;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.stock.ReservationGate;
import dev.tillbridge.hub.stock.ShopPlaces;
import dev.tillbridge.hub.stock.Stock;
import dev.tillbridge.hub.stock.StockLevels;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.catalog.Product;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.place.StockPolicy;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A hub and a shop whose catalogue it takes over, on a real PostgreSQL. */
final class CatalogueRig implements AutoCloseable {

  static final String SHOP = "test-shop";
  static final LocationId MAIN = new LocationId("main");
  static final Currency USD = Currency.getInstance("USD");

  final Db db = Db.fresh();
  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T15:00:00Z"));
  final InstantSource clock = () -> Objects.requireNonNull(now.get());
  final Cases cases = new Cases(db.jdbc(), clock);
  final Deliveries deliveries = new Deliveries(db.jdbc(), clock);
  final Catalog catalog = new Catalog(db.jdbc(), db.tx());
  final Places places = new Places(db.jdbc(), db.tx());
  final ReservationGate gate = new ReservationGate("redis://127.0.0.1:1", clock);
  final Stock stock = new Stock(
      db.jdbc(),
      db.tx(),
      deliveries,
      gate,
      List.of(new ShopPlaces.ShopPlace(SHOP, MAIN, FakeCatalog.PLACE)),
      clock);
  final StockLevels levels = new StockLevels(db.jdbc());
  final Listings listings = new Listings(db.jdbc(), db.tx(), cases, _ -> {});
  final FieldOwners owners = new FieldOwners(db.jdbc(), db.tx());
  final FakeCatalog shop = new FakeCatalog();

  /** The orders that were taken, in turn; what taking one comes to. */
  final List<String> taken = new ArrayList<>();

  Function<ShopOrder, Outcome<String>> taking = order -> new Delivered<>("sale");

  CatalogueRig() {
    places.save(new Location(
        MAIN,
        "Main Street",
        ZoneId.of("America/New_York"),
        USD,
        TaxMode.EXCLUSIVE,
        List.of(),
        StockPolicy.WARN));
  }

  /** A hub as it starts. */
  ShopImports hub() {
    return new ShopImports(
        db.jdbc(),
        db.tx(),
        clock,
        Map.of(SHOP, shop),
        new ShopImports.Neighbours(
            listings, owners, stock.goodsReceipts(), stock.places(), _ -> USD, (_, order) -> {
              taken.add(order.id());
              return taking.apply(order);
            }));
  }

  /** Reads the shop to its end. */
  ImportView read() {
    var id = UUID.randomUUID();
    hub().start(id, SHOP, "Olivia");
    return finish(id);
  }

  /** Reads, agrees, and takes over. */
  ImportView takeOver() {
    var read = read();
    hub().apply(read.id());
    return finish(read.id());
  }

  /** Works until nothing is due, whoever was killed before. */
  ImportView finish(UUID id) {
    for (int i = 0; i < 50; i++) {
      hub().work();
      var view = hub().get(id);
      if (view.state() != ImportState.READING && view.state() != ImportState.APPLYING) {
        return view;
      }
      tick(Duration.ofMinutes(10));
    }
    throw new IllegalStateException("does not end: " + hub().get(id));
  }

  void tick(Duration passed) {
    now.set(clock.instant().plus(passed));
  }

  /** Something that the hub knows already. */
  Sku known(String code, @Nullable String barcode, long cents) {
    var sku = new Sku(code);
    catalog.save(new Product(
        UUID.randomUUID(),
        "ours-" + code.toLowerCase(java.util.Locale.ROOT),
        "Our " + code,
        "Ours",
        "Kind",
        List.of(new Variant(
            sku, barcode, "", List.of(), Money.of(cents, "USD"), TaxCategory.STANDARD, null))));
    return sku;
  }

  Variant variant(String sku) {
    return catalog.variant(new Sku(sku)).orElseThrow();
  }

  int onHand(String sku) {
    return levels.at(MAIN, new Sku(sku)).map(StockLevel::onHand).orElse(0);
  }

  List<ImportRow> aside(UUID id) {
    return hub().rows(id, "ASIDE", 0, 500);
  }

  List<String> codes() {
    return db.jdbc()
        .sql("select sku from variant order by sku")
        .query((row, _) -> row.getString(1))
        .list();
  }

  List<String> linked() {
    return db.jdbc()
        .sql("select sku || '=' || item_id from listing order by sku")
        .query((row, _) -> row.getString(1))
        .list();
  }

  @Override
  public void close() {
    stock.close();
    gate.close();
    db.close();
  }
}
