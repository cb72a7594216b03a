package dev.tillbridge.sandbox.xero;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person does at Xero: sets the organisation up, types things in or lets another app do so, voids
 * them, takes our access away and gives it back. No token, no limits.
 */
final class OrgControl {

  private final OrgData data;
  private final Tokens tokens;
  private final OrgApi api;

  OrgControl(OrgData data, Tokens tokens, OrgApi api) {
    this.data = data;
    this.tokens = tokens;
    this.api = api;
  }

  /** Answers a control call; null when it is none of these. */
  @Nullable
  Answer answer(Call call) {
    if (call.is("GET", "/ledger")) {
      return Answer.json(200, OrgTruth.ledger(data));
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
        case "/organisation" -> organisation(body);
        case "/documents" -> documents(body);
        case "/edit" -> edit(body);
        case "/connection" -> connection(body);
        default -> null;
      };
    } catch (IllegalArgumentException e) {
      return Answer.problem(422, "invalid", String.valueOf(e.getMessage()));
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }

  /** {@code lockDate} and {@code taxOffMinor}; what is not named is as usual. */
  private Answer organisation(ObjectNode body) {
    data.settings(new OrgData.Settings(
        Json.text(body, "lockDate"), body.path("taxOffMinor").asInt(0)));
    return Answer.json(200, Json.tree(data.settings()));
  }

  /** {@code {"type": "Invoices", "document": {...}}}, as the API would take it. */
  private Answer documents(ObjectNode body) {
    var kind = Kind.at(Json.text(body, "type", ""));
    if (kind == null || !(body.get("document") instanceof ObjectNode document)) {
      throw new IllegalArgumentException("a type and a document are needed");
    }
    return Answer.json(200, api.create(kind, document));
  }

  /** {@code {"type", "find": {"field", "value"}, "set": {...}}}: any field, by hand. */
  private Answer edit(ObjectNode body) {
    var kind = Kind.at(Json.text(body, "type", ""));
    var find = body.path("find");
    var row = kind == null
        ? null
        : data.find(kind, Json.text(find, "field", ""), Json.text(find, "value", ""));
    if (kind == null || row == null) {
      throw new IllegalArgumentException("there is no such row");
    }
    var next = row.deepCopy();
    body.path("set").properties().forEach(field -> next.set(field.getKey(), field.getValue()));
    return Answer.json(200, data.replace(kind, next));
  }

  private Answer connection(ObjectNode body) {
    if (body.path("revoked").asBoolean(false)) {
      tokens.revoke();
      return Answer.json(200, Json.object().put("revoked", true));
    }
    return Answer.json(200, Json.object().put("refreshToken", tokens.connect()));
  }
}
