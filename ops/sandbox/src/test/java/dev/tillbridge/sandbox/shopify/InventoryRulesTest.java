package dev.tillbridge.sandbox.shopify;

import static dev.tillbridge.sandbox.World.MUG_ITEM;
import static dev.tillbridge.sandbox.World.PLACE;
import static dev.tillbridge.sandbox.World.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.sandbox.World;
import dev.tillbridge.sandbox.wire.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class InventoryRulesTest {

  private static final String SET = """
      mutation Set($key: String!, $input: InventorySetQuantitiesInput!) {
        inventorySetQuantities(input: $input) @idempotent(key: $key) {
          inventoryAdjustmentGroup { id reason changes { name delta quantityAfterChange } }
          userErrors { code field message }
        }
      }""";

  private final World world = World.start();
  private String token = "";

  @BeforeEach
  void signIn() {
    token = world.shopToken();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void a_repeated_key_gets_the_first_result_again_and_changes_nothing() {
    var first = set("k1", 7, 0);
    world.available("MUG", 3);
    var second = set("k1", 7, 0);
    assertThat(second.path("inventoryAdjustmentGroup"))
        .isEqualTo(first.path("inventoryAdjustmentGroup"));
    assertThat(world.stock("MUG").path("available").intValue()).isEqualTo(3);
    assertThat(world.truth("shopify").path("effects").path("k1").path("count").intValue())
        .isEqualTo(1);
  }

  @Test
  void the_same_key_with_other_variables_is_a_mismatch() {
    set("k1", 7, 0);
    assertThat(code(set("k1", 8, 7))).isEqualTo("IDEMPOTENCY_KEY_PARAMETER_MISMATCH");
    assertThat(world.stock("MUG").path("available").intValue()).isEqualTo(7);
  }

  @Test
  void a_stale_quantity_is_refused_and_nothing_changes() {
    world.available("MUG", 5);
    assertThat(code(set("k1", 9, 4))).isEqualTo("CHANGE_FROM_QUANTITY_STALE");
    assertThat(world.stock("MUG").path("available").intValue()).isEqualTo(5);
    assertThat(world.truth("shopify").path("staleRefusals").intValue()).isEqualTo(1);
  }

  @Test
  void one_stale_entry_refuses_the_whole_call() {
    var input = input(5, 0);
    var second = input.withArray("quantities").addObject();
    second.put("inventoryItemId", "gid://shopify/InventoryItem/50000000002");
    second.put("locationId", PLACE).put("quantity", 1).put("changeFromQuantity", 99);
    assertThat(code(set("k1", input))).isEqualTo("CHANGE_FROM_QUANTITY_STALE");
    assertThat(world.stock("MUG").path("available").intValue()).isZero();
  }

  @Test
  void a_refusal_is_replayed_too_so_another_try_needs_another_key() {
    world.available("MUG", 5);
    set("k1", 9, 4);
    world.available("MUG", 4);
    assertThat(code(set("k1", 9, 4))).isEqualTo("CHANGE_FROM_QUANTITY_STALE");
    assertThat(code(set("k2", 9, 4))).isNull();
  }

  @Test
  void an_explicit_null_means_whatever_it_was() {
    world.available("MUG", 5);
    assertThat(code(set("k1", 9, null))).isNull();
    assertThat(world.stock("MUG").path("available").intValue()).isEqualTo(9);
  }

  @Test
  void leaving_out_changeFromQuantity_is_a_runtime_error_and_uses_no_key() {
    var input = input(9, null);
    ((ObjectNode) input.path("quantities").path(0)).remove("changeFromQuantity");
    assertThat(error(SET, variables("k1", input))).contains("changeFromQuantity");
    assertThat(world.truth("shopify").path("effects").has("k1")).isFalse();
  }

  @Test
  void leaving_out_the_idempotent_directive_is_an_error() {
    var without = SET.replace("@idempotent(key: $key)", "").replace("$key: String!, ", "");
    assertThat(error(without, variables("k1", input(9, null)))).contains("@idempotent");
    assertThat(world.stock("MUG").path("available").intValue()).isZero();
  }

  @Test
  void two_entries_for_one_item_at_one_location_are_refused() {
    var input = input(9, null);
    input.withArray("quantities").add(input.path("quantities").path(0).deepCopy());
    assertThat(code(set("k1", input))).isEqualTo("NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR");
  }

  @Test
  void more_than_250_entries_are_refused() {
    var input = input(9, null);
    for (int i = 0; i < 250; i++) {
      input.withArray("quantities").add(input.path("quantities").path(0).deepCopy());
    }
    assertThat(error(SET, variables("k1", input))).contains("251");
  }

  @Test
  void unknown_items_locations_names_and_negative_numbers_are_user_errors() {
    assertThat(code(
            set("a", with(input(1, null), "inventoryItemId", "gid://shopify/InventoryItem/1"))))
        .isEqualTo("INVALID_INVENTORY_ITEM");
    assertThat(code(set("b", with(input(1, null), "locationId", "gid://shopify/Location/1"))))
        .isEqualTo("INVALID_LOCATION");
    assertThat(code(set("c", input(1, null).put("name", "committed")))).isEqualTo("INVALID_NAME");
    assertThat(code(set("d", -1, null))).isEqualTo("INVALID_QUANTITY_NEGATIVE");
  }

  @Test
  void adjusting_moves_by_a_delta_and_checks_where_it_starts() {
    world.available("MUG", 5);
    assertThat(code(adjust("k1", -2, 5))).isNull();
    assertThat(code(adjust("k2", -2, 5))).isEqualTo("CHANGE_FROM_QUANTITY_STALE");
    assertThat(world.stock("MUG").path("available").intValue()).isEqualTo(3);
  }

  @Test
  void on_hand_is_set_around_what_is_committed() {
    world.available("MUG", 5);
    world.ok(world.order("MUG", 2));
    assertThat(code(set("k1", input(10, 5).put("name", "on_hand")))).isNull();
    assertThat(world.stock("MUG").path("available").intValue()).isEqualTo(8);
    assertThat(world.stock("MUG").path("committed").intValue()).isEqualTo(2);
  }

  @Test
  void changes_can_be_asked_for_by_quantity_name() {
    var query = SET.replace("changes {", "changes(quantityNames: [\"on_hand\"]) {");
    var answer = world.ok(world.graphql(token, query, variables("k1", input(4, 0))));
    var changes = answer.at("/data/inventorySetQuantities/inventoryAdjustmentGroup/changes");
    assertThat(changes.size()).isEqualTo(1);
    assertThat(changes.at("/0/quantityAfterChange").intValue()).isEqualTo(4);
  }

  @Test
  void activating_keeps_the_quantity_and_needs_a_key() {
    world.available("MUG", 5);
    var mutation = """
        mutation { inventoryActivate(inventoryItemId: "%s", locationId: "%s") %s {
          inventoryLevel { isActive quantities(names: ["available"]) { quantity } }
          userErrors { message } } }""";
    assertThat(error(mutation.formatted(MUG_ITEM, PLACE, ""), Json.object()))
        .contains("@idempotent");
    var level = world
        .graph(token, mutation.formatted(MUG_ITEM, PLACE, "@idempotent(key: \"a\")"))
        .at("/data/inventoryActivate/inventoryLevel");
    assertThat(level.path("isActive").booleanValue()).isTrue();
    assertThat(level.at("/quantities/0/quantity").intValue()).isEqualTo(5);
  }

  private JsonNode set(String key, int quantity, @Nullable Integer from) {
    return set(key, input(quantity, from));
  }

  private JsonNode set(String key, JsonNode input) {
    var answer = world.ok(world.graphql(token, SET, variables(key, input)));
    assertThat(answer.path("errors").isMissingNode()).as(answer.toString()).isTrue();
    return answer.at("/data/inventorySetQuantities");
  }

  private JsonNode adjust(String key, int delta, int from) {
    var input = Json.object().put("name", "available").put("reason", "correction");
    var change = input.putArray("changes").addObject().put("inventoryItemId", MUG_ITEM);
    change.put("locationId", PLACE).put("delta", delta).put("changeFromQuantity", from);
    var query =
        SET.replace("SetQuantities", "AdjustQuantities").replace("mutation Set", "mutation Adjust");
    return world
        .ok(world.graphql(token, query, variables(key, input)))
        .at("/data/inventoryAdjustQuantities");
  }

  private String error(String query, JsonNode variables) {
    var answer = json(world.graphql(token, query, variables));
    return Json.text(answer.at("/errors/0"), "message", "");
  }

  private static @Nullable String code(JsonNode payload) {
    return Json.text(payload.at("/userErrors/0"), "code");
  }

  private static ObjectNode variables(String key, JsonNode input) {
    var variables = Json.object().put("key", key);
    variables.set("input", input);
    return variables;
  }

  private static ObjectNode input(int quantity, @Nullable Integer from) {
    var input = Json.object().put("name", "available").put("reason", "correction");
    var entry = input.putArray("quantities").addObject().put("inventoryItemId", MUG_ITEM);
    entry.put("locationId", PLACE).put("quantity", quantity).put("changeFromQuantity", from);
    return input;
  }

  private static ObjectNode with(ObjectNode input, String field, String value) {
    ((ObjectNode) input.path("quantities").path(0)).put(field, value);
    return input;
  }
}
