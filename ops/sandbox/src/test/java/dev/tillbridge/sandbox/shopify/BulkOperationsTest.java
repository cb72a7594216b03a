package dev.tillbridge.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.sandbox.World;
import dev.tillbridge.sandbox.wire.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class BulkOperationsTest {

  private static final String PRODUCTS =
      "{ products { edges { node { id title variants { edges { node { id sku price } } } } } } }";

  private final World world = World.start();
  private final String token = world.shopToken();

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void every_node_is_a_line_and_a_child_names_its_parent() {
    var done = completed(run(PRODUCTS));
    assertThat(done.path("objectCount").asString()).isEqualTo("5");
    assertThat(done.path("rootObjectCount").asString()).isEqualTo("2");
    var lines = lines(read(done));
    assertThat(lines).hasSize(5);
    var mug = lines.stream()
        .filter(line -> "MUG".equals(Json.text(line, "sku")))
        .findFirst()
        .orElseThrow();
    var parent = lines.stream()
        .filter(line -> "Enamel mug".equals(Json.text(line, "title")))
        .findFirst()
        .orElseThrow();
    assertThat(Json.text(mug, "__parentId")).isEqualTo(Json.text(parent, "id"));
    assertThat(parent.has("variants")).isFalse();
    assertThat(Json.text(mug, "price")).isEqualTo("19.99");
  }

  @Test
  void a_range_of_bytes_is_that_part_of_the_file() {
    var done = completed(run(PRODUCTS));
    var whole = read(done);
    var part = world.get(path(done), "Range", "bytes=10-29");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(whole.substring(10, 30));
    assertThat(part.headers().firstValue("Content-Range"))
        .hasValue("bytes 10-29/" + whole.length());
    assertThat(world.get(path(done), "Range", "bytes=" + whole.length() + "-").statusCode())
        .isEqualTo(416);
  }

  @Test
  void five_run_at_once_and_the_sixth_is_refused() {
    world.ok(world.post("/sandbox/shopify/bulk", "{\"millis\": 600000}"));
    for (int i = 0; i < BulkDesk.AT_ONCE; i++) {
      assertThat(standing(run(PRODUCTS)).path("status").asString()).isEqualTo("RUNNING");
    }
    assertThat(begin(PRODUCTS).at("/userErrors/0/code").asString()).isEqualTo("LIMIT_REACHED");
  }

  @Test
  void a_failed_one_says_why_and_has_a_part_of_the_file() {
    world.ok(world.post("/sandbox/shopify/bulk", "{\"fail\": \"TIMEOUT\", \"partial\": true}"));
    var failed = ended(run(PRODUCTS));
    assertThat(failed.path("status").asString()).isEqualTo("FAILED");
    assertThat(failed.path("errorCode").asString()).isEqualTo("TIMEOUT");
    assertThat(failed.path("url").isNull()).isTrue();
    assertThat(failed.path("partialDataUrl").isNull()).isFalse();
    assertThat(ended(run(PRODUCTS)).path("status").asString()).isEqualTo("COMPLETED");
  }

  @Test
  void an_address_runs_out_and_the_operation_names_a_new_one() {
    var id = run(PRODUCTS);
    var old = path(completed(id));
    world.ok(world.post("/sandbox/shopify/bulk", "{\"expire\": true}"));
    assertThat(world.get(old).statusCode()).isEqualTo(403);
    assertThat(world.get(path(standing(id))).statusCode()).isEqualTo(200);
  }

  @Test
  void what_is_no_bulk_query_is_refused() {
    for (var query : List.of("{ shop { name } }", "not a query", "{ products { nodes { id } } }")) {
      assertThat(begin(query).at("/userErrors/0/code").asString()).as(query).isEqualTo("INVALID");
    }
  }

  @Test
  void a_variant_changes_only_in_what_is_named_and_one_bad_entry_spoils_all() {
    var mug = world
        .graph(token, "{ products(first: 1) { nodes { id variants(first: 2) { nodes { id } } } } }")
        .at("/data/products/nodes/0");
    var product = mug.path("id").asString();
    var variant = mug.at("/variants/nodes/0/id").asString();
    change(product, "{id: \"%s\", price: \"21.50\"}".formatted(variant));
    var after = variant(variant);
    assertThat(after.path("price").asString()).isEqualTo("21.50");
    assertThat(after.path("barcode").asString()).isEqualTo("4006381333931");
    var answer = change(
        product,
        "{id: \"%s\", price: \"1.00\"}, {id: \"gid://shopify/ProductVariant/1\"}"
            .formatted(variant));
    assertThat(answer.at("/userErrors/0/code").asString())
        .isEqualTo("PRODUCT_VARIANT_DOES_NOT_EXIST");
    assertThat(variant(variant).path("price").asString()).isEqualTo("21.50");
  }

  private JsonNode change(String product, String variants) {
    return world
        .graph(token, """
            mutation { productVariantsBulkUpdate(productId: "%s", variants: [%s]) {
              productVariants { id } userErrors { code message } } }
            """.formatted(product, variants))
        .at("/data/productVariantsBulkUpdate");
  }

  private JsonNode variant(String id) {
    return world
        .graph(
            token,
            "{ node(id: \"%s\") { __typename ... on ProductVariant { price barcode } } }"
                .formatted(id))
        .at("/data/node");
  }

  private JsonNode begin(String query) {
    var variables = Json.object().put("query", query);
    return world
        .ok(world.graphql(
            token,
            "mutation Run($query: String!) { bulkOperationRunQuery(query: $query) {"
                + " bulkOperation { id status } userErrors { code message } } }",
            variables))
        .at("/data/bulkOperationRunQuery");
  }

  private String run(String query) {
    return begin(query).at("/bulkOperation/id").asString();
  }

  private JsonNode standing(String id) {
    return world
        .graph(
            token,
            "{ bulkOperation(id: \"%s\") { id status errorCode objectCount rootObjectCount url"
                    .formatted(id)
                + " partialDataUrl fileSize } }")
        .at("/data/bulkOperation");
  }

  private JsonNode ended(String id) {
    // Every look is a call, so this does not spin.
    for (int look = 0; look < 2_000; look++) {
      var operation = standing(id);
      if (!operation.path("status").asString().equals("RUNNING")) {
        return operation;
      }
    }
    throw new AssertionError("the operation does not end: " + id);
  }

  private JsonNode completed(String id) {
    var done = ended(id);
    assertThat(done.path("status").asString()).isEqualTo("COMPLETED");
    return done;
  }

  private static String path(JsonNode operation) {
    return URI.create(operation.path("url").asString()).getPath();
  }

  private String read(JsonNode operation) {
    return world.get(path(operation)).body();
  }

  private static List<JsonNode> lines(String text) {
    var lines = new ArrayList<JsonNode>();
    text.lines().forEach(line -> lines.add(Json.MAPPER.readTree(line)));
    return lines;
  }
}
