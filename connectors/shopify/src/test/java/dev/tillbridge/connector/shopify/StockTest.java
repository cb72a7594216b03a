package dev.tillbridge.connector.shopify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static dev.tillbridge.connector.shopify.FakeShop.ITEM;
import static dev.tillbridge.connector.shopify.FakeShop.PLACE;
import static dev.tillbridge.connector.shopify.FakeShop.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StockTest {

  private static final String SET = "SetAvailable";
  private static final String DONE = """
      {"data":{"inventorySetQuantities":{"inventoryAdjustmentGroup":{"changes":[
        {"item":{"id":"gid://shopify/InventoryItem/11","inventoryLevel":{"isActive":%s}}}]},
        "userErrors":[]}}}""";

  private final FakeShop shop = new FakeShop();
  private final StockChange change = new StockChange(UUID.randomUUID(), ITEM, PLACE, 0, 7);

  @AfterEach
  void stop() {
    shop.close();
  }

  private Outcome<StockNumber> set() {
    return shop.channel().setAvailable(change);
  }

  private static String userError(String code) {
    return """
    {"data":{"inventorySetQuantities":{"inventoryAdjustmentGroup":null,"userErrors":[
      {"code":"%s","field":["input","quantities","0"],"message":"they say so"}]}}}""".formatted(code);
  }

  @Test
  void a_number_that_stands_is_delivered() {
    shop.answers(SET, DONE.formatted(true));
    assertThat(set()).isEqualTo(new Delivered<>(new StockNumber(7)));
    assertThat(shop.tokensUsed()).containsExactly("token-1");
  }

  @Test
  void a_change_that_changes_nothing_is_delivered_too() {
    shop.answers(SET, """
        {"data":{"inventorySetQuantities":{"inventoryAdjustmentGroup":null,"userErrors":[]}}}""");
    assertThat(set()).isEqualTo(new Delivered<>(new StockNumber(7)));
  }

  @Test
  void the_old_number_travels_even_when_it_is_zero() {
    shop.answers(SET, DONE.formatted(true));
    set();
    assertThat(shop.calls(SET)).singleElement().isEqualTo(Json.read("""
                {"key":"%s","location":"%s","input":{"name":"available","reason":"correction",
                 "referenceDocumentUri":"gid://tillbridge/StockChange/%s","quantities":[
                  {"inventoryItemId":"%s","locationId":"%s","quantity":7,"changeFromQuantity":0}]}}""".formatted(
            change.key(), PLACE, change.key(), ITEM, PLACE)));
  }

  @Test
  void a_repetition_travels_under_the_same_key() {
    shop.answers(SET, status(502, "bad gateway"), FakeShop.ok(DONE.formatted(true)));
    var channel = shop.channel();
    assertThat(channel.setAvailable(change)).isInstanceOf(InDoubt.class);
    assertThat(channel.setAvailable(change)).isInstanceOf(Delivered.class);
    assertThat(shop.calls(SET))
        .hasSize(2)
        .allMatch(call -> call.path("key").stringValue().equals(change.key().toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "CHANGE_FROM_QUANTITY_STALE, STALE",
    "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED, STALE",
    "INVALID_INVENTORY_ITEM, NOT_FOUND",
    "INVALID_LOCATION, NOT_FOUND",
    "INVALID_QUANTITY_NEGATIVE, INVALID",
    "IDEMPOTENCY_KEY_PARAMETER_MISMATCH, INVALID",
    "A_CODE_OF_NEXT_YEAR, INVALID"
  })
  void a_user_error_is_a_refusal_in_their_words(String code, Reason reason) {
    shop.answers(SET, userError(code));
    assertThat(set())
        .isEqualTo(
            new Refused<>(reason, "Shopify: " + code + ": they say so (input.quantities.0)"));
  }

  @Test
  void the_same_key_still_in_progress_leaves_us_in_doubt() {
    shop.answers(SET, userError("IDEMPOTENCY_CONCURRENT_REQUEST"));
    assertThat(set()).isInstanceOf(InDoubt.class);
  }

  @Test
  void an_item_that_is_not_stocked_is_linked_and_set_again_under_keys_that_never_change() {
    var activated = """
        {"data":{"inventoryActivate":{"inventoryLevel":{"id":"x","isActive":true},
         "userErrors":[]}}}""";
    for (int i = 0; i < 2; i++) {
      shop.answers(SET, userError("ITEM_NOT_STOCKED_AT_LOCATION"), DONE.formatted(true));
      shop.answers("Activate", activated);
      assertThat(set()).isEqualTo(new Delivered<>(new StockNumber(7)));
    }
    var keys =
        shop.calls(SET).stream().map(call -> call.path("key").stringValue()).toList();
    assertThat(keys.subList(0, 2)).doesNotHaveDuplicates().isEqualTo(keys.subList(2, 4));
    assertThat(keys.getFirst()).isEqualTo(change.key().toString());
    assertThat(shop.calls("Activate"))
        .extracting(call -> call.path("key").stringValue())
        .hasSize(2)
        .allMatch(key -> !keys.contains(key) && key.length() == 36);
  }

  @Test
  void an_item_that_cannot_be_linked_is_not_found() {
    shop.answers(SET, userError("ITEM_NOT_STOCKED_AT_LOCATION"));
    shop.answers("Activate", """
        {"data":{"inventoryActivate":{"inventoryLevel":null,"userErrors":[
         {"field":["locationId"],"message":"no such location"}]}}}""");
    assertThat(set())
        .isEqualTo(new Refused<>(Reason.NOT_FOUND, "Shopify: no such location (locationId)"));
  }

  @Test
  void a_number_on_a_switched_off_level_switches_it_on() {
    shop.answers(SET, DONE.formatted(false));
    shop.answers("Activate", """
        {"data":{"inventoryActivate":{"inventoryLevel":null,"userErrors":[]}}}""");
    assertThat(set()).isInstanceOf(Delivered.class);
    assertThat(shop.calls("Activate")).hasSize(1);
  }

  @Test
  void a_number_at_a_location_that_was_never_linked_is_linked_although_nobody_complained() {
    shop.answers(SET, DONE.replace("{\"isActive\":%s}", "null"));
    shop.answers("Activate", """
        {"data":{"inventoryActivate":{"inventoryLevel":null,"userErrors":[]}}}""");
    assertThat(set()).isInstanceOf(Delivered.class);
    assertThat(shop.calls("Activate")).hasSize(1);
  }

  @Test
  void a_throttled_call_waits_as_long_as_the_bucket_needs() {
    shop.answers(SET, """
        {"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}],
         "extensions":{"cost":{"requestedQueryCost":250,"actualQueryCost":null,"throttleStatus":
         {"maximumAvailable":2000.0,"currentlyAvailable":50,"restoreRate":100.0}}}}""");
    assertThat(set())
        .isEqualTo(new NotSent<>("Shopify's errors: THROTTLED: Throttled", Duration.ofSeconds(2)));
  }

  @Test
  void a_429_tells_its_own_wait_and_holds_back_the_next_call() {
    shop.answers(SET, status(429, "").withHeader("Retry-After", "2.5"));
    var channel = shop.channel();
    assertThat(channel.setAvailable(change))
        .isEqualTo(new NotSent<>("Shopify answered 429", Duration.ofMillis(2500)));
    shop.clock.pass(Duration.ofMillis(500));
    assertThat(channel.setAvailable(change))
        .isEqualTo(new NotSent<>("close to Shopify's call limit", Duration.ofSeconds(2)));
    assertThat(shop.calls(SET)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {402, 423, 430})
  void a_locked_shop_waits_long(int status) {
    shop.answers(SET, status(status, "{\"errors\":\"locked\"}"));
    assertThat(set())
        .isEqualTo(
            new NotSent<>("Shopify answered " + status + ": locked", Duration.ofMinutes(30)));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504, 520})
  void a_server_error_leaves_us_in_doubt(int status) {
    shop.answers(SET, status(status, "").withHeader("Retry-After", "0"));
    assertThat(set()).isEqualTo(new InDoubt<>("Shopify answered " + status));
    assertThat(shop.calls(SET)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 400, 403, 404})
  void any_other_status_is_a_no_and_no_redirect_is_followed(int status) {
    shop.answers(SET, status(status, "").withHeader("Location", "/elsewhere"));
    assertThat(set()).isEqualTo(new Refused<>("Shopify answered " + status));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>hello</html>", "", "[]", "{\"data\":", "{}", "{\"data\":null}"})
  void an_answer_that_is_not_theirs_leaves_us_in_doubt(String body) {
    shop.answers(SET, body);
    assertThat(set()).isInstanceOf(InDoubt.class);
  }

  @Test
  void an_answer_without_the_payload_leaves_us_in_doubt() {
    shop.answers(SET, "{\"data\":{\"inventorySetQuantities\":null}}");
    assertThat(set())
        .isEqualTo(new InDoubt<>(
            "Shopify's answer is not as documented: inventorySetQuantities.userErrors: must"
                + " be a list, was missing"));
  }

  @Test
  void errors_without_data_are_a_no_with_words() {
    shop.answers(SET, """
        {"errors":[{"message":"Field 'x' doesn't exist","extensions":{"code":"undefinedField"}}]}""");
    assertThat(set())
        .isEqualTo(new Refused<>("Shopify's errors: undefinedField: Field 'x' doesn't exist"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INTERNAL_SERVER_ERROR", "TIMEOUT"})
  void their_breakdown_leaves_us_in_doubt(String code) {
    shop.answers(
        SET,
        "{\"errors\":[{\"message\":\"oops\",\"extensions\":{\"code\":\"%s\"}}]}".formatted(code));
    assertThat(set()).isEqualTo(new InDoubt<>("Shopify's errors: " + code + ": oops"));
  }

  @Test
  void half_an_answer_with_errors_is_no_success() {
    shop.answers(
        SET,
        DONE.formatted(true).replace("{\"data\"", "{\"errors\":[{\"message\":\"half\"}],\"data\""));
    assertThat(set()).isEqualTo(new InDoubt<>("Shopify's errors: half"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER", "RANDOM_DATA_THEN_CLOSE"})
  void a_connection_that_dies_half_way_leaves_us_in_doubt_and_is_not_quietly_repeated(Fault fault) {
    shop.answers(SET, FakeShop.ok(DONE.formatted(true)), aResponse().withFault(fault));
    var channel = shop.channel();
    channel.setAvailable(change);
    // The second call goes over a connection that has worked: there OkHttp likes to repeat.
    assertThat(channel.setAvailable(change)).isInstanceOf(InDoubt.class);
    assertThat(shop.calls(SET)).hasSize(2);
  }

  @Test
  void what_is_offered_is_read() {
    shop.answers("query Available", """
        {"data":{"inventoryItem":{"id":"x","inventoryLevel":{"isActive":true,"quantities":[
         {"name":"available","quantity":-2}]}}}}""");
    assertThat(shop.channel().available(ITEM, PLACE))
        .isEqualTo(new Delivered<>(new StockNumber(-2)));
  }

  @Test
  void an_item_that_is_not_stocked_there_is_offered_zero_times() {
    shop.answers(
        "query Available", "{\"data\":{\"inventoryItem\":{\"id\":\"x\",\"inventoryLevel\":null}}}");
    assertThat(shop.channel().available(ITEM, PLACE))
        .isEqualTo(new Delivered<>(new StockNumber(0)));
  }

  @Test
  void an_unknown_item_is_not_found() {
    shop.answers("query Available", "{\"data\":{\"inventoryItem\":null}}");
    assertThat(shop.channel().available(ITEM, PLACE))
        .isEqualTo(new Refused<>(Reason.NOT_FOUND, "Shopify does not know the item " + ITEM));
  }

  @Test
  void nothing_about_a_read_is_ever_in_doubt() {
    var endings = Map.of(
        "html", FakeShop.ok("<html>"),
        "500", status(500, ""),
        "empty", aResponse().withFault(Fault.EMPTY_RESPONSE),
        "broken", FakeShop.ok("{\"errors\":[{\"extensions\":{\"code\":\"TIMEOUT\"}}]}"));
    endings.forEach((name, ending) -> {
      shop.answers("query Available", ending);
      assertThat(shop.channel().available(ITEM, PLACE)).as(name).isInstanceOf(NotSent.class);
    });
  }
}
