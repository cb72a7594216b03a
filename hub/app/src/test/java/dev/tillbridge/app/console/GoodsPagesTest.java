package dev.tillbridge.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoodsPagesTest extends GoodsPagesRig {

  @Test
  void what_is_low_is_ticked_and_becomes_an_order_that_is_received_in_parts() {
    var sku = Goods.stocked(hub, 3, 700);
    var point = post(
        "/points",
        Map.of(
            "location", "main",
            "points[0].sku", sku,
            "points[0].point", "5",
            "points[0].leadDays", "7",
            "points[0].coverDays", "14"));
    assertThat(point.status()).as(point.body()).isEqualTo(303);
    assertThat(get(point.header("Location").substring(STOCK.length())).body())
        .contains("The reorder point is set.")
        .contains(sku);
    assertThat(get("/low").body()).contains("Order 3 of " + sku);
    var form = get("/orders/new?location=main&pick=" + sku);
    assertThat(form.body()).contains("value=\"" + sku + "\"").contains("value=\"3\"");

    var order = UUID.randomUUID();
    var ordered = post("/orders", order(order, sku, "3", "4.50"));
    assertThat(ordered.status()).as(ordered.body()).isEqualTo(303);
    assertThat(post("/orders", order(order, sku, "3", "4.50")).status())
        .as("sent twice")
        .isEqualTo(303);
    var page = get("/orders/" + order + "?done=ordered");
    assertThat(page.body())
        .contains("The order is written down.")
        .contains("$4.50")
        .contains("Good now")
        .contains("Give the order up");
    assertThat(get("/low").body()).doesNotContain("Order 3 of " + sku);

    var came = Map.of(
        "id", UUID.randomUUID().toString(),
        "rows", "1",
        "lines[0].sku", sku,
        "lines[0].good", "1",
        "lines[0].damaged", "1");
    assertThat(post("/orders/" + order + "/receipts", came).status()).isEqualTo(303);
    var close = Map.of("id", UUID.randomUUID().toString(), "reason", "out of print");
    assertThat(post("/orders/" + order + "/close", close).status()).isEqualTo(303);
    assertThat(get("/orders/" + order).body())
        .contains("Closed: out of print")
        .contains("came damaged")
        .contains("will not come");
    assertThat(get("/orders").body()).contains("/console/stock/orders/" + order);
    var gone = post("/points", Map.of("location", "main", "remove", sku));
    assertThat(gone.status()).isEqualTo(303);
  }

  @Test
  void what_is_wrong_is_said_at_its_field_and_what_was_typed_stays() {
    var wrong = new HashMap<>(order(UUID.randomUUID(), "NOBODY-<b>", "2", "4.50"));
    var unknown = post("/orders", wrong);
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.body())
        .contains("href=\"#lines[2].sku\"")
        .contains("Line 3, SKU: there is no SKU NOBODY-&lt;b&gt;.")
        .contains("id=\"lines[2].sku-fault\"")
        .contains("aria-invalid=\"true\"")
        .contains("value=\"Potter &amp; Sons\"");
    wrong.put("supplier", " ");
    wrong.put("lines[2].quantity", "many");
    wrong.put("lines[2].unitCost", "cheap");
    assertThat(post("/orders", wrong).body())
        .contains("Supplier: must have 1 to 200 characters.")
        .contains("Line 3, units: must be a number from 1 to 1000000.")
        .contains("Line 3, cost of one: must be an amount like 4.50.");
    var more = new HashMap<>(wrong);
    more.put("more", "1");
    var longer = post("/orders", more);
    assertThat(longer.status()).isEqualTo(200);
    assertThat(longer.body()).contains("lines[9].sku").contains("value=\"many\"");
  }

  @Test
  void a_transfer_is_planned_sent_and_received_and_a_difference_wants_a_reason() {
    var sku = Goods.stocked(hub, 6, 700);
    var id = UUID.randomUUID();
    var plan = new HashMap<>(Map.of(
        "id", id.toString(),
        "rows", "5",
        "from", "main",
        "to", "main",
        "reference", "Monday's van",
        "lines[0].sku", sku,
        "lines[0].quantity", "4"));
    assertThat(post("/transfers", plan).body()).contains("href=\"#to\"");
    plan.put("to", "north");
    assertThat(post("/transfers", plan).status()).isEqualTo(303);
    var ship = Map.of(
        "id",
        UUID.randomUUID().toString(),
        "rows",
        "1",
        "lines[0].sku",
        sku,
        "lines[0].quantity",
        "40");
    var missing = post("/transfers/" + id + "/ship", ship);
    assertThat(missing.status()).isEqualTo(409);
    assertThat(missing.body()).contains("only 6 of 40 are free").contains("value=\"40\"");
    var less = new HashMap<>(ship);
    less.put("lines[0].quantity", "4");
    assertThat(post("/transfers/" + id + "/ship", less).status()).isEqualTo(303);
    var came = new HashMap<>(Map.of(
        "id", UUID.randomUUID().toString(),
        "rows", "1",
        "lines[0].sku", sku,
        "lines[0].good", "2",
        "lines[0].damaged", "1",
        "lines[0].missing", "1"));
    var unexplained = post("/transfers/" + id + "/receipts", came);
    assertThat(unexplained.status()).isEqualTo(422);
    assertThat(unexplained.body()).contains("href=\"#reason\"");
    came.put("reason", "box was open");
    assertThat(post("/transfers/" + id + "/receipts", came).status()).isEqualTo(303);
    assertThat(get("/transfers/" + id + "?done=received").body())
        .contains("What came is on the shelf.")
        .contains("2 good, 1 damaged, 1 missing")
        .contains("box was open");
    assertThat(get("/transfers").body()).contains("Monday's van");
  }

  @Test
  void serial_numbers_are_named_where_the_goods_come_in() {
    var sku = Goods.stocked(hub, 1, 700);
    hub.http().post("/api/v1/stock/tracking", """
        {"sku": "%s", "tracking": "SERIAL"}
        """.formatted(sku));
    var order = UUID.randomUUID();
    post("/orders", order(order, sku, "2", "1.00"));
    assertThat(get("/orders/" + order).body()).contains("lines[0].damagedSerials");
    var came = new HashMap<>(Map.of(
        "id",
        UUID.randomUUID().toString(),
        "rows",
        "1",
        "lines[0].sku",
        sku,
        "lines[0].good",
        "2",
        "lines[0].serials",
        sku + "-1"));
    var one = post("/orders/" + order + "/receipts", came);
    assertThat(one.status()).isEqualTo(422);
    assertThat(one.body()).contains("href=\"#lines[0].serials\"");
    came.put("lines[0].serials", sku + "-1\r\n" + sku + "-2\r\n");
    var both = post("/orders/" + order + "/receipts", came);
    assertThat(both.status()).as(both.body()).isEqualTo(303);
    assertThat(hub.http().get("/api/v1/serials/" + sku + "-2").status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "/low",
        "/points",
        "/orders",
        "/orders/new",
        "/transfers",
        "/transfers/new",
        "/stocktakes"
      })
  void a_page_needs_no_script_and_the_bookkeeper_sees_no_forms(String page) {
    assertThat(get(page).body())
        .contains("<h1")
        .contains("aria-label=\"Stock\"")
        .doesNotContain("<script>")
        .doesNotContain("style=")
        .doesNotContain("onclick");
    var seen = hub.http().send("GET", STOCK + page, null, session("BOOKKEEPER"));
    if (page.endsWith("/new")) {
      assertThat(seen.status()).isEqualTo(403);
    } else {
      assertThat(seen.status()).isEqualTo(200);
      assertThat(seen.body()).doesNotContain("method=\"post\" action=\"/console/stock");
    }
  }

  @Test
  void what_is_typed_into_a_sku_finds_products_by_name_too() {
    var sku = Goods.stocked(hub, 1, 700);
    assertThat(get("/skus?lines%5B0%5D.sku=" + sku.substring(0, 4)).body())
        .contains("<option value=\"" + sku + "\">");
    assertThat(get("/skus").body()).doesNotContain("<option");
    assertThat(get("/orders/" + UUID.randomUUID()).status()).isEqualTo(404);
  }
}
