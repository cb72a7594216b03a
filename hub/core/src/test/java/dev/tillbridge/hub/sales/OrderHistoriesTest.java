package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.shop.ShopOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Orders are placed, paid, edited, sent in parts, taken back, refunded and cancelled, and the hub
 * hears of it twice, late, in disorder and in part not at all. When the shop's orders have been read,
 * shelf, money and sales are what the shop's own truth says, to the unit and to the cent.
 */
class OrderHistoriesTest {

  private static final int SKUS = 6;
  private static final int UNITS = 5_000;
  private static final int ORDERS = 100;

  private final SalesRig hub = new SalesRig();
  private final OrderShop shop = new OrderShop();
  private final ShopOrders orders = shop.orders(hub);
  private final ModelShop truth = new ModelShop();
  private final List<Sku> skus = IntStream.range(0, SKUS)
      .mapToObj(i -> hub.shelf("SKU-" + i, 1_000 + i * 333L, UNITS))
      .toList();

  @AfterEach
  void close() {
    hub.close();
  }

  static LongStream seeds() {
    return LongStream.range(0, 4);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void hub_and_shop_agree_to_the_cent_and_to_the_unit(long seed) {
    var random = new Random(seed * 0x9E3779B97F4A7C15L);
    play(random);

    heard(random)
        .forEach(version ->
            assertThat(orders.take(SHOP, version)).as("%s", version).isInstanceOf(Delivered.class));
    // What nobody told, the reading finds: each order as it is now.
    var current =
        truth.orders().stream().map(order -> order.versions().getLast()).toList();
    shop.page(null, current.toArray(ShopOrder[]::new));
    assertThat(orders.readOrders(SHOP)).isEqualTo(new Delivered<>(ORDERS));

    agree();
    // And once more, in the order of time: nothing new.
    truth.orders().forEach(order -> order.versions().forEach(v -> orders.take(SHOP, v)));
    agree();
  }

  private void play(Random random) {
    for (int i = 0; i < ORDERS; i++) {
      var order = truth.place();
      for (int line = random.nextInt(3); line >= 0; line--) {
        add(order, random);
      }
      boolean early = random.nextInt(4) > 0;
      if (early) {
        order.pay();
      }
      for (int act = random.nextInt(6); act > 0 && order.isOpen(); act--) {
        act(order, random, early);
      }
      if (!early && order.isOpen()) {
        order.pay();
      }
    }
  }

  private void add(ModelShop.Order order, Random random) {
    int which = random.nextInt(SKUS);
    order.add(skus.get(which), 1 + random.nextInt(5), 1_000 + which * 333L);
  }

  private void act(ModelShop.Order order, Random random, boolean paid) {
    int line = random.nextInt(order.lines());
    int units = 1 + random.nextInt(3);
    switch (random.nextInt(8)) {
      case 0 -> add(order, random);
      case 1 -> order.raise(line, units);
      case 2, 3 -> order.send(line, units);
      case 4 -> {
        if (paid) {
          order.takeOff(line, units, random.nextBoolean());
        }
      }
      case 5, 6 -> {
        if (paid) {
          order.giveBack(line, units, random.nextBoolean());
        }
      }
      default -> {
        if (random.nextInt(3) == 0) {
          order.cancel(random.nextInt(3) > 0);
        }
      }
    }
  }

  /** A third is lost, a third comes twice, and all of it in any order. */
  private List<ShopOrder> heard(Random random) {
    var heard = new ArrayList<ShopOrder>();
    for (var order : truth.orders()) {
      for (var version : order.versions()) {
        switch (random.nextInt(3)) {
          case 0 -> {}
          case 1 -> heard.add(version);
          default -> {
            heard.add(version);
            heard.add(version);
          }
        }
      }
    }
    Collections.shuffle(heard, random);
    return heard;
  }

  private void agree() {
    for (var sku : skus) {
      var level = hub.level(sku);
      assertThat(level.onHand())
          .as("on hand %s", sku)
          .isEqualTo(UNITS - truth.gone().getOrDefault(sku, 0));
      assertThat(level.committed())
          .as("committed %s", sku)
          .isEqualTo(truth.open().getOrDefault(sku, 0));
    }
    for (var order : truth.orders()) {
      assertThat(hub.db
              .jdbc()
              .sql("select total from shop_order where order_id = :id")
              .param("id", order.id())
              .query(Long.class)
              .single())
          .as("total of %s", order.id())
          .isEqualTo(order.total().minor());
      assertThat(hub.db
              .jdbc()
              .sql("select coalesce(sum(amount), 0) from shop_refund where order_id = :id")
              .param("id", order.id())
              .query(Long.class)
              .single())
          .as("refunded of %s", order.id())
          .isEqualTo(order.refunded().minor());
    }
    assertThat(hub.count("stock s where on_hand <> (select sum(on_hand) from stock_ledger l"
            + " where l.location = s.location and l.sku = s.sku)"))
        .as("shelves that the ledger does not explain")
        .isZero();
    assertThat(hub.count("delivery where destination = 'BOOKS'"))
        .as("one posting a sale")
        .isEqualTo(hub.count("sale"));
  }
}
