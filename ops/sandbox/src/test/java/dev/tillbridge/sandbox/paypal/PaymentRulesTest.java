package dev.tillbridge.sandbox.paypal;

import static dev.tillbridge.sandbox.World.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.sandbox.World;
import dev.tillbridge.sandbox.wire.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class PaymentRulesTest {

  private static final String ORDER = """
      {"intent":"CAPTURE","purchase_units":[{"invoice_id":"sale-1","custom_id":"c-1",
       "amount":{"currency_code":"USD","value":"43.28"}}]}""";

  private final World world = World.start();
  private String token = "";

  @BeforeEach
  void signIn() {
    token = world.payToken();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void a_payment_is_made_approved_by_the_buyer_and_captured_with_its_fee() {
    var order = world.ok(create("k1"));
    assertThat(Json.text(order, "status")).isEqualTo("CREATED");
    approveOnThePage(order);
    var captured = world.ok(capture(id(order), "c1"));
    assertThat(Json.text(captured, "status")).isEqualTo("COMPLETED");
    var capture = captured.at("/purchase_units/0/payments/captures/0");
    // 43.28 * 3.49 % + 0.49 = 2.000472
    assertThat(capture.at("/seller_receivable_breakdown/paypal_fee/value").stringValue())
        .isEqualTo("2.00");
    assertThat(capture.at("/seller_receivable_breakdown/net_amount/value").stringValue())
        .isEqualTo("41.28");
    var truth = world.truth("paypal");
    assertThat(truth.at("/effects/sale-1/count").intValue()).isEqualTo(1);
    assertThat(truth.at("/effects/c-1/count").intValue()).isEqualTo(1);
  }

  @Test
  void a_repeated_request_id_makes_no_second_order() {
    var first = world.ok(create("k1"));
    var second = create("k1");
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(id(json(second))).isEqualTo(id(first));
    assertThat(world.truth("paypal").path("orders").size()).isEqualTo(1);
  }

  @Test
  void a_repeated_request_id_with_another_body_is_refused() {
    world.ok(create("k1"));
    var other = pay("/v2/checkout/orders", ORDER.replace("43.28", "43.29"), "k1");
    assertIssue(other, 422, "PAYPAL_REQUEST_ID_PREVIOUSLY_USED");
  }

  @Test
  void an_order_nobody_approved_cannot_be_captured() {
    assertIssue(capture(id(world.ok(create("k1"))), "c1"), 422, "ORDER_NOT_APPROVED");
  }

  @Test
  void a_capture_happens_once_replayed_by_its_key_refused_under_another() {
    var order = world.ok(create("k1"));
    world.ok(world.post("/sandbox/paypal/orders/" + id(order) + "/approve", ""));
    var first = world.ok(capture(id(order), "c1"));
    var again = world.ok(capture(id(order), "c1"));
    assertThat(again).isEqualTo(first);
    assertIssue(capture(id(order), "c2"), 422, "ORDER_ALREADY_CAPTURED");
    assertThat(world.truth("paypal").path("captures").size()).isEqualTo(1);
  }

  @Test
  void cancelling_on_the_page_leaves_the_order_unapproved() {
    var order = world.ok(create("k1"));
    var answer = world.post("/paypal/checkoutnow/cancel", "token=" + id(order));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(world.get("/paypal/checkoutnow?token=" + id(order)).body()).contains("Cancelled");
    assertIssue(capture(id(order), "c1"), 422, "ORDER_NOT_APPROVED");
  }

  @Test
  void refunds_never_give_back_more_than_was_taken() {
    var order = world.ok(create("k1"));
    world.ok(world.post("/sandbox/paypal/orders/" + id(order) + "/approve", ""));
    var captured = world.ok(capture(id(order), "c1"));
    var capture = id(captured.at("/purchase_units/0/payments/captures/0"));
    var path = "/v2/payments/captures/" + capture + "/refund";
    var part = "{\"amount\":{\"currency_code\":\"USD\",\"value\":\"40.00\"}}";
    var refund = world.ok(pay(path, part, "r1"));
    assertThat(id(world.ok(pay(path, part, "r1")))).isEqualTo(id(refund));
    assertIssue(pay(path, part, "r2"), 422, "REFUND_AMOUNT_EXCEEDED");
    world.ok(pay(path, "", "r3"));
    assertIssue(pay(path, "", "r4"), 422, "CAPTURE_FULLY_REFUNDED");
    var read =
        world.get("/paypal/v2/payments/captures/" + capture, "Authorization", "Bearer " + token);
    assertThat(Json.text(json(read), "status")).isEqualTo("REFUNDED");
    var told =
        world.get("/paypal/v2/payments/refunds/" + id(refund), "Authorization", "Bearer " + token);
    assertThat(json(told).at("/amount/value").stringValue()).isEqualTo("40.00");
  }

  @Test
  void amounts_are_strings_and_breakdowns_add_up() {
    assertIssue(
        pay("/v2/checkout/orders", ORDER.replace("\"43.28\"", "43.28"), "k1"),
        400,
        "INVALID_PARAMETER_SYNTAX");
    var broken = ORDER.replace("\"value\":\"43.28\"", """
            "value":"43.28","breakdown":{"item_total":{"currency_code":"USD","value":"39.98"},
            "tax_total":{"currency_code":"USD","value":"3.31"}}""");
    assertIssue(pay("/v2/checkout/orders", broken, "k2"), 422, "AMOUNT_MISMATCH");
  }

  @Test
  void what_the_seller_wrote_cannot_break_out_of_the_page() {
    var order =
        world.ok(pay("/v2/checkout/orders", ORDER.replace("sale-1", "<script>x</script>"), "k1"));
    var page = world.get("/paypal/checkoutnow?token=" + id(order)).body();
    assertThat(page).contains("&lt;script&gt;").doesNotContain("<script>");
  }

  @Test
  void a_wrong_token_is_401() {
    token = "guess";
    assertThat(create("k1").statusCode()).isEqualTo(401);
  }

  private void approveOnThePage(JsonNode order) {
    var link = URI.create(order.at("/links/1/href").stringValue());
    assertThat(order.at("/links/1/rel").stringValue()).isEqualTo("approve");
    assertThat(link.getAuthority()).isEqualTo(world.uri("/").getAuthority());
    var page = world.get(link.getPath() + "?" + link.getQuery()).body();
    assertThat(page).contains("43.28").contains("Approve").contains("Cancel");
    world.post("/paypal/checkoutnow/approve", "token=" + id(order));
  }

  private HttpResponse<String> create(String key) {
    return pay("/v2/checkout/orders", ORDER, key);
  }

  private HttpResponse<String> capture(String order, String key) {
    return pay("/v2/checkout/orders/" + order + "/capture", "{}", key);
  }

  private HttpResponse<String> pay(String path, String body, String key) {
    return world.pay(token, path, body, key);
  }

  private static String id(JsonNode row) {
    return Json.text(row, "id", "");
  }

  private static void assertIssue(HttpResponse<String> answer, int status, String issue) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(Json.text(json(answer).at("/details/0"), "issue")).isEqualTo(issue);
  }
}
