package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.FakeShop.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.Listing;
import dev.tillbridge.model.shop.ShopChannel.ChangePage;
import dev.tillbridge.model.shop.ShopChannel.ChangedOrder;
import dev.tillbridge.model.shop.ShopChannel.OrderPage;
import dev.tillbridge.model.shop.ShopOrder.Payment;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listings, orders and subscriptions over real HTTP. */
class LookingTest {

  private static final String ADDRESS = "https://hub.example.com/webhooks/shopify/x";
  private static final Instant SINCE = Instant.parse("2026-11-22T13:59:59.999Z");

  private final FakeShop shop = new FakeShop();

  @AfterEach
  void stop() {
    shop.close();
  }

  private static String variants(String more, String... skus) {
    var nodes = IntStream.range(0, skus.length)
        .mapToObj(i -> """
                    {"id":"gid://shopify/ProductVariant/%d","sku":%s,
                     "inventoryItem":{"id":"gid://shopify/InventoryItem/%d"}}""".formatted(i + 1, skus[i], i + 101))
        .toList();
    return "{\"data\":{\"productVariants\":{\"nodes\":%s,\"pageInfo\":{%s}}}}"
        .formatted(nodes, more);
  }

  private static String more(String cursor) {
    return "\"hasNextPage\":true,\"endCursor\":\"" + cursor + "\"";
  }

  private static final String LAST = "\"hasNextPage\":false,\"endCursor\":null";

  private static Listing listing(String sku, int number) {
    return new Listing(
        new Sku(sku),
        "gid://shopify/InventoryItem/" + (100 + number),
        "gid://shopify/ProductVariant/" + number);
  }

  @Test
  void what_the_fuzzy_search_finds_is_compared_exactly() {
    shop.answers(
        "Listings",
        variants(LAST, "\"MUG\"", "\"mug\"", "\"MUG-2\"", "null", "\"TEE\"", "\"MUG\""));
    assertThat(shop.channel().listings(List.of(new Sku("MUG"), new Sku("TEE"), new Sku("GONE"))))
        .isEqualTo(
            new Delivered<>(List.of(listing("MUG", 1), listing("TEE", 5), listing("MUG", 6))));
  }

  @Test
  void all_pages_are_followed() {
    shop.answers("Listings", variants(more("c1"), "\"A\""), variants(LAST, "\"x\"", "\"B\""));
    assertThat(shop.channel().listings(List.of(new Sku("A"), new Sku("B"))))
        .isEqualTo(new Delivered<>(List.of(listing("A", 1), listing("B", 2))));
    assertThat(shop.calls("Listings"))
        .extracting(call -> call.path("after").toString())
        .containsExactly("null", "\"c1\"");
  }

