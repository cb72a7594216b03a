package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.FakeShop.PLACE;
import static dev.tillbridge.connector.shopify.FakeShop.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.StockCall;
import dev.tillbridge.model.shop.StockChange;
import dev.tillbridge.model.shop.StockNumber;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many numbers in one call of {@code inventorySetQuantities}. */
class StockCallTest {

  private static final String SET = "SetAvailable";
  private static final String MANY = "query AvailableOfMany";

  private final FakeShop shop = new FakeShop();

  @AfterEach
  void stop() {
    shop.close();
  }

  private static String item(int i) {
    return "gid://shopify/InventoryItem/" + (100 + i);
  }

  private static StockCall call(int size) {
    return new StockCall(
        UUID.randomUUID(),
        PLACE,
        IntStream.range(0, size)
            .mapToObj(i -> new StockChange(UUID.randomUUID(), item(i), PLACE, i, i + 5))
            .toList());
  }

  private static String done(int... inactive) {
    var changes = IntStream.range(0, 4)
        .mapToObj(i -> "{\"item\":{\"id\":\"%s\",\"inventoryLevel\":{\"isActive\":%s}}}"
            .formatted(item(i), IntStream.of(inactive).noneMatch(one -> one == i)))
        .toList();
    return """
        {"data":{"inventorySetQuantities":{"inventoryAdjustmentGroup":{"changes":[%s]},
         "userErrors":[]}}}""".formatted(String.join(",", changes));
  }

  private static String error(String code, String field) {
    return "{\"code\":\"%s\",\"field\":%s,\"message\":\"they say so\"}".formatted(code, field);
  }

  private static String line(String code, int index) {
    return error(code, "[\"input\",\"quantities\",\"%d\",\"changeFromQuantity\"]".formatted(index));
  }

  private static String no(String... errors) {
    return """
        {"data":{"inventorySetQuantities":{"inventoryAdjustmentGroup":null,"userErrors":[%s]}}}""".formatted(String.join(",", errors));
  }

  private static Map<UUID, Refused<StockNumber>> refused(Outcome<StockCall.Answer> outcome) {
    assertThat(outcome).isInstanceOf(Delivered.class);
    return ((Delivered<StockCall.Answer>) outcome).value().refused();
  }

