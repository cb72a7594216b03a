package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Several requests in one, carried out one after the other; each has an ending of its own (Intuit,
 * "Batch operation"). The whole counts as one request.
 */
final class Batches {

  private static final int ITEMS_MOST = 30;
  private static final int ID_MOST = 10;
  private static final Set<String> NOT_ENTITIES = Set.of("bId", "operation", "optionsData");

  private final CompanyData data;
  private final Changes changes;

  Batches(CompanyData data, Changes changes) {
    this.data = data;
    this.changes = changes;
  }

  ObjectNode answer(ObjectNode body, BiFunction<Entity, ObjectNode, ObjectNode> gone) {
    if (!(body.get("BatchItemRequest") instanceof ArrayNode items) || items.isEmpty()) {
      throw Fault.missing("BatchItemRequest");
    }
    // The documents only recommend 30 at most; which code a larger one gets is not told.
    if (items.size() > ITEMS_MOST) {
      throw Fault.unsupported("A batch may have at most " + ITEMS_MOST + " items");
    }
    var told = Json.object();
    var answers = told.putArray("BatchItemResponse");
    for (var item : items) {
      var id = Json.text(item, "bId", "");
      var answer = answers.addObject();
      try {
        if (id.length() > ID_MOST) {
          throw Fault.tooLong("bId", ID_MOST);
        }
        carryOut(item, answer, gone);
      } catch (Fault fault) {
        data.counters.up("fault." + fault.code());
        answer.set("Fault", fault.json());
      }
      answer.put("bId", id);
    }
    return told.put("time", data.now().toString());
  }

  private void carryOut(
      JsonNode item, ObjectNode answer, BiFunction<Entity, ObjectNode, ObjectNode> gone) {
    var query = Json.text(item, "Query");
    if (query != null) {
      answer.set("QueryResponse", QueryParser.parse(query).response(data));
      return;
    }
    var entity = entity(item);
    if (entity == null || !(item.get(entity.spelling()) instanceof ObjectNode row)) {
      throw Fault.unsupported("A batch item needs an entity or a query");
    }
    boolean empties = "void".equals(Json.text(item, "optionsData"));
    answer.set(
        entity.spelling(),
        switch (Json.text(item, "operation", "")) {
          case "create" -> changes.create(entity, row, true);
          case "update" -> empties ? changes.empty(entity, row) : changes.update(entity, row, true);
          case "void" -> changes.empty(entity, row);
          case "delete" -> gone.apply(entity, row);
          default -> throw Fault.unsupported("operation " + Json.text(item, "operation"));
        });
  }

  private static @Nullable Entity entity(JsonNode item) {
    for (var name : item.propertyNames()) {
      if (!NOT_ENTITIES.contains(name)) {
        return Entity.named(name);
      }
    }
    return null;
  }
}