  @Test
  void pages_that_turn_in_a_circle_or_never_end_are_refused() {
    shop.answers("Listings", variants(more("same")));
    assertThat(shop.channel().listings(List.of(new Sku("A")))).isInstanceOf(Refused.class);
    assertThat(shop.calls("Listings")).hasSize(2);
    var endless =
        IntStream.range(0, 30).mapToObj(i -> variants(more("c" + i))).toArray(String[]::new);
    shop.answers("Listings", endless);
    assertThat(shop.channel().listings(List.of(new Sku("A"))))
        .isEqualTo(new Refused<>("more than 10 pages of variants for [A]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain|sku:\"plain\"",
        "two words|sku:\"two words\"",
        "5\" pipe|sku:\"5\\\" pipe\"",
        "back\\slash|sku:\"back\\\\slash\"",
        "a:b OR sku:c|sku:\"a:b OR sku:c\"",
        "größe-Ä-尺寸|sku:\"größe-Ä-尺寸\"",
        "it's (50%)*|sku:\"it's (50%)*\""
      })
  void any_sku_is_searched_for_as_one_phrase(String sku, String query) {
    assertThat(Listings.query(List.of(new Sku(sku)))).isEqualTo(query);
    shop.answers(
        "Listings", variants(LAST, Json.write(Json.object().put("s", sku).path("s"))));
    assertThat(shop.channel().listings(List.of(new Sku(sku))))
        .isEqualTo(new Delivered<>(List.of(listing(sku, 1))));
    assertThat(shop.calls("Listings").getFirst().path("query").stringValue()).isEqualTo(query);
  }

  @Test
  void no_sku_needs_no_call_and_too_many_are_a_bug() {
    assertThat(shop.channel().listings(List.of())).isEqualTo(new Delivered<>(List.of()));
    assertThat(shop.tokensUsed()).isEmpty();
    var many = IntStream.range(0, 51).mapToObj(i -> new Sku("S" + i)).toList();
    assertThatIllegalArgumentException().isThrownBy(() -> shop.channel().listings(many));
  }

  /** No gift card was used, so that one question tells all. */
  private static String order() {
    return Samples.with(Samples.graphQl(), "/paymentGatewayNames", "[\"shopify_payments\"]");
  }

  private static String orders(String more, String... orders) {
    return "{\"data\":{\"orders\":{\"nodes\":%s,\"pageInfo\":{%s}}}}"
        .formatted(List.of(orders), more);
  }

  @Test
  void changed_orders_are_asked_for_by_whole_seconds_oldest_first() {
    shop.answers("OrdersChangedSince", orders(more("next"), order()));
    var outcome = shop.channel().ordersChangedSince(SINCE, "before");
    assertThat(outcome).isInstanceOf(Delivered.class);
    var page = ((Delivered<OrderPage>) outcome).value();
    assertThat(page.orders()).extracting(order -> order.name()).containsExactly("#1001");
    assertThat(page.cursor()).isEqualTo("next");
    assertThat(shop.calls("OrdersChangedSince")).containsExactly(Json.read("""
                {"query":"updated_at:>='2026-11-22T13:59:59Z'","after":"before"}"""));
    assertThat(Document.ORDERS.text()).contains("sortKey: UPDATED_AT");
  }

  @Test
  void what_changed_is_asked_for_at_the_least_price() {
    shop.answers("OrderChanges", """
        {"data":{"orders":{"nodes":[{"id":"gid://shopify/Order/7","test":false,"cancelledAt":null,
          "updatedAt":"2026-11-22T14:31:02Z","displayFinancialStatus":"PARTIALLY_REFUNDED",
          "displayFulfillmentStatus":"FULFILLED"}],
          "pageInfo":{%s}}}}""".formatted(more("next")));
    assertThat(shop.channel().changesSince(SINCE, "before"))
        .isEqualTo(new Delivered<>(new ChangePage(
            List.of(),
            List.of(new ChangedOrder(
                "gid://shopify/Order/7",
                Instant.parse("2026-11-22T14:31:02Z"),
                Payment.REFUNDED,
                true,
                false,
                false)),
            List.of(),
            "next")));
    assertThat(shop.calls("OrderChanges")).containsExactly(Json.read("""
                {"query":"updated_at:>='2026-11-22T13:59:59Z'","after":"before"}"""));
    assertThat(Document.ORDER_CHANGES.text()).contains("sortKey: UPDATED_AT");
    shop.answers("OrderChanges", "{\"data\":{\"orders\":{\"nodes\":[{}]}}}");
    assertThat(shop.channel().changesSince(SINCE, null)).isInstanceOf(Refused.class);
  }

  @Test
  void many_orders_are_asked_for_at_once_by_their_ids() {
    var ids = IntStream.range(0, 12).mapToObj(i -> "gid://shopify/Order/" + i).toList();
    var whole = "{\"data\":{"
        + IntStream.range(0, 5)
            .mapToObj(i -> "\"order" + i + "\":" + order())
            .collect(java.util.stream.Collectors.joining(","))
        + "}}";
    shop.answers("OrdersNow", whole);
    assertThat(shop.channel().ordersNow(ids))
        .hasSize(12)
        .allSatisfy((id, answer) -> assertThat(answer).isInstanceOf(Delivered.class));
    assertThat(shop.calls("OrdersNow")).extracting(call -> call.size()).containsExactly(5, 5, 2);
  }

  @Test
  void whoever_is_told_to_wait_does_not_try_with_the_others() {
    var ids = IntStream.range(0, 12).mapToObj(i -> "gid://shopify/Order/" + i).toList();
    shop.answers("OrdersNow", status(429, "").withHeader("Retry-After", "4"));
    assertThat(shop.channel().ordersNow(ids))
        .hasSize(12)
        .allSatisfy((id, answer) -> assertThat(answer).isInstanceOf(NotSent.class));
    assertThat(shop.calls("OrdersNow")).hasSize(1);
  }

  @Test
  void an_order_cursor_that_does_not_move_is_refused() {
    shop.answers("OrdersChangedSince", orders(more("same")));
    assertThat(shop.channel().ordersChangedSince(SINCE, "same")).isInstanceOf(Refused.class);
  }

  @Test
  void an_order_that_cannot_be_read_does_not_hide_the_others() {
    var bad = Samples.with(order(), "/lineItems/nodes/0/quantity", "0");
    shop.answers("OrdersChangedSince", orders(LAST, bad, order()));
    var outcome = shop.channel().ordersChangedSince(SINCE, null);
    assertThat(outcome).isInstanceOf(Delivered.class);
    assertThat(((Delivered<OrderPage>) outcome).value().orders()).hasSize(1);
  }

  @Test
  void the_lines_of_a_long_order_are_fetched_to_the_last() {
    var first = Samples.with(order(), "/lineItems/pageInfo", "{" + more("l1") + "}");
    var second = Json.read(order()).at("/lineItems/nodes/1").toString();
    var shortened = Samples.with(first, "/lineItems/nodes", "[" + firstLine() + "]");
    shop.answers("OrdersChangedSince", orders(LAST, shortened));
    shop.answers("OrderLines", lines("2026-11-22T14:31:02Z", second));
    var outcome = shop.channel().ordersChangedSince(SINCE, null);
    assertThat(outcome).isInstanceOf(Delivered.class);
    assertThat(((Delivered<OrderPage>) outcome).value().orders())
        .singleElement()
        .satisfies(order -> assertThat(order.lines()).hasSize(2));
    assertThat(shop.calls("OrderLines"))
        .extracting(call -> call.path("after").stringValue())
        .containsExactly("l1");
    shop.answers("OrderLines", lines("2026-11-22T14:59:59Z", second));
    assertThat(shop.channel().ordersChangedSince(SINCE, null))
        .isEqualTo(new NotSent<>("the order changed while we read it", null));
  }

  private static String firstLine() {
    return Json.read(order()).at("/lineItems/nodes/0").toString();
  }

  private static String lines(String updatedAt, String line) {
    return """
    {"data":{"order":{"updatedAt":"%s","lineItems":{"nodes":[%s],"pageInfo":{%s}}}}}""".formatted(updatedAt, line, LAST);
  }

  private static String subscriptions(Stream<String> topics) {
    var nodes = topics.map(topic -> subscription(topic, ADDRESS)).toList();
    return listed(nodes);
  }

  private static String subscription(String topic, String address) {
    return "{\"id\":\"gid://shopify/WebhookSubscription/%d\",\"topic\":\"%s\",\"uri\":\"%s\"}"
        .formatted(1 + Subscriptions.TOPICS.indexOf(topic), topic, address);
  }

  private static String listed(java.util.List<String> nodes) {
    return "{\"data\":{\"webhookSubscriptions\":{\"nodes\":%s,\"pageInfo\":{%s}}}}"
        .formatted(nodes, LAST);
  }

  private static String subscribed(String errors) {
    var made = "{\"id\":\"gid://shopify/WebhookSubscription/99\"}";
    return "{\"data\":{\"webhookSubscriptionCreate\":{\"webhookSubscription\":%s,\"userErrors\":[%s]}}}"
        .formatted(errors.isEmpty() ? made : "null", errors);
  }

  @Test
  void only_what_is_missing_is_subscribed() {
    shop.answers("Subscriptions", subscriptions(Stream.of("ORDERS_CREATE", "ORDERS_PAID")));
    shop.answers("Subscribe(", subscribed(""));
    assertThat(shop.channel().subscribe(ADDRESS))
        .isEqualTo(new Delivered<>(Subscriptions.TOPICS.size() - 2));
    assertThat(shop.calls("Subscribe("))
        .extracting(call -> call.path("topic").stringValue())
        .containsExactlyElementsOf(Subscriptions.TOPICS.stream()
            .filter(topic -> !topic.equals("ORDERS_CREATE") && !topic.equals("ORDERS_PAID"))
            .toList());
    shop.answers("Subscriptions", subscriptions(Subscriptions.TOPICS.stream()));
    assertThat(shop.channel().subscribe(ADDRESS)).isEqualTo(new Delivered<>(0));
  }

  @Test
  void what_points_to_where_the_hub_was_before_is_moved_and_a_stranger_is_left_alone() {
    var before = ADDRESS.replaceFirst("//[^/]+", "//old.example.com");
    shop.answers(
        "Subscriptions",
        listed(Subscriptions.TOPICS.stream()
            .map(topic -> subscription(
                topic,
                switch (topic) {
                  case "ORDERS_CREATE" -> before;
                  case "ORDERS_PAID" -> "https://stranger.example.com/orders";
                  default -> ADDRESS;
                }))
            .toList()));
    shop.answers("Subscribe(", subscribed(""));
    shop.answers(
        "Resubscribe(",
        subscribed("").replace("webhookSubscriptionCreate", "webhookSubscriptionUpdate"));
    assertThat(shop.channel().subscribe(ADDRESS)).isEqualTo(new Delivered<>(2));
    assertThat(shop.calls("Resubscribe(")).singleElement().satisfies(call -> {
      assertThat(call.path("id").stringValue()).isEqualTo("gid://shopify/WebhookSubscription/1");
      assertThat(call.path("address").stringValue()).isEqualTo(ADDRESS);
    });
    assertThat(shop.calls("mutation Subscribe("))
        .extracting(call -> call.path("topic").stringValue())
        .containsExactly("ORDERS_PAID");
  }

  @Test
  void another_hub_that_was_faster_is_no_trouble() {
    shop.answers("Subscriptions", subscriptions(Stream.of()));
    shop.answers(
        "Subscribe(",
        subscribed(
            "{\"field\":null,\"message\":\"Address for this topic has already been taken\"}"));
    assertThat(shop.channel().subscribe(ADDRESS)).isEqualTo(new Delivered<>(0));
  }

  @Test
  void a_refused_or_lost_subscription_is_told() {
    shop.answers("Subscriptions", subscriptions(Stream.of()));
    shop.answers("Subscribe(", subscribed("{\"message\":\"Address is not allowed\"}"));
    assertThat(shop.channel().subscribe(ADDRESS))
        .isEqualTo(new Refused<>("ORDERS_CREATE: Shopify: Address is not allowed"));
    shop.answers("Subscribe(", status(500, ""));
    assertThat(shop.channel().subscribe(ADDRESS)).isInstanceOf(InDoubt.class);
  }
}
