package dev.tillbridge.sandbox.shopify;

import static dev.tillbridge.sandbox.World.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.TestClock;
import dev.tillbridge.sandbox.World;
import dev.tillbridge.sandbox.wire.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class OrdersTest {

  private final TestClock clock = new TestClock();
  private final World world = World.start(SandboxOptions.defaults().at(clock));

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void an_order_moves_available_to_committed_and_shipping_takes_it_off_the_shelf() {
    world.available("MUG", 5);
    var order = world.ok(world.order("MUG", 2));
    assertStock(3, 2, 5);
    world.ok(world.post("/sandbox/shopify/orders/" + order.path("id") + "/fulfil", ""));
    assertStock(3, 0, 3);
  }

  @Test
  void cancelling_puts_the_goods_back_and_only_once() {
    world.available("MUG", 5);
    var cancel =
        "/sandbox/shopify/orders/" + world.ok(world.order("MUG", 2)).path("id") + "/cancel";
    world.ok(world.post(cancel, ""));
    assertStock(5, 0, 5);
    assertThat(world.post(cancel, "").statusCode()).isEqualTo(409);
    assertStock(5, 0, 5);
  }

  @Test
  void a_shopper_is_told_what_is_sold_out_and_nothing_is_taken() {
    world.available("MUG", 2);
    var answer = world.order("MUG", 3);
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(Json.text(json(answer), "code")).isEqualTo("sold-out");
    assertThat(Json.text(json(answer), "sku")).isEqualTo("MUG");
    assertThat(json(answer).path("available").intValue()).isEqualTo(2);
    assertStock(2, 0, 2);
  }

  @Test
  void two_lines_of_one_sku_cannot_sneak_past_what_is_left() {
    world.available("MUG", 3);
    var body = "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":2},{\"sku\":\"MUG\",\"quantity\":2}]}";
    assertThat(world.post("/sandbox/shopify/orders", body).statusCode()).isEqualTo(409);
  }

  @Test
  void an_unknown_sku_and_an_odd_quantity_are_422() {
    assertThat(world.order("NOPE", 1).statusCode()).isEqualTo(422);
    assertThat(world.order("MUG", 0).statusCode()).isEqualTo(422);
  }

  @Test
  void tax_is_added_by_line_and_only_on_taxable_goods() {
    world.available("MUG", 5);
    world.available("GIFT", 5);
    var body = "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":2},{\"sku\":\"GIFT\",\"quantity\":1}]}";
    var order = world.ok(world.post("/sandbox/shopify/orders", body));
    // 39.98 * 8.25 % = 3.298..., rounded up to the cent.
    assertThat(Json.text(order, "tax")).isEqualTo("3.30");
    assertThat(Json.text(order, "total")).isEqualTo("68.28");
    assertThat(Json.text(order, "name")).isEqualTo("#1001");
  }

  @Test
  void orders_are_polled_by_update_time_in_pages_and_in_that_order() {
    world.available("MUG", 9);
    var first = world.ok(world.order("MUG", 1));
    clock.pass(Duration.ofMinutes(1));
    var second = world.ok(world.order("MUG", 1));
    clock.pass(Duration.ofMinutes(1));
    world.ok(world.post("/sandbox/shopify/orders/" + first.path("id") + "/cancel", ""));

    var page = orders("updated_at:>='2026-11-22T14:01:00Z'", "");
    assertThat(name(page, 0)).isEqualTo(Json.text(second, "name"));
    assertThat(page.at("/pageInfo/hasNextPage").booleanValue()).isTrue();
    var cursor = Json.text(page.path("pageInfo"), "endCursor", "");
    var next = orders("updated_at:>='2026-11-22T14:01:00Z'", ", after: \"" + cursor + "\"");
    assertThat(name(next, 0)).isEqualTo(Json.text(first, "name"));
    assertThat(next.at("/nodes/0/displayFinancialStatus").stringValue()).isEqualTo("REFUNDED");
    assertThat(next.at("/pageInfo/hasNextPage").booleanValue()).isFalse();
  }

  @Test
  void an_order_by_graphql_has_lines_taxes_totals_and_its_transaction() {
    world.available("MUG", 9);
    var gid = Json.text(world.ok(world.order("MUG", 2)), "gid", "");
    var order = world.graph(world.shopToken(), """
                { order(id: "%s") { name totalPriceSet { shopMoney { amount currencyCode } }
                  taxLines { title rate priceSet { shopMoney { amount } } }
                  transactions(first: 5) { kind status gateway amountSet { shopMoney { amount } } }
                  lineItems(first: 5) { nodes { sku quantity variant { id }
                    originalUnitPriceSet { shopMoney { amount } }
                    taxLines { rate priceSet { shopMoney { amount } } }
                    discountAllocations { allocatedAmountSet { shopMoney { amount } } } } } } }""".formatted(gid)).at("/data/order");
    assertThat(order.at("/totalPriceSet/shopMoney/amount").stringValue()).isEqualTo("43.28");
    assertThat(order.at("/taxLines/0/rate").decimalValue()).isEqualByComparingTo("0.0825");
    assertThat(order.at("/transactions/0/kind").stringValue()).isEqualTo("SALE");
    assertThat(order.at("/lineItems/nodes/0/sku").stringValue()).isEqualTo("MUG");
    assertThat(
            order.at("/lineItems/nodes/0/taxLines/0/priceSet/shopMoney/amount").stringValue())
        .isEqualTo("3.30");
  }

  @Test
  void variants_are_found_by_one_sku_or_by_several() {
    var token = world.shopToken();
    assertThat(skus(token, "sku:MUG")).isEqualTo("[\"MUG\"]");
    assertThat(skus(token, "sku:'MUG' OR sku:\\\"GIFT\\\"")).isEqualTo("[\"MUG\",\"GIFT\"]");
  }

  private String skus(String token, String query) {
    var found = world.graph(
        token, "{ productVariants(first: 9, query: \"%s\") { nodes { sku } } }".formatted(query));
    var skus = Json.array();
    found.at("/data/productVariants/nodes").forEach(node -> skus.add(node.path("sku")));
    return Json.write(skus);
  }

  private JsonNode orders(String query, String after) {
    return world.graph(world.shopToken(), """
            { orders(first: 1, query: "%s", sortKey: UPDATED_AT%s) {
              nodes { name displayFinancialStatus } pageInfo { hasNextPage endCursor } } }""".formatted(query, after)).at("/data/orders");
  }

  private static String name(JsonNode page, int index) {
    return page.at("/nodes/" + index + "/name").stringValue();
  }

  private void assertStock(int available, int committed, int onHand) {
    var stock = world.stock("MUG");
    assertThat(stock.path("available").intValue()).isEqualTo(available);
    assertThat(stock.path("committed").intValue()).isEqualTo(committed);
    assertThat(stock.path("onHand").intValue()).isEqualTo(onHand);
  }
}
