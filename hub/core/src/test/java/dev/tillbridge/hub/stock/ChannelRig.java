package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.testing.Db;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLevel;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Several shops that sell from several locations, on a real PostgreSQL. */
final class ChannelRig implements AutoCloseable {

  final Db db = Db.fresh();
  final InstantSource clock = InstantSource.system();
  final Deliveries deliveries = new Deliveries(db.jdbc(), clock);
  final Cases cases = new Cases(db.jdbc(), clock);
  final ReservationGate gate = new ReservationGate(TestServers.redis().uri(), clock);
  final StockLevels levels = new StockLevels(db.jdbc());
  final Map<String, ShopChannel> shops = new LinkedHashMap<>();
  final Stock stock;
  final ChannelPolicies policies;
  final ShopWindow window;

  /** All shops sell from all locations; the first location is {@code place-1} to them. */
  ChannelRig(List<FakeShop> shops, String... locations) {
    var places = new ArrayList<ShopPlaces.ShopPlace>();
    int number = 0;
    for (String location : locations) {
      number++;
      db.jdbc().sql("""
              insert into location (id, name, time_zone, currency, tax_mode, stock_policy)
              values (:id, :id, 'America/New_York', 'USD', 'EXCLUSIVE', 'WARN')
              """).param("id", location).update();
      for (var shop : shops) {
        places.add(
            new ShopPlaces.ShopPlace(shop.shop(), new LocationId(location), "place-" + number));
      }
    }
    shops.forEach(shop -> this.shops.put(shop.shop(), shop));
    var onlyPooled = shops.stream()
        .filter(shop -> !shop.capabilities().compareAndSet())
        .map(FakeShop::shop)
        .collect(Collectors.toSet());
    stock = new Stock(db.jdbc(), db.tx(), deliveries, gate, places, onlyPooled, clock);
    policies = stock.policies(this.shops);
    window = stock.shopWindow(this.shops, _ -> new Delivered<>(0));
  }

  /** A new SKU that every shop lists. */
  Sku listed(String name) {
    var sku = product(name);
    shops.keySet().forEach(shop -> list(shop, sku));
    return sku;
  }

  Sku product(String name) {
    // Redis is shared by all tests, so a SKU's name must be nobody else's.
    var sku = new Sku(name + "-" + UUID.randomUUID());
    var product = UUID.randomUUID();
    db.jdbc()
        .sql("insert into product (id, handle, title) values (:id, :handle, :title)")
        .param("id", product)
        .param("handle", sku.code())
        .param("title", name)
        .update();
    db.jdbc().sql("""
            insert into variant (sku, product_id, position, price, currency, tax_category, search)
            values (:sku, :product, 0, 1000, 'USD', 'standard', '')
            """).param("sku", sku.code()).param("product", product).update();
    return sku;
  }

  void list(String shop, Sku sku) {
    db.jdbc()
        .sql("""
            insert into listing (shop, sku, item_id, variant_id) values (:shop, :sku, :item, :item)
            """)
        .param("shop", shop)
        .param("sku", sku.code())
        .param("item", "item-" + sku.code())
        .update();
    stock.places().listed(shop, sku);
  }

  void define(Sku kit, Map<Sku, Integer> parts) {
    var lines = new TreeMap<>(parts)
        .entrySet().stream().map(p -> new StockLine(p.getKey(), p.getValue())).toList();
    stock.bundles().define(kit, lines, null, "test");
  }

  void receive(Sku sku, String location, int units) {
    stock
        .goodsReceipts()
        .receive(
            UUID.randomUUID(), new LocationId(location), "PO", List.of(new StockLine(sku, units)));
  }

  /** A customer at the counter takes it away, held or not. */
  List<Shortage> sell(Sku sku, String location, int units) {
    var shortages = new ArrayList<Shortage>();
    db.tx()
        .executeWithoutResult(_ -> shortages.addAll(stock
            .saleStock()
            .sellAtCounter(
                UUID.randomUUID(),
                null,
                new LocationId(location),
                List.of(new StockLine(sku, units)),
                Instant.now())));
    return shortages;
  }

  /** The hub reads an order of the shop. */
  List<Shortage> order(String shop, UUID id, String location, StockLine... lines) {
    var shortages = new ArrayList<Shortage>();
    db.tx()
        .executeWithoutResult(_ -> shortages.addAll(stock
            .saleStock()
            .sellAtShop(shop, id, new LocationId(location), List.of(lines), Instant.now())));
    return shortages;
  }

  StockLevel level(Sku sku, String location) {
    return levels.at(new LocationId(location), sku).orElseThrow();
  }

  /** Carries every delivery that is due, and those that follow from them. */
  void work() {
    for (int i = 0; i < 50; i++) {
      var due = deliveries.claim(Destination.SHOP_STOCK, 50);
      due.forEach(delivery -> deliveries.settle(delivery, window.deliver(delivery)));
      if (due.isEmpty()) {
        return;
      }
    }
    throw new AssertionError("the shops' numbers never come to rest");
  }

  /** The ledger adds up to the shelves, and the escrow to what is carved out. */
  void assertSound() {
    var wrong = db.jdbc().sql("""
                select s.sku from stock s
                 where (s.on_hand, s.held, s.committed, s.escrowed)
                       <> (select coalesce(sum(on_hand), 0), coalesce(sum(held), 0),
                                                coalesce(sum(committed), 0), coalesce(sum(escrowed), 0)
                                           from stock_ledger l
                                          where l.location = s.location and l.sku = s.sku)
                union
                select s.sku from stock s
                 where s.escrowed <> (select coalesce(sum(granted_total - sold_total - returned_total), 0)
                                        from escrow e where e.location = s.location and e.sku = s.sku)
                """).query(String.class).list();
    assertThat(wrong).isEmpty();
  }

  @Override
  public void close() {
    stock.close();
    gate.close();
    db.close();
  }
}
