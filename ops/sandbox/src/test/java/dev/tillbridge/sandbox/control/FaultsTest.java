package dev.tillbridge.sandbox.control;

import static dev.tillbridge.sandbox.World.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.World;
import dev.tillbridge.sandbox.wire.Json;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FaultsTest {

  private final World world = World.start();

  private String receipt(String token, String number) {
    var customer = world.query(token, "select * from Customer").path("Customer").path(0);
    return """
        {"DocNumber":"%s","Line":[{"Amount":5,"DetailType":"SalesItemLineDetail",
         "SalesItemLineDetail":{}}],"CustomerRef":{"value":"%s"}}""".formatted(number, Json.text(customer, "Id", ""));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void an_answer_lost_after_the_effect_leaves_the_effect() {
    var token = world.booksToken();
    world.faults("quickbooks", "{\"loseAnswerAfterEffect\":1}");
    var path = "/salesreceipt?requestid=r-1";
    assertThatThrownBy(() -> world.books(token, path, receipt(token, "S-1")))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(world.truth("quickbooks").at("/effects/S-1/count").intValue()).isEqualTo(1);
    // The repeat is no new effect, so nothing is lost any more.
    world.ok(world.books(token, path, receipt(token, "S-1")));
    assertThat(world.truth("quickbooks").at("/effects/S-1/count").intValue()).isEqualTo(1);
    assertThat(json(world.get("/sandbox/quickbooks/faults")).isEmpty()).isTrue();
  }

  @Test
  void a_call_without_effect_loses_nothing() {
    var token = world.booksToken();
    world.faults("quickbooks", "{\"loseAnswerAfterEffect\":true}");
    assertThat(world.query(token, "select * from Customer").path("Customer").size())
        .isEqualTo(2);
  }

  @Test
  void a_token_answer_is_lost_only_when_the_fault_names_it() {
    world.faults("quickbooks", "{\"loseAnswerAfterEffect\":true}");
    var next = Json.text(world.refresh("demo-qbo-refresh-1"), "refresh_token", "");
    world.faults("quickbooks", "{\"loseAnswerAfterEffect\":1,\"match\":\"tokens/bearer\"}");
    assertThatThrownBy(() -> world.refresh(next)).isInstanceOf(UncheckedIOException.class);
    assertThat(world.refreshed(next).statusCode()).isEqualTo(400);
  }

  @Test
  void errors_strike_before_any_effect_and_the_same_seed_strikes_the_same_calls() {
    assertThat(statuses(7)).isEqualTo(statuses(7)).contains(200).anyMatch(status -> status >= 500);
  }

  private static List<Integer> statuses(long seed) {
    try (var world = World.start(SandboxOptions.defaults().seeded(seed))) {
      var token = world.payToken();
      world.faults("paypal", "{\"errorRate\":0.5}");
      var statuses = new ArrayList<Integer>();
      for (int i = 0; i < 20; i++) {
        var answer = world.pay(
            token,
            "/v2/checkout/orders",
            "{\"intent\":\"CAPTURE\","
                + "\"purchase_units\":[{\"amount\":{\"currency_code\":\"USD\",\"value\":\"5.00\"}}]}",
            "k" + i);
        statuses.add(answer.statusCode() == 201 ? 200 : answer.statusCode());
      }
      long made = statuses.stream().filter(status -> status == 200).count();
      assertThat(world.truth("paypal").path("orders").size()).isEqualTo((int) made);
      return statuses;
    }
  }

  @Test
  void latency_makes_every_call_slow() {
    var token = world.booksToken();
    world.faults("quickbooks", "{\"latencyMs\":800}");
    long before = System.nanoTime();
    world.query(token, "select * from Customer");
    assertThat((System.nanoTime() - before) / 1_000_000).isGreaterThanOrEqualTo(780);
  }

  @Test
  void a_match_strikes_only_calls_it_is_part_of() {
    var token = world.booksToken();
    world.faults("quickbooks", "{\"errorRate\":1,\"match\":\"salesreceipt\"}");
    assertThat(world.books(token, "/salesreceipt", receipt(token, "S-1")).statusCode())
        .isGreaterThanOrEqualTo(500);
    assertThat(world.query(token, "select * from Customer").path("Customer").size())
        .isEqualTo(2);
  }

  @Test
  void a_match_can_name_a_graphql_operation() {
    var token = world.shopToken();
    world.faults("shopify", "{\"errorRate\":1,\"match\":\"productVariants\"}");
    var variants = "{ productVariants(first: 1) { nodes { id } } }";
    assertThat(world.graphql(token, variants, Json.object()).statusCode())
        .isGreaterThanOrEqualTo(500);
    assertThat(world.graphql(token, "{ shop { name } }", Json.object()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void an_unknown_fault_is_422_and_names_the_field() {
    var answer = world.post("/sandbox/paypal/faults", "{\"latencyMs\":5,\"explode\":true}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Json.text(json(answer).at("/errors/0"), "field")).isEqualTo("explode");
    assertThat(json(world.get("/sandbox/paypal/faults")).isEmpty()).isTrue();
  }

  @Test
  void odd_values_are_422_and_name_the_field() {
    for (var wrong : List.of(
        "latencyMs|-1",
        "loseAnswerAfterEffect|\"yes\"",
        "errorRate|1.5",
        "throttle|-2",
        "duplicateWebhooks|true",
        "reorderWebhooks|1",
        "match|5")) {
      var field = wrong.substring(0, wrong.indexOf('|'));
      var body = "{\"%s\":%s}".formatted(field, wrong.substring(field.length() + 1));
      var answer = world.post("/sandbox/shopify/faults", body);
      assertThat(answer.statusCode()).as(body).isEqualTo(422);
      assertThat(Json.text(json(answer).at("/errors/0"), "field")).isEqualTo(field);
    }
  }

  @Test
  void an_empty_object_heals() {
    world.faults("shopify", "{\"throttle\":true,\"latencyMs\":3}");
    assertThat(json(world.get("/sandbox/shopify/faults")).path("latencyMs").intValue())
        .isEqualTo(3);
    world.faults("shopify", "{}");
    assertThat(world.graph(world.shopToken(), "{ shop { name } }").has("data")).isTrue();
  }

  @Test
  void an_unknown_system_is_404() {
    assertThat(world.get("/sandbox/adyen/truth").statusCode()).isEqualTo(404);
  }
}
