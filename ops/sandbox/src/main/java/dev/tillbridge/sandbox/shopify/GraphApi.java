package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Json;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ObjectNode;

/** Takes a GraphQL request, charges for it, runs it, and answers in Shopify's envelope. */
final class GraphApi {

  /** One query may not cost more than this, however full the bucket is. */
  private static final int COST_MAX = 1000;

  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

  private final GraphQL graphql;
  private final MutationFields mutations;
  private final QueryNode root;
  private final Bucket bucket;
  private final ShopData data;

  GraphApi(ShopData data, MutationFields mutations, QueryNode root, Bucket bucket) {
    this.data = data;
    this.mutations = mutations;
    this.root = root;
    this.bucket = bucket;
    graphql = GraphSchema.build(mutations);
  }

  Answer answer(String apiVersion, String body) {
    var request = Json.parseObject(body);
    var query = request == null ? null : Json.text(request, "query");
    if (request == null || query == null) {
      return Answer.json(400, Json.object().put("errors", "Required parameter missing or invalid"));
    }
    Map<String, Object> variables = request.path("variables").isObject()
        ? Json.MAPPER.convertValue(request.path("variables"), MAP)
        : Map.of();
    int cost;
    try {
      cost = Cost.requested(Parser.parse(query), variables);
    } catch (InvalidSyntaxException e) {
      return Answer.json(200, error("GRAPHQL_PARSE_FAILED", e.getMessage(), null, null));
    }
    if (cost > COST_MAX) {
      var why = "Query cost is %d, which exceeds the single query max cost limit (%d)."
          .formatted(cost, COST_MAX);
      return Answer.json(200, error("MAX_COST_EXCEEDED", why, cost, null));
    }
    if (!bucket.take(cost)) {
      return throttled(cost);
    }
    var result = run(apiVersion, query, Json.text(request, "operationName"), variables);
    var data0 = result.get("data");
    int actual = Math.min(cost, Math.max(0, Cost.actual(data0) - 1 + mutationExtra(cost, data0)));
    bucket.giveBack(cost - actual);
    data.counters.up("points", actual);
    var answer = (ObjectNode) Json.tree(result);
    answer.withObject("extensions").set("cost", cost(cost, actual));
    var sent = Answer.json(200, answer);
    return mutations.takeEffect() ? sent.withEffect() : sent;
  }

  /** The answer to a call that must wait: 200 with an error, as Shopify does it. */
  Answer throttled(@Nullable Integer cost) {
    data.counters.up("throttled");
    return Answer.json(200, error("THROTTLED", "Throttled", cost, null));
  }

  private Map<String, Object> run(
      String apiVersion, String query, @Nullable String operation, Map<String, Object> variables) {
    var input = ExecutionInput.newExecutionInput(query)
        .variables(variables)
        .root(root)
        .graphQLContext(Map.of(GraphSchema.VERSION, apiVersion));
    if (operation != null) {
      input.operationName(operation);
    }
    return new LinkedHashMap<>(graphql.execute(input.build()).toSpecification());
  }

  private static int mutationExtra(int cost, @Nullable Object data) {
    // A mutation that ran costs its ten points whatever it returned.
    return data instanceof Map<?, ?> fields
            && cost >= Cost.MUTATION
            && !fields.isEmpty()
            && fields.keySet().stream().allMatch(name -> isMutation(String.valueOf(name)))
        ? Cost.MUTATION
        : 0;
  }

  private static boolean isMutation(String name) {
    return List.of(
            "inventorySetQuantities",
            "inventoryAdjustQuantities",
            "inventoryActivate",
            "productUpdate",
            "productVariantsBulkUpdate",
            "bulkOperationRunQuery",
            "fulfillmentCreate",
            "fulfillmentOrderMove",
            "fulfillmentOrderLineItemsPreparedForPickup",
            "refundCreate",
            "orderCreate",
            "webhookSubscriptionCreate",
            "webhookSubscriptionUpdate",
            "webhookSubscriptionDelete")
        .contains(name);
  }

  private ObjectNode error(
      String code, @Nullable String message, @Nullable Integer cost, @Nullable Integer actual) {
    var answer = Json.object();
    var error = answer.putArray("errors").addObject();
    error.put("message", message).putObject("extensions").put("code", code);
    answer.putObject("extensions").set("cost", cost(cost, actual));
    return answer;
  }

  private ObjectNode cost(@Nullable Integer requested, @Nullable Integer actual) {
    var cost = Json.object();
    cost.put("requestedQueryCost", requested).put("actualQueryCost", actual);
    var status = cost.putObject("throttleStatus");
    status.put("maximumAvailable", BigDecimal.valueOf(bucket.size()).setScale(1));
    status.put("currentlyAvailable", bucket.available());
    status.put("restoreRate", BigDecimal.valueOf(bucket.restoredPerSecond()).setScale(1));
    return cost;
  }
}
