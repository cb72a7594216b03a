package dev.tillbridge.bench;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.delivery.Wakeups;
import dev.tillbridge.hub.stock.DueStock;
import dev.tillbridge.hub.stock.ShopPlaces.ShopPlace;
import dev.tillbridge.hub.stock.ShopWindow;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.ShopChannel;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.routes.ShopStockRoute;
import dev.tillbridge.routes.StockDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;

/** The way from a shelf to its shops as the hub wires it: outbox, lanes, windows, connector. */
final class ShopRig implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** As the hub's, see ShopStockDesk. */
  private record Desk(Deliveries deliveries, DueStock due, ShopWindow window) implements StockDesk {

    @Override
    public List<String> shops() {
      return window.shops();
    }

    @Override
    public Duration pause(String shop) {
      return window.pause(shop);
    }

    @Override
    public List<Delivery> claim(String shop) {
      return due.claim(shop, window.batch(shop));
    }

    @Override
    public Map<Delivery, Outcome<String>> deliver(Collection<Delivery> batch) {
      return window.deliver(batch);
    }

    @Override
    public void settle(String shop, Map<Delivery, Outcome<String>> outcomes) {
      if (window.trouble(shop) == null) {
        deliveries.settle(outcomes);
      } else {
        deliveries.settleAway(outcomes);
      }
    }
  }

  private final Rig rig;
  private final List<OutsideShop> shops;
  private final Wakeups wakeups;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Map<String, Map<Sku, String>> items = new HashMap<>();

  ShopRig(Servers servers, String database, String... names) {
    this.shops = new ArrayList<>();
    var places = new ArrayList<ShopPlace>();
    var channels = new LinkedHashMap<String, ShopChannel>();
    for (var name : names) {
      var shop = OutsideShop.open(name);
      shops.add(shop);
      places.add(new ShopPlace(name, Rig.MAIN, OutsideShop.PLACE));
      channels.put(name, shop.channel());
    }
    this.rig = new Rig(servers, database, places);
    var stock = rig.stock();
    var window = stock.shopWindow(channels, _ -> new Delivered<>(0));
    this.wakeups = rig.wakeups();
    try {
      camel.addRoutes(
          new ShopStockRoute(new Desk(rig.deliveries(), stock.dueStock(rig.deliveries()), window)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on the shops are told. */
  void open() {
    camel.start();
    var template = camel.createFluentProducerTemplate();
    wakeups.onWake((_, _) -> template.to(ShopStockRoute.WAKE).withBody("").send());
    wakeups.start();
  }

  OutsideShop shop(int number) {
    return shops.get(number);
  }

  /** New SKUs with so many units each on the shelf. */
  List<Sku> shelves(String name, int count, int units) {
    return rig.shelves(name, count, units);
  }

  /** A shop sells these, and is known to show none of them. */
  void list(int number, List<Sku> skus) {
    var shop = shops.get(number);
    var ids = shop.sell(skus);
    items.put(shop.channel().shop(), ids);
    rig.jdbc()
        .sql("""
            with listed as (
              insert into listing (shop, sku, item_id, variant_id)
              select :shop, sku, item, item from unnest(:skus::text[], :items::text[]) as l(sku, item)
              returning sku)
            insert into shop_window (shop, location, sku, shown) select :shop, 'main', sku, 0 from listed
            """)
        .param("shop", shop.channel().shop())
        .param("skus", skus.stream().map(Sku::code).toArray(String[]::new))
        .param("items", skus.stream().map(ids::get).toArray(String[]::new))
        .update();
  }

  /** The shop's ids of everything that it sells. */
  Map<Sku, String> items(int number) {
    return items.getOrDefault(shops.get(number).channel().shop(), Map.of());
  }

  String item(int number, Sku sku) {
    return items(number).getOrDefault(sku, "");
  }

  /** All these have changed. */
  void changed(int number, List<Sku> skus) {
    var shop = shops.get(number).channel().shop();
    rig.deliveries()
        .addAll(
            Destination.SHOP_STOCK,
            skus.stream().map(sku -> shop + "|main|" + sku).toList());
  }

  /** Somebody buys one at the counter; afterwards it is committed. */
  void sell(Sku sku) {
    rig.tx()
        .executeWithoutResult(_ -> rig.stock()
            .saleStock()
            .sellAtCounter(
                UUID.randomUUID(), null, Rig.MAIN, List.of(new StockLine(sku, 1)), Instant.now()));
  }

  /** Sells one of the SKU and waits until the shop has confirmed its new number. */
  void sellAndConfirm(int number, Sku sku) throws Exception {
    var confirmed = shops.get(number).channel().next(item(number, sku));
    sell(sku);
    confirmed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Returns when nothing is due any more. */
  void rest() {
    rest("");
  }

  /** Returns when nothing is due for this shop any more. */
  void restOf(int number) {
    rest(shops.get(number).channel().shop());
  }

  private void rest(String shop) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (rig.jdbc()
            .sql(
                "select count(*) from delivery where state = 'DUE' and starts_with(subject, :shop)")
            .param("shop", shop)
            .query(Long.class)
            .single()
        > 0) {
      if (System.nanoTime() > giveUp) {
        throw BenchException.trouble("the shops' numbers never come to rest");
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw BenchException.trouble("interrupted");
      }
    }
  }

  /** At rest every shop shows what we think it does, and all of it is carved out. */
  void verify() {
    for (var shop : shops) {
      var numbers = shop.numbers();
      rig.jdbc().sql("""
              select w.sku, w.shown,
                     (select coalesce(sum(granted_total - sold_total - returned_total), 0)::int
                        from escrow e where e.holder = 'shop:' || w.shop and e.sku = w.sku) as behind
                from shop_window w where w.shop = :shop
              """).param("shop", shop.channel().shop()).query(row -> {
        int shows = numbers.getOrDefault(new Sku(row.getString("sku")), -1);
        if (shows != row.getInt("shown") || shows > row.getInt("behind")) {
          throw BenchException.trouble("%s shows %d of %s, we knew %d, %d stand behind it"
              .formatted(
                  shop.channel().shop(),
                  shows,
                  row.getString("sku"),
                  row.getInt("shown"),
                  row.getInt("behind")));
        }
      });
    }
    rig.verify();
  }

  @Override
  public void close() {
    wakeups.close();
    camel.stop();
    rig.close();
    shops.forEach(OutsideShop::close);
  }
}
