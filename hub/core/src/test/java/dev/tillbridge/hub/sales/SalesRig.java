package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.payments.PaymentView;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
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
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.place.StockPolicy;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.place.TaxRate;
import dev.tillbridge.model.stock.StockLevel;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** A hub with two shops on the street and one on the net, on a real PostgreSQL. */
public final class SalesRig implements AutoCloseable {

  public static final Currency USD = Currency.getInstance("USD");
  public static final LocationId MAIN = new LocationId("main");
  public static final LocationId STRICT = new LocationId("strict");
  public static final String SHOP = "test-shop";
  public static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");

  public final Db db = Db.fresh();
  public final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  public final InstantSource clock = () -> Objects.requireNonNull(now.get());
  public final Cases cases = new Cases(db.jdbc(), clock);
  public final Deliveries deliveries = new Deliveries(db.jdbc(), clock);
  public final Catalog catalog = new Catalog(db.jdbc(), db.tx());
  public final Places places = new Places(db.jdbc(), db.tx());
  // Nothing listens there: the gate stands open, as it does when Redis is away.
  public final ReservationGate gate = new ReservationGate("redis://127.0.0.1:1", clock);
  public final Stock stock = new Stock(
      db.jdbc(),
      db.tx(),
      deliveries,
      gate,
      List.of(new ShopPlaces.ShopPlace(SHOP, MAIN, "place-1")),
      clock);
  public final StockLevels levels = new StockLevels(db.jdbc());
  public final Map<UUID, PaymentView> payments = new ConcurrentHashMap<>();
  public final Sales sales = new Sales(
      db.jdbc(),
      db.tx(),
      clock,
      new Sales.Neighbours(
          catalog,
          places,
          stock.saleStock(),
          this::check,
          stock.reservations()::find,
          deliveries,
          cases));

  public SalesRig() {
    places.save(location(MAIN, StockPolicy.WARN));
    places.save(location(STRICT, StockPolicy.REFUSE));
    places.saveRegister("R1", MAIN);
    places.saveRegister("R9", STRICT);
  }

  private static Location location(LocationId id, StockPolicy policy) {
    return new Location(
        id,
        id.code(),
        ZoneId.of("America/New_York"),
        USD,
        TaxMode.EXCLUSIVE,
        List.of(new TaxRate(TaxCategory.STANDARD, "Sales tax", 82_500)),
        policy);
  }

  /** Something sold for so many cents, with so many on each shelf. */
  public Sku shelf(String code, long price, int units) {
    var sku = new Sku(code);
    catalog.save(new Product(
        UUID.randomUUID(),
        code.toLowerCase(java.util.Locale.ROOT),
        "Mug " + code,
        "",
        "",
        List.of(
            new Variant(sku, null, "Blue", List.of(), usd(price), TaxCategory.STANDARD, null))));
    stock.goodsReceipts().setOpening(UUID.randomUUID(), MAIN, sku, units);
    stock.goodsReceipts().setOpening(UUID.randomUUID(), STRICT, sku, units);
    return sku;
  }

  /** The shop shows so many of the units on the shelf, and they are carved out for it. */
  public void show(Sku sku, int units) {
    db.jdbc()
        .sql(
            "insert into shop_window (shop, location, sku, shown) values (:shop, 'main', :sku, :n)")
        .param("shop", SHOP)
        .param("sku", sku.code())
        .param("n", units)
        .update();
    db.jdbc()
        .sql(
            "insert into escrow (holder, location, sku, granted_total) values (:s, 'main', :k, :n)")
        .param("s", "shop:" + SHOP)
        .param("k", sku.code())
        .param("n", units)
        .update();
    db.jdbc()
        .sql("update stock set escrowed = :n where location = 'main' and sku = :sku")
        .param("n", units)
        .param("sku", sku.code())
        .update();
  }

  private PaymentView check(UUID paymentId, Money amount) {
    var payment = payments.get(paymentId);
    if (payment == null
        || payment.state() != PaymentView.State.CAPTURED
        || !payment.amount().equals(amount)) {
      throw BadInput.of("paymentId", "is not captured for " + amount);
    }
    return payment;
  }

  /** The gateway has the money. */
  public UUID captured(UUID saleId, Money amount) {
    var id = UUID.randomUUID();
    payments.put(
        id,
        new PaymentView(
            id,
            saleId,
            "PAYPAL",
            amount,
            PaymentView.State.CAPTURED,
            null,
            "ORDER-1",
            "CAPTURE-" + id,
            null,
            null,
            false));
    return id;
  }

  public StockLevel level(Sku sku) {
    return levels.at(MAIN, sku).orElseThrow();
  }

  public List<String> caseKinds() {
    return cases.open().stream().map(OpenCase::kind).sorted().toList();
  }

  public int count(String table) {
    return db.jdbc().sql("select count(*) from " + table).query(Integer.class).single();
  }

  public static Money usd(long minor) {
    return new Money(minor, USD);
  }

  @Override
  public void close() {
    stock.close();
    gate.close();
    db.close();
  }
}
