package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** The company's REST API, below {@code /v3/company/{realm}}. */
final class CompanyApi {

  private static final int REQUEST_ID_MAX = 50;
  private static final int BATCH_REQUEST_ID_MAX = 36;
  private static final int CDC_MAX = 1000;
  private static final int CDC_DAYS = 30;

  private final CompanyData data;
  private final Changes changes;
  private final Batches batches;
  private final Papers papers;

  CompanyApi(CompanyData data) {
    this.data = data;
    changes = new Changes(data);
    batches = new Batches(data, changes);
    papers = new Papers(data);
  }

  Answer answer(Call call) {
    var parts = call.path().substring(1).split("/", -1);
    if (parts[0].equals("query")) {
      return query(call);
    }
    if (parts[0].equals("cdc")) {
      return changesSince(call);
    }
    if (call.is("POST", "/batch")) {
      return once(call, BATCH_REQUEST_ID_MAX, body -> batches.answer(body, this::gone));
    }
    if (call.is("POST", "/upload")) {
      return Answer.json(200, papers.upload(call)).withEffect();
    }
    var entity = Entity.named(parts[0]);
    if (entity == null) {
      throw Fault.unsupported("Unsupported operation: " + parts[0]);
    }
    if (call.method().equals("POST") && parts.length == 3 && parts[2].equals("send")) {
      if (!entity.isSent()) {
        throw Fault.unsupported(entity.spelling() + " cannot be sent");
      }
      return Answer.json(200, wrapped(entity, papers.send(entity, parts[1], call)))
          .withEffect();
    }
    if (call.method().equals("GET") && parts.length == 2) {
      return read(entity, parts[1]);
    }
    if (call.method().equals("POST") && parts.length == 1) {
      var operation = call.query().getOrDefault("operation", "create");
      var empties = "void".equals(call.query().get("include"));
      return once(
          call, REQUEST_ID_MAX, body -> carryOut(entity, empties ? "void" : operation, body));
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
    var shown =
        entity == Entity.ACCOUNT ? new Postings(data).shown(List.of(row)).getFirst() : row;
    return Answer.json(200, wrapped(entity, shown));
  }

  /** A repeated requestid gets the first successful answer again; a refusal had no effect. */
  private Answer once(Call call, int longest, Function<ObjectNode, ObjectNode> work) {
    var requestId = call.query().get("requestid");
    if (requestId != null && requestId.length() > longest) {
      throw Fault.tooLong("requestid", longest);
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
    var answer = Answer.json(200, work.apply(body));
    if (requestId != null) {
      data.given.put(requestId, new CompanyData.Given(answer.status(), answer.body()));
    }
    return answer.withEffect();
  }

  private ObjectNode carryOut(Entity entity, String operation, ObjectNode body) {
    return switch (operation) {
      case "delete" -> wrapped(entity, gone(entity, body));
      case "void" -> wrapped(entity, changes.empty(entity, body));
      case "create", "update" ->
        wrapped(
            entity,
            body.get("Id") == null
                ? changes.create(entity, body, true)
                : changes.update(entity, body, true));
      default -> throw Fault.unsupported("operation " + operation);
    };
  }

  private ObjectNode gone(Entity entity, ObjectNode body) {
    var id = changes.delete(entity, body);
    return Json.object().put("domain", "QBO").put("status", "Deleted").put("Id", id);
  }

  private ObjectNode wrapped(Entity entity, ObjectNode row) {
    var body = Json.object();
    body.set(entity.spelling(), row);
    return body.put("time", data.now().toString());
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
    if (since.isBefore(data.now().minus(CDC_DAYS, ChronoUnit.DAYS))) {
      throw Fault.unsupported("changedSince is more than " + CDC_DAYS + " days ago");
    }
    int room = CDC_MAX;
    var body = Json.object();
    var responses = body.putArray("CDCResponse").addObject().putArray("QueryResponse");
    for (var name : call.query().getOrDefault("entities", "").split(",", -1)) {
      var entity = Entity.named(name.strip());
      if (entity == null) {
        throw Fault.unsupported("entities " + name);
      }
      var rows = new ArrayList<ObjectNode>();
      data.all(entity).filter(row -> !changed(row).isBefore(since)).limit(room).forEach(rows::add);
      for (var gone : data.deleted.all()) {
        if (rows.size() < room
            && gone.type().equals(entity.spelling())
            && !gone.at().isBefore(since)) {
          var row = Json.object().put("domain", "QBO").put("status", "Deleted");
          row.put("Id", gone.id())
              .putObject("MetaData")
              .put("LastUpdatedTime", gone.at().toString());
          rows.add(row);
        }
      }
      room -= rows.size();
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