  @Test
  void all_changes_travel_in_one_call_under_its_key_each_with_its_old_number() {
    shop.answers(SET, done());
    var call = call(4);
    assertThat(shop.channel().setAvailable(call))
        .isEqualTo(new Delivered<>(StockCall.Answer.allStand()));
    var sent = shop.calls(SET);
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().path("key").asString()).isEqualTo(call.key().toString());
    var lines = sent.getFirst().path("input").path("quantities");
    assertThat(lines).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(lines.path(i).path("inventoryItemId").asString()).isEqualTo(item(i));
      assertThat(lines.path(i).path("changeFromQuantity").asInt(-1)).isEqualTo(i);
      assertThat(lines.path(i).path("quantity").asInt()).isEqualTo(i + 5);
    }
  }

  @Test
  void shopify_takes_250_changes_at_once() {
    assertThat(shop.channel().capabilities().changesPerCall()).isEqualTo(250);
  }

  @Test
  void stale_lines_are_named_and_only_they() {
    shop.answers(SET, no(line("CHANGE_FROM_QUANTITY_STALE", 1), line("INVALID_INVENTORY_ITEM", 3)));
    var call = call(4);
    var refused = refused(shop.channel().setAvailable(call));
    assertThat(refused)
        .containsOnlyKeys(call.changes().get(1).key(), call.changes().get(3).key());
    assertThat(refused.get(call.changes().get(1).key()))
        .isEqualTo(new Refused<>(
            Reason.STALE,
            "Shopify: CHANGE_FROM_QUANTITY_STALE: they say so"
                + " (input.quantities.1.changeFromQuantity)"));
    assertThat(refused.get(call.changes().get(3).key()))
        .isEqualTo(new Refused<>(
            Reason.NOT_FOUND,
            "Shopify: INVALID_INVENTORY_ITEM: they say so"
                + " (input.quantities.3.changeFromQuantity)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "[\"input\"]",
        "[\"input\",\"quantities\"]",
        "[\"input\",\"quantities\",\"9\"]"
      })
  void a_no_that_names_no_line_of_ours_is_a_no_to_the_whole(String field) {
    shop.answers(SET, no(error("CHANGE_FROM_QUANTITY_STALE", field)));
    assertThat(shop.channel().setAvailable(call(4))).isInstanceOf(Refused.class);
  }

  @Test
  void what_is_wrong_with_every_line_is_not_tracked_down() {
    shop.answers(SET, no(error("INVALID_REASON", "[\"input\",\"reason\"]")));
    var call = call(4);
    assertThat(refused(shop.channel().setAvailable(call)).values())
        .hasSize(4)
        .allMatch(no -> no.reason() == Reason.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"})
  void a_key_that_is_spent_sends_us_to_look_at_every_number(String code) {
    shop.answers(SET, no(error(code, "[\"idempotencyKey\"]")));
    assertThat(refused(shop.channel().setAvailable(call(4))).values())
        .hasSize(4)
        .allMatch(no -> no.reason() == Reason.STALE);
  }

  @Test
  void a_call_that_is_still_under_way_is_in_doubt() {
    shop.answers(SET, no(error("IDEMPOTENCY_CONCURRENT_REQUEST", "[\"idempotencyKey\"]")));
    assertThat(shop.channel().setAvailable(call(4))).isInstanceOf(InDoubt.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void a_server_error_leaves_the_whole_call_in_doubt(int status) {
    shop.answers(SET, status(status, ""));
    assertThat(shop.channel().setAvailable(call(4))).isInstanceOf(InDoubt.class);
  }

  @Test
  void unlinked_items_are_linked_and_the_same_call_is_made_once_more_under_a_key_of_its_own() {
    shop.answers(SET, no(line("ITEM_NOT_STOCKED_AT_LOCATION", 2)), done());
    shop.answers("Activate", """
        {"data":{"inventoryActivate":{"inventoryLevel":null,"userErrors":[]}}}""");
    var call = call(4);
    assertThat(shop.channel().setAvailable(call))
        .isEqualTo(new Delivered<>(StockCall.Answer.allStand()));
    assertThat(shop.calls("Activate"))
        .singleElement()
        .matches(sent -> sent.path("item").asString().equals(item(2)));
    var sent = shop.calls(SET);
    assertThat(sent).hasSize(2);
    assertThat(sent.get(1).path("input")).isEqualTo(sent.get(0).path("input"));
    assertThat(sent.get(1).path("key")).isNotEqualTo(sent.get(0).path("key"));
  }

  @Test
  void numbers_on_switched_off_levels_stand_and_are_switched_on_and_a_repetition_goes_on_there() {
    shop.answers(SET, done(1, 3));
    shop.answers(
        "Activate",
        FakeShop.ok("""
            {"data":{"inventoryActivate":{"inventoryLevel":null,"userErrors":[]}}}"""),
        status(429, "").withHeader("Retry-After", "1"),
        FakeShop.ok("""
            {"data":{"inventoryActivate":{"inventoryLevel":null,"userErrors":[]}}}"""));
    var call = call(4);
    var channel = shop.channel();
    assertThat(channel.setAvailable(call)).isInstanceOf(NotSent.class);
    shop.clock.pass(java.time.Duration.ofSeconds(2));
    assertThat(channel.setAvailable(call)).isEqualTo(new Delivered<>(StockCall.Answer.allStand()));
    assertThat(shop.calls("Activate").stream().map(sent -> sent.path("item").asString()))
        .containsExactly(item(1), item(3), item(3));
  }

  @Test
  void many_numbers_are_read_in_one_question_and_unknown_items_are_absent() {
    shop.answers(MANY, """
        {"data":{
         "item0":{"id":"a","inventoryLevel":{"isActive":true,"quantities":[
           {"name":"available","quantity":7}]}},
         "item1":null,
         "item2":{"id":"c","inventoryLevel":null}}}""");
    assertThat(shop.channel().available(List.of(item(0), item(1), item(2)), PLACE))
        .isEqualTo(
            new Delivered<>(Map.of(item(0), new StockNumber(7), item(2), new StockNumber(0))));
    assertThat(shop.calls(MANY))
        .singleElement()
        .matches(sent -> sent.path("item2").asString().equals(item(2)));
  }

  @Test
  void more_items_than_one_query_may_cost_are_read_in_several() {
    shop.answers(MANY, status(500, ""));
    var items = IntStream.range(0, 150).mapToObj(StockCallTest::item).toList();
    assertThat(shop.channel().available(items, PLACE)).isInstanceOf(NotSent.class);
    assertThat(shop.calls(MANY))
        .singleElement()
        .matches(sent -> sent.size() == Document.AVAILABLE_MOST + 1);
  }
}
