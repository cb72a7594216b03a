package dev.tillbridge.hub.inventory;

import static dev.tillbridge.hub.inventory.InventoryRig.ANN;
import static dev.tillbridge.hub.inventory.InventoryRig.STORE;
import static dev.tillbridge.hub.inventory.InventoryRig.WAREHOUSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LowStockTest {

  private static final InventoryRig RIG = new InventoryRig();

  @AfterAll
  static void close() {
    RIG.close();
  }

  private static void point(Sku sku, int point, int lead, int cover) {
    RIG.lowStock.set(STORE, List.of(new ReorderPoint(sku, point, lead, cover)), List.of());
  }

  private static Optional<LowStockView> low(Sku sku) {
    RIG.lowStock.review();
    return RIG.lowStock.low(STORE, null, 500).rows().stream()
        .filter(l -> l.sku().equals(sku))
        .findFirst();
  }

  private static UUID ordered(Sku sku, int units) {
    return RIG.orders
        .order(
            new PurchaseRequest.Order(
                UUID.randomUUID(),
                "Potter Ltd",
                STORE,
                "PO",
                SalesRig.USD,
                null,
                List.of(new PurchaseRequest.Ordered(sku, units, SalesRig.usd(1)))),
            ANN)
        .id();
  }

  @Test
  void an_alert_opens_at_the_point_and_closes_by_itself_above_it() {
    var sku = RIG.shelf("ALERT", 20, 6);
    point(sku, 5, 2, 5);
    assertThat(low(sku)).isEmpty();
    RIG.sell(sku, 1);
    assertThat(low(sku)).isPresent();
    var since = low(sku).orElseThrow().since();
    RIG.later(Duration.ofHours(1));
    assertThat(low(sku).orElseThrow().since())
        .as("one alert, however often we look")
        .isEqualTo(since);
    var order = ordered(sku, 1);
    assertThat(low(sku)).as("what is ordered counts").isEmpty();
    RIG.orders.cancel(new PurchaseRequest.Cancel(UUID.randomUUID(), order), ANN);
    assertThat(low(sku).orElseThrow().since()).as("a new alert").isAfter(since);
    var transfer = RIG.shipped(sku, 2);
    assertThat(low(sku)).as("what is on its way counts").isEmpty();
    RIG.receive(transfer, sku, 2, 0, 0, null);
    assertThat(low(sku)).isEmpty();
    RIG.lowStock.set(STORE, List.of(), List.of(sku));
    RIG.sell(sku, 7);
    assertThat(low(sku)).as("nobody wants to know any more").isEmpty();
  }

  @Test
  void what_is_promised_is_not_there() {
    var sku = RIG.shelf("PROMISED", 0, 8);
    point(sku, 5, 2, 5);
    RIG.hub
        .db
        .tx()
        .executeWithoutResult(_ -> RIG.hub
            .stock
            .saleStock()
            .sellAtShop(
                SalesRig.SHOP,
                UUID.randomUUID(),
                STORE,
                List.of(new StockLine(sku, 3)),
                RIG.now()));
    assertThat(low(sku).orElseThrow().available()).isEqualTo(5);
  }

  @Test
  void what_a_shop_shows_is_not_sold() {
    var sku = RIG.shelf("SHOWN", 10, 0);
    RIG.hub.show(sku, 8);
    RIG.lowStock.set(WAREHOUSE, List.of(new ReorderPoint(sku, 5, 1, 1)), List.of());
    assertThat(RIG.lowStock.low(WAREHOUSE, null, 500).rows())
        .extracting(LowStockView::sku)
        .doesNotContain(sku);
  }

  @Test
  void the_suggestion_follows_the_measured_rate() {
    var sku = RIG.shelf("RATE", 0, 30);
    point(sku, 10, 4, 10);
    for (int day = 0; day < 8; day++) {
      RIG.later(Duration.ofDays(1));
      RIG.sell(sku, 3);
    }
    var low = low(sku).orElseThrow();
    assertThat(low.sold()).isEqualTo(24);
    assertThat(low.daysInStock()).isEqualByComparingTo("8.0");
    assertThat(low.perDay()).isEqualByComparingTo("3.00");
    assertThat(low.available()).isEqualTo(6);
    assertThat(low.suggested()).as("3 a day for 4 + 10 days, less the 6 there").isEqualTo(36);
  }

  @Test
  void days_without_stock_and_sales_of_long_ago_say_nothing_about_the_rate() {
    var sku = RIG.shelf("WEIGHTED", 0, 20);
    point(sku, 1, 3, 3);
    RIG.sell(sku, 10);
    RIG.later(Duration.ofDays(30));
    RIG.sell(sku, 4);
    RIG.later(Duration.ofDays(2));
    RIG.sell(sku, 6);
    RIG.later(Duration.ofDays(10));
    var low = low(sku).orElseThrow();
    assertThat(low.sold()).as("the first ten are too long ago").isEqualTo(10);
    assertThat(low.daysInStock()).as("28 less the 10 without any").isEqualByComparingTo("18.0");
    assertThat(low.suggested()).isEqualTo((10 * 6 + 17) / 18);
  }

  @Test
  void a_web_order_is_a_sale_when_it_is_placed_and_none_when_it_is_cancelled() {
    var sku = RIG.shelf("WEB-RATE", 0, 9);
    point(sku, 9, 1, 1);
    var kept = UUID.randomUUID();
    var cancelled = UUID.randomUUID();
    RIG.hub.db.tx().executeWithoutResult(_ -> {
      var stock = RIG.hub.stock.saleStock();
      stock.sellAtShop(SalesRig.SHOP, kept, STORE, List.of(new StockLine(sku, 2)), RIG.now());
      stock.sellAtShop(SalesRig.SHOP, cancelled, STORE, List.of(new StockLine(sku, 3)), RIG.now());
      stock.fulfil(kept, RIG.now());
      stock.reverse(SalesRig.SHOP, cancelled, RIG.now());
    });
    assertThat(low(sku).orElseThrow().sold()).isEqualTo(2);
  }

  @ParameterizedTest(name = "point {0}, {1} + {2} days, {3} there, {4} sold in {5} days: order {6}")
  @CsvSource({
    "5, 7, 14, 0, 28, 28, 21",
    "5, 7, 14, 20, 28, 28, 1",
    "5, 7, 14, 21, 28, 28, 0",
    "5, 7, 14, 5, 0, 0, 1",
    "0, 0, 1, 0, 1, 28, 1",
    "5, 10, 10, 2, 7, 0, 138",
    "1000000, 365, 365, 0, 1000000000, 1, 2147483647"
  })
  void the_suggestion_covers_lead_time_and_cover_and_lies_above_the_point(
      int point, int lead, int cover, int there, long sold, long days, int suggested) {
    var reorder = new ReorderPoint(new Sku("X"), point, lead, cover);
    assertThat(reorder.suggest(there, sold, days * 86_400)).isEqualTo(suggested);
  }

  @Test
  void points_are_set_replaced_and_listed_by_sku() {
    var one = RIG.shelf("POINT-1", 0, 5);
    var two = RIG.shelf("POINT-2", 0, 5);
    point(one, 1, 1, 1);
    point(one, 2, 3, 4);
    point(two, 1, 1, 1);
    assertThat(RIG.lowStock.points(STORE, null, 500).rows())
        .contains(new ReorderPoint(one, 2, 3, 4), new ReorderPoint(two, 1, 1, 1));
    assertThat(RIG.lowStock.points(STORE, "POINT-1", 1).rows())
        .extracting(ReorderPoint::sku)
        .containsExactly(two);
    assertThatThrownBy(() -> point(new Sku("NOBODY"), 1, 1, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("points[0].sku");
  }
}
