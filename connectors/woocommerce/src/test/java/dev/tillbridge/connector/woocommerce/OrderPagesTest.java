package dev.tillbridge.connector.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopChannel.OrderPage;
import dev.tillbridge.model.shop.ShopChannel.Unreadable;
import dev.tillbridge.model.shop.ShopOrder;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderPagesTest {

  private final FakeShop shop = new FakeShop();
  private final WooCommerceChannel channel = shop.channel();

  @AfterEach
  void close() {
    shop.close();
  }

  private OrderPage page(@Nullable String cursor) {
    var outcome = channel.ordersChangedSince(Instant.parse("2026-11-22T14:00:00.9Z"), cursor);
    assertThat(outcome).isInstanceOf(Delivered.class);
    return ((Delivered<OrderPage>) outcome).value();
  }

  private static String list(int from, int count, String modified) {
    return IntStream.range(from, from + count)
        .mapToObj(id -> Samples.order(id, modified))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String asked(int call, String parameter) {
    return shop.calls("orders").get(call).queryParameter(parameter).firstValue();
  }

  @Test
  void the_second_itself_is_asked_for_although_the_api_leaves_it_out() {
    shop.answers("GET", "orders", "[]");
    assertThat(page(null)).isEqualTo(new OrderPage(List.of(), null));
    assertThat(asked(0, "modified_after")).isEqualTo("2026-11-22T13:59:59");
    assertThat(asked(0, "dates_are_gmt")).isEqualTo("true");
    assertThat(asked(0, "orderby")).isEqualTo("modified");
    assertThat(asked(0, "order")).isEqualTo("asc");
  }

  @Test
  void the_next_page_begins_at_the_last_orders_second_so_that_moving_orders_hide_none() {
    shop.answers(
        "GET",
        "orders",
        list(1, Orders.PAGE, "2026-11-22T14:10:00"),
        list(50, 3, "2026-11-22T14:10:00"));
    var first = page(null);
    assertThat(first.orders()).hasSize(Orders.PAGE);
    var second = page(first.cursor());
    assertThat(second.orders()).extracting(ShopOrder::id).containsExactly("50", "51", "52");
    assertThat(second.cursor()).isNull();
    assertThat(asked(1, "modified_after")).isEqualTo("2026-11-22T14:09:59");
    assertThat(asked(1, "page")).isEqualTo("1");
  }

  @Test
  void more_orders_than_a_page_within_one_second_are_counted_through() {
    shop.answers("GET", "orders", list(1, Orders.PAGE, "2026-11-22T14:10:00"));
    var first = page(null);
    var second = page(first.cursor());
    page(second.cursor());
    assertThat(asked(2, "modified_after")).isEqualTo("2026-11-22T14:09:59");
    assertThat(asked(2, "page")).isEqualTo("2");
  }

  @Test
  void one_order_that_cannot_be_read_hides_no_other() {
    var spoiled = Samples.with(Samples.order(8, "2026-11-22T14:10:00"), "/currency", "\"?\"");
    shop.answers("GET", "orders", "[" + spoiled + "," + Samples.order() + "]");
    assertThat(page(null).orders()).extracting(ShopOrder::id).containsExactly("727");
    assertThat(page(null).unreadable())
        .containsExactly(
            new Unreadable("8", "currency: must be a currency of ISO 4217, was \"?\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "failed", "checkout-draft", "trash"})
  void what_has_taken_no_units_is_no_order_yet(String status) {
    var quoted = "\"" + status + "\"";
    shop.answers("GET", "orders", "[" + Samples.with(Samples.order(), "/status", quoted) + "]");
    assertThat(page(null)).isEqualTo(new OrderPage(List.of(), null));
  }

  @Test
  void one_order_is_asked_for_as_it_is_now() {
    shop.answers("GET", "orders/7", Samples.order(7, "2026-11-22T14:10:00"));
    assertThat(channel.order("7"))
        .isInstanceOfSatisfying(
            Delivered.class, told -> assertThat(((ShopOrder) told.value()).id()).isEqualTo("7"));
    shop.answers("GET", "orders/8", FakeShop.error(404, "woocommerce_rest_shop_order_invalid_id"));
    assertThat(channel.order("8"))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.reason()).isEqualTo(Outcome.Reason.NOT_FOUND));
    assertThat(channel.order("../products")).isInstanceOf(Refused.class);
    assertThat(shop.calls("orders/../products")).isEmpty();
  }
}
