package dev.tillbridge.hub.inventory;

import static dev.tillbridge.hub.inventory.InventoryRig.ANN;
import static dev.tillbridge.hub.inventory.InventoryRig.STORE;
import static dev.tillbridge.hub.inventory.InventoryRig.WAREHOUSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.inventory.StocktakeRequest.Kind;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A count speaks for its own moment, whatever is sold before and after it and whenever we hear. */
class CountsWhileTradingTest {

  private static final InventoryRig RIG = new InventoryRig();
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  @BeforeEach
  void it_is_nine() {
    RIG.at("2026-11-22T09:00:00Z");
  }

  @AfterEach
  void the_ledger_explains_everything() {
    RIG.assertLedgerExplainsEverything();
  }

  @AfterAll
  static void close() {
    RIG.close();
  }

  private static Instant past(int minutes) {
    return NINE.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void sales_before_and_after_a_count_are_no_variance() {
    var sku = RIG.shelf("TRADE", 0, 20);
    RIG.later(Duration.ofMinutes(10));
    RIG.sell(sku, 3, past(5));
    var stocktake = RIG.stocktake(Kind.PARTIAL);
    var counted = RIG.count(stocktake, sku, 16, past(10), ANN);
    assertThat(counted.expected()).isEqualTo(17);
    assertThat(counted.variance()).as("not -4").isEqualTo(-1);
    RIG.later(Duration.ofMinutes(5));
    RIG.sell(sku, 2);
    assertThat(RIG.counted(stocktake, sku).variance()).isEqualTo(-1);
    RIG.submit(stocktake);
    assertThat(RIG.store(sku).onHand()).isEqualTo(14);
    assertThat(RIG.counted(stocktake, sku).variance()).isEqualTo(-1);
  }

  @Test
  void a_sale_of_before_the_count_that_comes_later_corrects_the_variance_not_the_shelf() {
    var sku = RIG.shelf("LATE", 0, 20);
    RIG.later(Duration.ofMinutes(10));
    RIG.sell(sku, 3, past(8));
    var stocktake = RIG.countedAndPosted(sku, 16, past(10));
    RIG.later(Duration.ofMinutes(5));
    RIG.sell(sku, 2);
    assertThat(RIG.store(sku).onHand()).isEqualTo(14);
    RIG.later(Duration.ofMinutes(15));

    var late = RIG.sell(sku, 1, past(7));

    assertThat(RIG.store(sku).onHand()).isEqualTo(14);
    assertThat(RIG.counted(stocktake, sku).variance()).isZero();
    assertThat(RIG.counted(stocktake, sku).varianceFirst()).isEqualTo(-1);
    assertThat(RIG.hub
            .db
            .jdbc()
            .sql("""
            select cause_id from stock_ledger where cause = 'COUNT_CORRECTION' and sku = :sku
            """)
            .param("sku", sku.code())
            .query(String.class)
            .single())
        .isEqualTo(late + ":" + RIG.counted(stocktake, sku).id());
  }

  @Test
  void a_late_sale_is_no_shortage_although_nothing_is_left() {
    var sku = RIG.shelf("NONE-LEFT", 0, 4);
    RIG.later(Duration.ofMinutes(10));
    RIG.countedAndPosted(sku, 0, past(10));
    RIG.later(Duration.ofMinutes(10));
    var late = RIG.sell(sku, 3, past(2));
    assertThat(RIG.store(sku).free()).isZero();
    assertThat(RIG.hub.sales.find(late).orElseThrow().shortages()).isEmpty();
    assertThat(RIG.causes(sku, STORE))
        .as("no prefix lies below zero")
        .containsExactly("OPENING", "COUNT", "COUNT_CORRECTION", "SALE");
  }

  @Test
  void a_sale_at_the_very_moment_of_the_count_was_before_it() {
    var sku = RIG.shelf("SAME", 0, 10);
    RIG.later(Duration.ofMinutes(10));
    var stocktake = RIG.countedAndPosted(sku, 9, past(5));
    RIG.sell(sku, 1, past(5));
    assertThat(RIG.store(sku).onHand()).isEqualTo(9);
    assertThat(RIG.counted(stocktake, sku).variance()).isZero();
    RIG.sell(sku, 1, past(5).plusMillis(1));
    assertThat(RIG.store(sku).onHand()).isEqualTo(8);
  }

  @Test
  void of_several_counts_the_one_after_the_sale_is_corrected() {
    var sku = RIG.shelf("SEVERAL", 0, 20);
    RIG.later(Duration.ofMinutes(30));
    var first = RIG.countedAndPosted(sku, 19, past(10));
    var second = RIG.countedAndPosted(sku, 17, past(20));
    assertThat(RIG.counted(second, sku).variance()).isEqualTo(-2);
    RIG.sell(sku, 2, past(15));
    assertThat(RIG.counted(first, sku).variance()).isEqualTo(-1);
    assertThat(RIG.counted(second, sku).variance()).isZero();
    RIG.sell(sku, 1, past(9));
    assertThat(RIG.counted(first, sku).variance()).isZero();
    assertThat(RIG.store(sku).onHand()).isEqualTo(17);
  }

  @Test
  void an_earlier_count_that_is_posted_later_does_not_move_the_shelf() {
    var sku = RIG.shelf("ORDER", 0, 20);
    RIG.later(Duration.ofMinutes(30));
    var second = RIG.countedAndPosted(sku, 15, past(20));
    var first = RIG.countedAndPosted(sku, 18, past(10));
    assertThat(RIG.store(sku).onHand()).isEqualTo(15);
    assertThat(RIG.counted(first, sku).variance()).isEqualTo(-2);
    assertThat(RIG.counted(second, sku).variance()).isEqualTo(-3);
  }

  @Test
  void of_two_counts_of_one_moment_the_one_posted_last_holds() {
    var sku = RIG.shelf("TWINS", 0, 20);
    RIG.later(Duration.ofMinutes(30));
    RIG.countedAndPosted(sku, 15, past(10));
    RIG.countedAndPosted(sku, 18, past(10));
    assertThat(RIG.store(sku).onHand()).isEqualTo(18);
    RIG.sell(sku, 1, past(5));
    assertThat(RIG.store(sku).onHand()).isEqualTo(18);
  }

  @Test
  void a_count_that_is_right_is_remembered_too() {
    var sku = RIG.shelf("RIGHT", 0, 20);
    RIG.later(Duration.ofMinutes(30));
    int lines = RIG.ledgerLines();
    var stocktake = RIG.countedAndPosted(sku, 20, past(10));
    assertThat(RIG.ledgerLines()).isEqualTo(lines);
    RIG.sell(sku, 1, past(9));
    assertThat(RIG.store(sku).onHand()).isEqualTo(20);
    assertThat(RIG.counted(stocktake, sku).variance())
        .as("one too many was there")
        .isEqualTo(1);
  }

  @Test
  void goods_of_a_web_order_that_left_before_the_count_were_not_counted() {
    var sku = RIG.shelf("WEB", 20, 0);
    var order = UUID.randomUUID();
    RIG.hub
        .db
        .tx()
        .executeWithoutResult(_ -> RIG.hub
            .stock
            .saleStock()
            .sellAtShop(SalesRig.SHOP, order, WAREHOUSE, List.of(new StockLine(sku, 2)), NINE));
    RIG.later(Duration.ofMinutes(30));
    var stocktake = RIG.stocktakes
        .open(
            new StocktakeRequest.Open(UUID.randomUUID(), WAREHOUSE, "W", Kind.PARTIAL, false), ANN)
        .id();
    RIG.count(stocktake, sku, 18, past(10), ANN);
    RIG.submit(stocktake);
    assertThat(RIG.warehouse(sku).free()).isEqualTo(16);

    RIG.hub.db.tx().executeWithoutResult(_ -> RIG.hub.stock.saleStock().fulfil(order, past(7)));

    assertThat(RIG.warehouse(sku).onHand()).isEqualTo(18);
    assertThat(RIG.warehouse(sku).free()).isEqualTo(18);
    assertThat(RIG.counted(stocktake, sku).variance()).isZero();
  }

  @Test
  void a_count_below_what_is_promised_is_a_physical_truth_with_a_case() {
    var sku = RIG.shelf("PROMISED", 6, 0);
    var order = UUID.randomUUID();
    RIG.hub
        .db
        .tx()
        .executeWithoutResult(_ -> RIG.hub
            .stock
            .saleStock()
            .sellAtShop(SalesRig.SHOP, order, WAREHOUSE, List.of(new StockLine(sku, 5)), NINE));
    RIG.later(Duration.ofMinutes(5));
    var stocktake = RIG.stocktakes
        .open(
            new StocktakeRequest.Open(UUID.randomUUID(), WAREHOUSE, "W", Kind.PARTIAL, false), ANN)
        .id();
    RIG.count(stocktake, sku, 3, RIG.now(), ANN);
    RIG.submit(stocktake);
    assertThat(RIG.warehouse(sku).onHand()).isEqualTo(3);
    assertThat(RIG.warehouse(sku).free()).isEqualTo(-2);
  }

  @Test
  void the_cause_of_a_posted_variance_is_the_count() {
    var sku = RIG.shelf("CAUSE", 0, 9);
    RIG.later(Duration.ofMinutes(5));
    RIG.countedAndPosted(sku, 7, past(3));
    assertThat(RIG.causes(sku, STORE)).containsExactly("OPENING", Cause.COUNT.name());
  }
}
