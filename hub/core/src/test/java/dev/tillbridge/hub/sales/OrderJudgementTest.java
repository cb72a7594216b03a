package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.OneOrder.T1;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderJudgementTest {

  private static final UUID SALE = SaleIds.of("shopify", SHOP, "gid://shopify/Order/1");

  private final SalesRig hub = new SalesRig();
  private final Sku mug = hub.shelf("MUG", 1_000, 10);
  private final ShopOrders orders = new OrderShop().orders(hub);
  private final OneOrder order = OneOrder.of(mug, 2, 1_000);

  @AfterEach
  void close() {
    hub.close();
  }

  private Outcome<String> take(ShopOrder version) {
    return orders.take(SHOP, version);
  }

  private void assertRefused(String why) {
    assertThat(take(order.version())).isEqualTo(new Refused<String>("order #1001: " + why));
    assertThat(hub.count("sale")).isZero();
    assertThat(hub.count("shop_order")).isZero();
    assertThat(hub.level(mug).committed()).isZero();
  }

  @Test
  void a_line_without_a_sku_is_named() {
    order.lines.add(OneOrder.line(null, 1, 0));
    assertRefused("its line \"A mug\" has no SKU");
  }

  @Test
  void a_sku_that_is_not_in_the_catalogue_is_named() {
    order.lines.add(OneOrder.line(new Sku("CUP"), 1, 0));
    assertRefused("SKU CUP of its line \"A mug\" is not in the catalogue");
  }

  @Test
  void a_total_that_does_not_add_up_is_refused_with_both_figures() {
    order.total = usd(2_664);
    assertRefused("its lines, shipping and taxes add up to 26.65 USD, but its total is 26.64 USD");
  }

  @Test
  void another_currency_than_the_locations_is_refused() {
    order.currency = Currency.getInstance("EUR");
    assertRefused("it is in EUR, but main sells in USD");
  }

  @Test
  void a_line_in_another_currency_is_refused() {
    order.shipping = Money.of(500, "EUR");
    assertRefused("its shipping is in EUR, the order in USD");
  }

  @Test
  void amounts_and_quantities_that_make_no_sense_are_refused_and_never_wrap() {
    order.lines.clear();
    assertRefused("it has no lines");
    order.lines.add(OneOrder.line(mug, -1, 0));
    assertRefused(
        "its line \"A mug\" makes no sense: MUG: quantity must be between 1 and 1000000, was -1");
    order.lines.clear();
    order.lines.add(OneOrder.line(mug, 1, Long.MAX_VALUE));
    order.lines.add(OneOrder.line(mug, 1, Long.MAX_VALUE));
    assertRefused("its amounts are too large to add up");
    order.lines.clear();
    order.lines.add(OneOrder.line(mug, 1_000_000, 0));
    order.lines.add(OneOrder.line(mug, 1_000_000, 0));
    assertRefused("it asks for more than 1000000 of one SKU");
  }

  @Test
  void a_line_that_an_edit_has_emptied_says_nothing() {
    order.lines.add(OneOrder.line(null, 0, 1_000));
    assertThat(take(order.paid(T1))).isEqualTo(new Delivered<>(SALE.toString()));
  }

  @Test
  void an_order_that_was_refused_is_taken_once_a_person_has_put_it_right() {
    var late = OneOrder.of(new Sku("LATE"), 1, 1_000);
    assertThat(take(late.paid(T1))).isInstanceOf(Refused.class);
    hub.cases.open("order-set-aside", SHOP + "|" + late.id, "set aside", "no such SKU");

    hub.shelf("LATE", 1_000, 5);

    assertThat(take(late.paid(T1))).isEqualTo(new Delivered<>(SALE.toString()));
    assertThat(hub.caseKinds()).isEmpty();
  }

  @Test
  void taxes_inside_the_prices_add_nothing_to_the_total() {
    order.taxesIncluded = true;
    order.total = usd(2_500);
    take(order.paid(T1));
    assertThat(hub.sales.find(SALE).orElseThrow().total()).isEqualTo(usd(2_500));
    assertThat(hub.sales.find(SALE).orElseThrow().tax()).isEqualTo(usd(165));
  }

  @Test
  void a_name_with_a_zero_in_it_does_not_break_the_database() {
    order.lines.clear();
    order.lines.add(new ShopOrder.Line("l", mug, "Mug\0<script>", 2, usd(1_000), usd(0), true));
    assertThat(take(order.at(Instant.parse("2026-11-22T14:00:00.123456789Z"))))
        .isEqualTo(new Delivered<>(SALE.toString()));
    assertThat(take(order.version())).isEqualTo(new Delivered<>(SALE.toString()));
    assertThat(hub.sales.find(SALE).orElseThrow().lines().getFirst().title())
        .isEqualTo("Mug\uFFFD<script>");
  }
}
