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

/** Tokens and throttling. */
final class AdmissionTest {

  private static final String CHEAP = "{ shop { name } }";
  private static final String DEAR = "{ productVariants(first: 250) { nodes { product { id } } } }";

  private final TestClock clock = new TestClock();
  private final World world =
      World.start(SandboxOptions.defaults().at(clock).withTokensFor(Duration.ofHours(24)));

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void every_answer_says_what_it_cost() {
    var cost = world.graph(world.shopToken(), CHEAP).at("/extensions/cost");
    assertThat(cost.path("requestedQueryCost").intValue()).isEqualTo(1);
    assertThat(cost.path("actualQueryCost").intValue()).isEqualTo(1);
    assertThat(cost.at("/throttleStatus/currentlyAvailable").intValue()).isEqualTo(1999);
  }

  @Test
  void an_empty_bucket_throttles_with_200_and_fills_by_100_a_second() {
    var token = world.shopToken();
    // Little comes back of what a page over many variants costs only when they exist.
    int calls = 0;
    while (!throttled(token, DEAR)) {
      assertThat(++calls).isLessThan(400);
    }
    assertThat(world.truth("shopify").path("throttled").intValue()).isEqualTo(1);
    clock.pass(Duration.ofSeconds(10));
    assertThat(throttled(token, DEAR)).isFalse();
  }

  @Test
  void a_query_over_1000_points_is_refused_for_its_price() {
    var greedy =
        "{ productVariants(first: 250) { nodes { product { variants(first: 10) { nodes { id } } } } } }";
    var answer = world.graph(world.shopToken(), greedy);
    assertThat(Json.text(answer.at("/errors/0/extensions"), "code")).isEqualTo("MAX_COST_EXCEEDED");
  }

  @Test
  void a_throttle_fault_strikes_the_next_calls_and_then_stops() {
    var token = world.shopToken();
    world.faults("shopify", "{\"throttle\":2}");
    assertThat(throttled(token, CHEAP)).isTrue();
    assertThat(throttled(token, CHEAP)).isTrue();
    assertThat(throttled(token, CHEAP)).isFalse();
  }

  @Test
  void a_wrong_or_ended_token_is_401() {
    var token = world.shopToken();
    assertThat(world.graphql("shpat_wrong", CHEAP, Json.object()).statusCode()).isEqualTo(401);
    clock.pass(Duration.ofHours(24));
    assertThat(world.graphql(token, CHEAP, Json.object()).statusCode()).isEqualTo(401);
  }

  @Test
  void a_wrong_secret_gets_no_token_and_another_version_is_not_there() {
    var form = "grant_type=client_credentials&client_id=demo-client&client_secret=guess";
    assertThat(world.post(World.SHOP + "/oauth/access_token", form).statusCode())
        .isEqualTo(401);
    assertThat(world.post(World.SHOP + "/api/2025-01/graphql.json", "{}").statusCode())
        .isEqualTo(404);
  }

  private boolean throttled(String token, String query) {
    var answer = world.graphql(token, query, Json.object());
    assertThat(answer.statusCode()).isEqualTo(200);
    return "THROTTLED".equals(Json.text(json(answer).at("/errors/0/extensions"), "code"));
  }
}
