package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person does at QuickBooks: sets the company up, types documents in, lets another app do so,
 * takes our access away and gives it back. No token, no limits.
 */
final class CompanyControl {

  /** Fields that may name what they mean, where the API wants its id. */
  private static final Map<String, Entity> NAMED = Map.of(
      "CustomerRef", Entity.CUSTOMER,
      "ItemRef", Entity.ITEM,
      "AccountRef", Entity.ACCOUNT,
      "DepositToAccountRef", Entity.ACCOUNT,
      "DiscountAccountRef", Entity.ACCOUNT,
      "ClassRef", Entity.CLASS,
      "DepartmentRef", Entity.DEPARTMENT,
      "TaxCodeRef", Entity.TAX_CODE,
      "IncomeAccountRef", Entity.ACCOUNT);

  private final CompanyData data;
  private final Changes changes;
  private final Furniture furniture;
  private final Tokens tokens;

  CompanyControl(CompanyData data, Furniture furniture, Tokens tokens) {
    this.data = data;
    this.furniture = furniture;
    this.tokens = tokens;
    changes = new Changes(data);
  }

  /** Answers a control call; null when it is none of these. */
  @Nullable
  Answer answer(Call call) {
    if (call.is("GET", "/ledger")) {
      return Answer.json(200, CompanyTruth.ledger(data));
    }
    if (call.is("GET", "/company")) {
      return Answer.json(200, Json.tree(data.company()));
    }
    if (!call.method().equals("POST")) {
      return null;
    }
    var body = Json.parseObject(call.body().isBlank() ? "{}" : call.body());
    if (body == null) {
      return Answer.problem(400, "invalid-request", "the body is not a JSON object");
    }
    try {
      return switch (call.path()) {
        case "/company" -> company(body);
        case "/documents" -> documents(body);
        case "/connection" -> connection(body);
        default -> null;
      };
    } catch (IllegalArgumentException e) {
      return Answer.problem(422, "invalid", String.valueOf(e.getMessage()));
    } catch (Fault fault) {
      return fault.answer(data.now().toString());
    }
  }

  /** Settings; {@code taxes} adds tax codes: name, percent, agency, account. */
  private Answer company(ObjectNode body) {
    data.company(data.company().with(body));
    for (var tax : body.path("taxes")) {
      furniture.tax(
          Json.text(tax, "code", ""),
          new BigDecimal(Json.text(tax, "percent", "0")),
          Json.text(tax, "agency", "Tax agency"),
          Json.text(tax, "account", "Tax control"));
    }
    furniture.sheets();
    return Answer.json(200, Json.tree(data.company()));
  }

  /** {@code {"type", "operation": create|update|void|delete, "document"}}; told as the API would. */
  private Answer documents(ObjectNode body) {
    var entity = Entity.named(Json.text(body, "type", ""));
    if (entity == null || !(body.get("document") instanceof ObjectNode document)) {
      throw new IllegalArgumentException("a type and a document are needed");
    }
    resolve(document);
    var row = switch (Json.text(body, "operation", "create")) {
      case "create" -> changes.create(entity, document, false);
      case "update" -> changes.update(entity, current(entity, document).put("sparse", true), false);
      case "void" -> changes.empty(entity, current(entity, document));
      case "delete" -> Json.object().put("Id", changes.delete(entity, current(entity, document)));
      default -> throw new IllegalArgumentException("no such operation");
    };
    return Answer.json(200, row);
  }

  /** A person edits what he sees, so he always has the newest version. */
  private ObjectNode current(Entity entity, ObjectNode document) {
    var row = data.of(entity).get(Json.text(document, "Id", ""));
    return row == null ? document : document.put("SyncToken", Json.text(row, "SyncToken"));
  }

  private Answer connection(ObjectNode body) {
    if (body.path("revoked").asBoolean(false)) {
      tokens.revoke();
      return Answer.json(200, Json.object().put("revoked", true));
    }
    return Answer.json(200, Json.object().put("refreshToken", tokens.connect()));
  }

  private void resolve(JsonNode node) {
    for (var field : node.properties()) {
      var entity = NAMED.get(field.getKey());
      if (entity != null
          && field.getValue() instanceof ObjectNode reference
          && !reference.has("value")) {
        var name = Json.text(reference, "name", "");
        var row = data.find(entity, String.valueOf(entity.uniqueName()), name);
        if (row == null) {
          throw new IllegalArgumentException("no " + entity.spelling() + " is named " + name);
        }
        reference.put("value", Json.text(row, "Id"));
      }
      resolve(field.getValue());
    }
    if (node.isArray()) {
      node.forEach(this::resolve);
    }
  }
}
