package dev.tillbridge.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The page about prices, as a browser without a script uses it. */
class PricesPagesTest {

  private static final String PAGE = "/console/counter/prices";
  private static final String API = "/api/v1/pricing";

  private final Hub hub = Hub.shared();

  @AfterEach
  void as_it_was() {
    rules().path("promotions").forEach(one -> end("promotions", one));
    rules().path("lists").forEach(one -> end("lists", one));
    hub.http().put(API + "/limits/CASHIER", "{\"ppm\": 100000}");
  }

  private void end(String kind, JsonNode one) {
    hub.http().delete(API + "/" + kind + "/" + one.path("id").asString());
  }

  private JsonNode rules() {
    return hub.http().get(API).json();
  }

  private Answer get(String path) {
    return hub.http().send("GET", path, null, session("OWNER"));
  }

  private Answer post(String path, Map<String, String> form) {
    var body = form.entrySet().stream()
        .map(e ->
            URLEncoder.encode(e.getKey(), UTF_8) + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
    return hub.http().send("POST", PAGE + path, body.getBytes(UTF_8), session("OWNER"));
  }

  private String[] session(String role) {
    return new String[] {
      "Cookie",
      "TILLBRIDGE_CONSOLE=" + hub.session(role),
      "Sec-Fetch-Site",
      "same-origin",
      "Content-Type",
      "application/x-www-form-urlencoded"
    };
  }

  @Test
  void a_promotion_is_begun_shown_in_words_changed_and_ended() {
    assertThat(get(PAGE + "?kind=BUY_GET").body()).contains("Get", "What is got, by SKU");
    var form = Map.ofEntries(
        Map.entry("kind", "BUY_GET"),
        Map.entry("title", "Two and one!"),
        Map.entry("offer.buy", "2"),
        Map.entry("offer.get", "1"),
        Map.entry("offer.ppm", "12.5"),
        Map.entry("offer.times", "3"),
        Map.entry("target.skus", "MUG-BLUE\nMUG-RED"),
        Map.entry("minimum", "20.00"),
        Map.entry("coupon", "summer"),
        Map.entry("alone", "1"),
        Map.entry("validity.from", "2027-01-01"),
        Map.entry("validity.fromMinute", "17:00"),
        Map.entry("validity.toMinute", "19:30"),
        Map.entry("day-5", "1"),
        Map.entry("validity.groups", "staff"));
    var begun = post("/promotions", form);
    assertThat(begun.status()).as(begun.body()).isEqualTo(303);
    assertThat(get(begun.header("Location")).body())
        .contains("The promotion is written down.")
        .contains("Buy 2, get 1 at 12.5 % off, at most 3 times, from $20.00: MUG-BLUE, MUG-RED")
        .contains("From 2027-01-01, Fri, 17:00 to 19:30, for staff")
        .contains("SUMMER");
    var promotion = rules().at("/promotions/0");
    assertThat(promotion.path("id").asString()).isEqualTo("two-and-one");
    assertThat(promotion.path("combinable").asBoolean()).isFalse();
    assertThat(promotion.path("minimum").asInt()).isEqualTo(2_000);
    assertThat(promotion.at("/offer/ppm").asInt()).isEqualTo(125_000);
    assertThat(promotion.at("/validity/fromMinute").asInt()).isEqualTo(17 * 60);
    assertThat(post("/promotions", form).body()).contains("is that of another");

    // The form shows what is there; sent again it changes nothing but what was typed.
    var shown = get(PAGE + "?promotion=two-and-one").body();
    assertThat(shown).contains("Change Two and one!", "value=\"12.5\"", "value=\"20.00\"");
    assertThat(shown).contains("MUG-BLUE\nMUG-RED", "value=\"19:30\"");
    assertThat(post(
                "/promotions",
                Map.of(
                    "id", "two-and-one",
                    "kind", "PERCENT",
                    "title", "Ten off",
                    "offer.ppm", "10",
                    "target.types", "Mugs"))
            .status())
        .isEqualTo(303);
    assertThat(get(PAGE).body()).contains("10 % off: all Mugs").doesNotContain("Two and one!");

    assertThat(post("/end", Map.of("promotion", "two-and-one")).status()).isEqualTo(303);
    assertThat(rules().path("promotions")).isEmpty();
  }

  @Test
  void what_is_wrong_is_named_beside_its_field_and_changes_nothing() {
    var wrong = post(
        "/promotions",
        Map.of("kind", "PERCENT", "title", "Too much", "offer.ppm", "110", "useLimit", "many"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body())
        .contains(
            "Nothing was changed.", "must be a percentage from 0 to 100", "id=\"offer.ppm-fault\"")
        .contains("id=\"useLimit-fault\"", "Too much");
    var limit = post(
        "/promotions",
        Map.of("kind", "PERCENT", "title", "No code", "offer.ppm", "10", "useLimit", "5"));
    assertThat(limit.body()).contains("id=\"useLimit-fault\"");
    assertThat(post("/lists", Map.of("title", "Prices", "prices", "MUG-BLUE, 8.50\nMUG-RED"))
            .body())
        .contains("line 2 must be like");
    assertThat(post("/promotions", Map.of("kind", "GIFT", "title", "x")).status())
        .isEqualTo(422);
    assertThat(rules().path("promotions")).isEmpty();
    assertThat(rules().path("lists")).isEmpty();
  }

  @Test
  void a_price_list_is_typed_line_by_line() {
    var list = Map.of("title", "Wholesale", "prices", "MUG-BLUE, 8.50\r\nMUG-BLUE; 10; 7.90\r\n");
    assertThat(post("/lists", list).status()).isEqualTo(303);
    assertThat(rules().at("/lists/0/prices").toString())
        .isEqualTo("[[\"MUG-BLUE\",1,850],[\"MUG-BLUE\",10,790]]");
    assertThat(get(PAGE + "?list=wholesale").body())
        .contains("2 prices", "MUG-BLUE, 1, 8.50\nMUG-BLUE, 10, 7.90");
    assertThat(post("/end", Map.of("list", "wholesale")).status()).isEqualTo(303);
  }

  @Test
  void what_a_role_may_take_off_is_set_in_percent() {
    assertThat(get(PAGE).body()).contains("id=\"limit-CASHIER\"", "value=\"10\"");
    assertThat(post("/limits", Map.of("limit-CASHIER", "7.5")).status()).isEqualTo(303);
    assertThat(rules().at("/limits/CASHIER").asInt()).isEqualTo(75_000);
    assertThat(rules().at("/limits/OWNER").asInt()).isEqualTo(1_000_000);
    assertThat(post("/limits", Map.of("limit-NOBODY", "5")).status()).isEqualTo(422);
    var read = hub.http().send("GET", PAGE, null, session("BOOKKEEPER"));
    assertThat(read.body()).contains("Cashier: 7.5 %").doesNotContain("Keep it so");
  }
}
