package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.stock.Answer.Granted;
import dev.tillbridge.hub.stock.FakeShop.Trouble;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an outside shop shows of a bundle is carved out of its parts. */
class BundleWindowTest {

  private static final LocationId MAIN = new LocationId("main");
  private static final List<Trouble> TROUBLES =
      List.of(Trouble.LOSE_ANSWER_AFTER_EFFECT, Trouble.LOSE_REQUEST, Trouble.UNREACHABLE);

  private record Order(UUID id, Sku sku, int units) {}

  private final FakeShop shop = new FakeShop();
  private final ChannelRig rig = new ChannelRig(List.of(shop), "main");
  private final Deque<Order> unread = new ArrayDeque<>();
  private final List<UUID> read = new ArrayList<>();
  private final ShopWindow window =
      rig.stock.shopWindow(rig.shops, _ -> new Delivered<>(readAll()));

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void a_listed_bundle_shows_whole_ones_with_their_parts_carved_out() {
    var cup = stocked("CUP", 13);
    var tray = stocked("TRAY", 5);
    var kit = kit(Map.of(cup, 2, tray, 1));
    work();
    // One of five trays stays for the till.
    assertThat(shop.number(kit)).isEqualTo(4);
    assertThat(rig.level(cup, "main").escrowed()).isEqualTo(8);
    assertThat(rig.level(tray, "main").escrowed()).isEqualTo(4);
    assertThat(rig.level(kit, "main").free()).isEqualTo(1);
    assertThat(rig.level(kit, "main").published()).isEqualTo(4);
    buy(kit, 3);
    readAll();
    work();
    assertThat(rig.level(cup, "main").committed()).isEqualTo(6);
    assertThat(rig.level(tray, "main").committed()).isEqualTo(3);
    assertThat(shop.number(kit)).isEqualTo(2);
    rig.assertSound();
  }

  @Test
  void a_part_and_its_bundle_on_show_together_never_promise_a_unit_twice() {
    var cup = stocked("CUP", 20);
    rig.list(StockRig.SHOP, cup);
    var kit = kit(Map.of(cup, 2));
    work();
    int shown = shop.number(cup) + 2 * shop.number(kit, "place-1");
    assertThat(shown).isEqualTo(rig.level(cup, "main").escrowed()).isBetween(16, 17);
    int told = shop.changes.size();
    for (int i = 0; i < 4; i++) {
      rig.stock.places().touch(MAIN, List.of(cup));
      work();
    }
    assertThat(shop.changes)
        .as("they do not take units from each other in turn")
        .hasSize(told);
    rig.assertSound();
  }

  @Test
  void a_till_that_wants_a_part_takes_the_bundle_off_the_show() throws Exception {
    var cup = stocked("CUP", 2);
    var kit = kit(Map.of(cup, 2));
    work();
    assertThat(shop.number(kit)).isEqualTo(1);
    var answer = CompletableFuture.supplyAsync(() -> hold(cup, 1));
    while (!answer.isDone()) {
      work();
      Thread.onSpinWait();
    }
    assertThat(answer.get()).isInstanceOf(Granted.class);
    assertThat(shop.number(kit)).isZero();
    assertThat(rig.level(cup, "main").escrowed()).isZero();
    rig.assertSound();
  }

  @Test
  void a_cancelled_order_of_a_bundle_puts_the_right_parts_back() {
    var cup = stocked("CUP", 8);
    var tray = stocked("TRAY", 8);
    var kit = kit(Map.of(cup, 1));
    work();
    buy(kit, 3);
    readAll();
    rig.define(kit, Map.of(tray, 1));
    work();
    assertThat(shop.number(kit)).as("shown by its new parts").isEqualTo(7);
    shop.numbers.merge("item-" + kit.code(), 3, Integer::sum);
    rig.db
        .tx()
        .executeWithoutResult(_ -> assertThat(
                rig.stock.saleStock().reverse(StockRig.SHOP, read.getFirst(), rig.clock.instant()))
            .isTrue());
    work();
    assertThat(rig.level(cup, "main").free()).isEqualTo(8);
    assertThat(rig.level(cup, "main").escrowed()).isZero();
    assertThat(shop.number(kit)).isEqualTo(7);
    assertThat(rig.level(tray, "main").escrowed()).isEqualTo(7);
    rig.assertSound();
  }

  @Test
  void a_bundle_that_is_put_together_differently_keeps_its_old_parts_until_the_orders_are_read() {
    var cup = stocked("CUP", 4);
    var tray = stocked("TRAY", 9);
    var kit = kit(Map.of(cup, 1));
    work();
    assertThat(shop.number(kit)).isEqualTo(4);
    // Bought before the change, heard of after it.
    var ordered = rig.clock.instant();
    shop.buy(kit, 4);
    rig.define(kit, Map.of(tray, 3));
    rig.db
        .tx()
        .executeWithoutResult(_ -> assertThat(rig.stock
                .saleStock()
                .sellAtShop(
                    StockRig.SHOP,
                    UUID.randomUUID(),
                    MAIN,
                    List.of(new StockLine(kit, 4)),
                    ordered))
            .isEmpty());
    work();
    assertThat(rig.level(cup, "main").committed()).isEqualTo(4);
    assertThat(shop.number(kit)).isEqualTo(3);
    assertThat(rig.level(tray, "main").escrowed()).isEqualTo(9);
    rig.stock.bundles().end(kit, "test");
    work();
    assertThat(shop.number(kit)).as("what it is now lies on no shelf").isZero();
    assertThat(rig.level(tray, "main").free()).isEqualTo(9);
    rig.assertSound();
  }

