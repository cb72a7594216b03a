package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;

/** A shop, its shelf and its orders. */
abstract class ShopWindowRig {

  record Order(UUID saleId, Sku sku, int units) {}

  final StockRig rig = new StockRig();
  final FakeShop shop = new FakeShop();
  final Deque<Order> unread = new ArrayDeque<>();
  final ShopWindow window =
      rig.stock.shopWindow(Map.of(StockRig.SHOP, shop), _ -> new Delivered<>(readAll()));

  @AfterEach
  void close() {
    rig.close();
  }

  final void sellAtShop(UUID saleId, Sku sku) {
    var line = List.of(new StockLine(sku, 1));
    rig.db
        .tx()
        .executeWithoutResult(_ -> rig.stock
            .saleStock()
            .sellAtShop(StockRig.SHOP, saleId, StockRig.MAIN, line, Instant.now()));
  }

  /** Works for as long as it takes to believe a number behind which no order turns up. */
  final void later() {
    for (int i = 0; i < 2 * WindowReading.DRIFTS_MOST; i++) {
      rig.db
          .jdbc()
          .sql("update shop_window set drifted_at = drifted_at - interval '1 minute'")
          .update();
      rig.db
          .jdbc()
          .sql("update delivery set next_at = now() - interval '1 second'")
          .update();
      work();
    }
  }

  final int unreadUnits() {
    return unread.stream().mapToInt(Order::units).sum();
  }

  final Sku listed(String name, int units) {
    var sku = rig.shelf(name, units);
    rig.list(sku);
    return sku;
  }

  final boolean buy(Sku sku, int units) {
    boolean bought = shop.buy(sku, units);
    if (bought) {
      unread.add(new Order(UUID.randomUUID(), sku, units));
    }
    return bought;
  }

  final int readAll() {
    int read = 0;
    for (var order = unread.poll(); order != null; order = unread.poll(), read++) {
      var line = new StockLine(order.sku(), order.units());
      var id = order.saleId();
      rig.db
          .tx()
          .executeWithoutResult(_ -> rig.stock
              .saleStock()
              .sellAtShop(StockRig.SHOP, id, StockRig.MAIN, List.of(line), Instant.now()));
    }
    return read;
  }

  final void receive(Sku sku, int units) {
    rig.stock
        .goodsReceipts()
        .receive(UUID.randomUUID(), StockRig.MAIN, "PO", List.of(new StockLine(sku, units)));
  }

  final Outcome<String> deliver(Sku sku) {
    var delivery = new Delivery(
        UUID.randomUUID(),
        Destination.SHOP_STOCK,
        StockRig.SHOP + "|main|" + sku,
        UUID.randomUUID(),
        1,
        1,
        1,
        false);
    return window.deliver(delivery);
  }

  final void work() {
    for (int i = 0; i < 20; i++) {
      var due = rig.deliveries.claim(Destination.SHOP_STOCK, 10);
      due.forEach(delivery -> rig.deliveries.settle(delivery, window.deliver(delivery)));
      if (due.isEmpty()) {
        return;
      }
    }
  }

  /** As the shop's lane works: many at a time, the most urgent first. */
  final void workTogether() {
    var due = rig.stock.dueStock(rig.deliveries);
    for (int i = 0; i < 40; i++) {
      var batch = due.claim(StockRig.SHOP, shop.perCall);
      rig.deliveries.settle(window.deliver(batch));
      if (batch.isEmpty()) {
        return;
      }
    }
  }

  /** What was put off is due now. */
  final void allDue() {
    rig.db
        .jdbc()
        .sql("update delivery set next_at = now() - interval '1 second' where state = 'DUE'")
        .update();
  }

  final void workUntilDone(CompletableFuture<?> future)
      throws ExecutionException, InterruptedException {
    while (!future.isDone()) {
      work();
      Thread.onSpinWait();
    }
    future.get();
  }

  final void assertSound(Sku sku) {
    assertThat(rig.level(sku).escrowed())
        .isGreaterThanOrEqualTo(Math.max(0, shop.number(sku)) + unreadUnits());
    rig.assertLedgerExplainsEverything();
  }
}
