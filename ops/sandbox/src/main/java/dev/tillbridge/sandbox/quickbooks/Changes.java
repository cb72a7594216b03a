package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Creating, updating and deleting, with SyncTokens and unique names. */
final class Changes {

  private final CompanyData data;
  private final Documents documents;

  Changes(CompanyData data) {
    this.data = data;
    documents = new Documents(data);
  }

  ObjectNode create(Entity entity, ObjectNode body) {
    var stored = data.insert(entity, checked(entity, body, null));
    if (entity.isDocument()) {
      var number = Json.text(stored, "DocNumber");
      var key = number == null ? entity.spelling() + " " + Json.text(stored, "Id") : number;
      var before = data.effects.get(key);
      data.effects.put(key, before == null ? 1 : before + 1);
    }
    return stored;
  }

  /** A sparse update keeps what is not sent; a full one drops it. */
  ObjectNode update(Entity entity, ObjectNode body) {
    var before = current(entity, body);
    var row = body;
    if (body.path("sparse").asBoolean(false)) {
      row = before.deepCopy();
      for (var field : body.properties()) {
        row.set(field.getKey(), field.getValue());
      }
      if (entity.isDocument() && body.get("TotalAmt") == null) {
        row.remove("TotalAmt");
      }
    }
    return data.replace(entity, before, checked(entity, row, Json.text(before, "Id")));
  }

  /** Returns the id of what is gone. */
  String delete(Entity entity, ObjectNode body) {
    if (!entity.isDocument()) {
      throw Fault.unsupported(entity.spelling() + " cannot be deleted, only made inactive");
    }
    var id = Json.text(current(entity, body), "Id", "");
    data.delete(entity, id);
    return id;
  }

  private ObjectNode current(Entity entity, ObjectNode body) {
    var id = Json.text(body, "Id", "");
    var row = data.of(entity).get(id);
    if (row == null) {
      throw Fault.notFound(entity.spelling() + " " + id);
    }
    var given = Json.text(body, "SyncToken");
    var token = Json.text(row, "SyncToken", "");
    if (given == null) {
      throw Fault.missing("SyncToken");
    }
    if (!given.equals(token)) {
      throw Fault.stale(id, given, token);
    }
    return row;
  }

  private ObjectNode checked(Entity entity, ObjectNode body, @Nullable String ownId) {
    return switch (entity) {
      case SALES_RECEIPT, REFUND_RECEIPT -> documents.completed(entity, body, ownId);
      case CUSTOMER, ITEM, ACCOUNT -> named(entity, body, ownId);
      case COMPANY_INFO, PREFERENCES ->
        throw Fault.unsupported(entity.spelling() + " cannot be written here");
    };
  }

  private ObjectNode named(Entity entity, ObjectNode body, @Nullable String ownId) {
    var field = String.valueOf(entity.uniqueName());
    var name = Json.text(body, field);
    if (name == null || name.isBlank()) {
      throw Fault.missing(field);
    }
    var other = data.find(entity, field, name);
    if (other != null && !Json.text(other, "Id", "").equals(ownId)) {
      throw Fault.duplicateName(name, Json.text(other, "Id", ""));
    }
    var row = body.deepCopy();
    if (entity == Entity.ITEM) {
      item(row);
    }
    if (row.get("Active") == null) {
      row.put("Active", true);
    }
    return row.put("FullyQualifiedName", name);
  }

  private void item(ObjectNode row) {
    if (Json.text(row, "Sku", "").length() > 100) {
      throw Fault.tooLong("Sku", 100);
    }
    if (row.get("Type") == null) {
      row.put("Type", "NonInventory");
    }
    var account = Json.text(row.path("IncomeAccountRef"), "value");
    if (account == null) {
      throw Fault.missing("IncomeAccountRef");
    }
    var found = data.of(Entity.ACCOUNT).get(account);
    if (found == null) {
      throw Fault.badReference("IncomeAccountRef", account);
    }
    row.set("IncomeAccountRef", CompanyData.reference(found, "Name"));
  }
}