  @Test
  void a_pooled_bundle_shows_what_its_free_parts_make_up() {
    var cup = stocked("CUP", 11);
    var kit = kit(Map.of(cup, 2));
    rig.policies.replace(
        new Policies(
            0,
            List.of(new Policies.Safety(MAIN, cup, 2)),
            List.of(new Policies.Channel(
                StockRig.SHOP,
                null,
                List.of(),
                null,
                List.of(new Policies.SkuMode(kit, Policies.Mode.POOLED))))),
        "test");
    work();
    assertThat(shop.number(kit)).isEqualTo(4);
    assertThat(rig.level(cup, "main").escrowed()).isZero();
    rig.sell(cup, "main", 8);
    buy(kit, 2);
    readAll();
    assertThat(new PooledBreaches(rig.db.jdbc(), rig.clock).newest(5))
        .singleElement()
        .satisfies(breach -> assertThat(breach.available()).isEqualTo(1));
  }

  /** Random till sales, web orders of parts and bundles, receipts, lost answers: none oversells. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatever_is_lost_on_the_way_no_part_is_sold_twice(long seed) {
    var random = new Random(seed);
    var cup = stocked("CUP", random.nextInt(9));
    var tray = stocked("TRAY", random.nextInt(9));
    rig.list(StockRig.SHOP, cup);
    var kit = kit(Map.of(cup, 1 + random.nextInt(3), tray, 1 + random.nextInt(2)));
    var made = rig.stock.bundles().find(kit).orElseThrow().parts();
    for (int step = 0; step < 50; step++) {
      switch (random.nextInt(8)) {
        case 0 -> buy(random.nextBoolean() ? kit : cup, 1);
        case 1 -> readAll();
        case 2 -> rig.receive(random.nextBoolean() ? cup : tray, "main", 1 + random.nextInt(3));
        case 3 -> shop.troubles.add(TROUBLES.get(random.nextInt(TROUBLES.size())));
        case 4 -> {
          var what = List.of(cup, tray, kit).get(random.nextInt(3));
          if (rig.level(what, "main").free() > 0) {
            assertThat(hold(what, 1)).isInstanceOf(Granted.class);
          }
        }
        case 5 -> deliver(cup);
        default -> deliver(kit);
      }
      for (var part : made) {
        int owed = part.quantity() * owed(kit) + (part.sku().equals(cup) ? owed(cup) : 0);
        assertThat(owed)
            .as("I8 at step %d: what the shop shows and has sold of %s is carved out", step, part)
            .isLessThanOrEqualTo(rig.level(part.sku(), "main").escrowed());
        assertThat(rig.level(part.sku(), "main").free()).isNotNegative();
      }
    }
    shop.troubles.clear();
    readAll();
    for (Sku sku : List.of(cup, kit)) {
      await().untilAsserted(() -> assertThat(deliver(sku)).isInstanceOf(Delivered.class));
    }
    work();
    for (var part : made) {
      int owed = part.quantity() * owed(kit) + (part.sku().equals(cup) ? owed(cup) : 0);
      assertThat(rig.level(part.sku(), "main").escrowed()).isEqualTo(owed);
    }
    rig.assertSound();
  }

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  /** Pieces that the shop shows or has sold without our knowing yet. */
  private int owed(Sku sku) {
    return Math.max(0, shop.number(sku, "place-1"))
        + unread.stream()
            .filter(o -> o.sku().equals(sku))
            .mapToInt(Order::units)
            .sum();
  }

  private Sku stocked(String name, int units) {
    var sku = rig.product(name);
    rig.stock.goodsReceipts().setOpening(UUID.randomUUID(), MAIN, sku, units);
    return sku;
  }

  private Sku kit(Map<Sku, Integer> parts) {
    var kit = rig.product("KIT");
    rig.define(kit, parts);
    rig.list(StockRig.SHOP, kit);
    return kit;
  }

  private Answer hold(Sku sku, int units) {
    return rig.stock
        .reservations()
        .reserve(new HoldRequest(
            UUID.randomUUID(),
            MAIN,
            Channel.COUNTER,
            List.of(new StockLine(sku, units)),
            Duration.ofMinutes(10)));
  }

  private void buy(Sku sku, int units) {
    if (shop.buy(sku, units)) {
      unread.add(new Order(UUID.randomUUID(), sku, units));
    }
  }

  private int readAll() {
    int count = 0;
    for (var order = unread.poll(); order != null; order = unread.poll(), count++) {
      rig.order(StockRig.SHOP, order.id(), "main", new StockLine(order.sku(), order.units()));
      read.add(order.id());
    }
    return count;
  }

  private void work() {
    for (int i = 0; i < 50; i++) {
      var due = rig.deliveries.claim(Destination.SHOP_STOCK, 50);
      due.forEach(delivery -> rig.deliveries.settle(delivery, window.deliver(delivery)));
      if (due.isEmpty()) {
        return;
      }
    }
    throw new AssertionError("the shop's numbers never come to rest");
  }

  private Outcome<String> deliver(Sku sku) {
    return window.deliver(new Delivery(
        UUID.randomUUID(),
        Destination.SHOP_STOCK,
        ShopWindowStore.subject(StockRig.SHOP, MAIN, sku),
        UUID.randomUUID(),
        1,
        1,
        1,
        false));
  }
}
