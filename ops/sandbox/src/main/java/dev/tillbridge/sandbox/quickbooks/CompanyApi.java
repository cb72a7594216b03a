package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import tools.jackson.databind.node.ObjectNode;

/** The company's REST API, below {@code /v3/company/{realm}}. */
final class CompanyApi {

  private static final int REQUEST_ID_MAX = 50;
  private static final int CDC_MAX = 1000;

  private final CompanyData data;
  private final Changes changes;

  CompanyApi(CompanyData data) {
    this.data = data;
    changes = new Changes(data);
  }

  Answer answer(Call call) {
    var parts = call.path().substring(1).split("/", -1);
    if (parts[0].equals("query")) {
      return query(call);
    }
    if (parts[0].equals("cdc")) {
      return changesSince(call);
    }
    var entity = Entity.named(parts[0]);
    if (entity == null) {
      throw Fault.unsupported("Unsupported operation: " + parts[0]);
    }
    if (call.method().equals("GET") && parts.length == 2) {
      return read(entity, parts[1]);
    }
    if (call.method().equals("POST") && parts.length == 1) {
      return write(entity, call);
    }
    throw Fault.unsupported("Unsupported operation: " + call.method() + " " + call.path());
  }

  private Answer read(Entity entity, String id) {
    // A company has one information sheet, filed under the realm.
    var row = entity == Entity.COMPANY_INFO
        ? data.all(entity).findFirst().orElse(null)
        : data.of(entity).get(id);
    if (row == null) {
      throw Fault.notFound(entity.spelling() + " " + id);
    }
    return wrapped(entity, row);
  }

  /** A repeated requestid gets the first successful answer again; a refusal had no effect. */
  private Answer write(Entity entity, Call call) {
    var requestId = call.query().get("requestid");
    if (requestId != null && requestId.length() > REQUEST_ID_MAX) {
      throw Fault.tooLong("requestid", REQUEST_ID_MAX);
    }
    if (requestId != null) {
      var before = data.given.get(requestId);
      if (before != null) {
        data.counters.up("replays");
        return Answer.of(before.status(), "application/json;charset=UTF-8", before.body());
      }
    }
    var body = Json.parseObject(call.body());
    if (body == null) {
      throw Fault.unsupported("The body is not a JSON object");
    }
    var answer = carryOut(entity, call.query().getOrDefault("operation", "create"), body);
    if (requestId != null) {
      data.given.put(requestId, new CompanyData.Given(answer.status(), answer.body()));
    }
    return answer.withEffect();
  }

  private Answer carryOut(Entity entity, String operation, ObjectNode body) {
    return switch (operation) {
      case "delete" -> deleted(entity, changes.delete(entity, body));
      case "create", "update" ->
        wrapped(
            entity,
            body.get("Id") == null ? changes.create(entity, body) : changes.update(entity, body));
      default -> throw Fault.unsupported("operation " + operation);
    };
  }

  private Answer deleted(Entity entity, String id) {
    var row = Json.object().put("domain", "QBO").put("status", "Deleted").put("Id", id);
    return wrapped(entity, row);
  }

  private Answer wrapped(Entity entity, ObjectNode row) {
    var body = Json.object();
    body.set(entity.spelling(), row);
    return Answer.json(200, body.put("time", data.now().toString()));
  }

  private Answer query(Call call) {
    var text = call.method().equals("POST") && !call.body().isBlank()
        ? call.body()
        : call.query().get("query");
    if (text == null) {
      throw Fault.query("no query");
    }
    var body = Json.object();
    body.set("QueryResponse", QueryParser.parse(text).response(data));
    return Answer.json(200, body.put("time", data.now().toString()));
  }

  private Answer changesSince(Call call) {
    var since = since(call.query().getOrDefault("changedSince", ""));
    var body = Json.object();
    var responses = body.putArray("CDCResponse").addObject().putArray("QueryResponse");
    for (var name : call.query().getOrDefault("entities", "").split(",", -1)) {
      var entity = Entity.named(name.strip());
      if (entity == null) {
        throw Fault.unsupported("entities " + name);
      }
      var rows = new ArrayList<ObjectNode>();
      data.all(entity)
          .filter(row -> !changed(row).isBefore(since))
          .limit(CDC_MAX)
          .forEach(rows::add);
      for (var gone : data.deleted.all()) {
        if (gone.type().equals(entity.spelling()) && !gone.at().isBefore(since)) {
          var row = Json.object().put("domain", "QBO").put("status", "Deleted");
          row.put("Id", gone.id())
              .putObject("MetaData")
              .put("LastUpdatedTime", gone.at().toString());
          rows.add(row);
        }
      }
      var response = responses.addObject();
      if (!rows.isEmpty()) {
        rows.forEach(response.putArray(entity.spelling())::add);
        response.put("startPosition", 1).put("maxResults", rows.size());
      }
    }
    return Answer.json(200, body.put("time", data.now().toString()));
  }

  private static Instant changed(ObjectNode row) {
    return Instant.parse(Json.text(row.path("MetaData"), "LastUpdatedTime", ""));
  }

  private static Instant since(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Fault.unsupported("changedSince is not a time: " + text);
    }
  }
}
