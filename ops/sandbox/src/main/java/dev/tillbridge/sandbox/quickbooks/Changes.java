package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Creating, updating, voiding and deleting, with SyncTokens and unique names. */
final class Changes {

  private static final int NAME_MAX = 100;

  private final CompanyData data;
  private final Documents documents;
  private final Payments payments;
  private final Ledgers ledgers;

  Changes(CompanyData data) {
    this.data = data;
    documents = new Documents(data);
    var references = new References(data);
    payments = new Payments(data, references);
    ledgers = new Ledgers(data, references);
  }

  ObjectNode create(Entity entity, ObjectNode body, boolean byApi) {
    var stored = data.insert(entity, checked(entity, body, null, byApi));
    if (entity.isDocument()) {
      var number = Json.text(stored, "DocNumber");
      data.count(number == null ? entity.spelling() + " " + Json.text(stored, "Id") : number);
    }
    if (entity == Entity.PAYMENT) {
      payments.settleBalances(null, stored);
    }
    return stored;
  }

  /** A sparse update keeps what is not sent; a full one drops it. */
  ObjectNode update(Entity entity, ObjectNode body, boolean byApi) {
    var before = current(entity, body);
    var row = body;
    if (body.path("sparse").asBoolean(false)) {
      row = before.deepCopy();
      for (var field : body.properties()) {
        row.set(field.getKey(), field.getValue());
      }
      if (entity.isDocument() && entity != Entity.PAYMENT && body.get("TotalAmt") == null) {
        row.remove("TotalAmt");
      }
    }
    return written(entity, before, checked(entity, row, before, byApi));
  }

  /** A void keeps the document and its number, and takes all money out of it. */
  ObjectNode empty(Entity entity, ObjectNode body) {
    var before = current(entity, body);
    documents.open(before);
    undeposited(entity, Json.text(before, "Id", ""));
    payments.unlink(entity, Json.text(before, "Id", ""));
    var row = before.deepCopy();
    for (var line : row.path("Line")) {
      ((ObjectNode) line).put("Amount", BigDecimal.ZERO);
    }
    if (entity == Entity.PAYMENT) {
      row.putArray("Line");
      row.put("UnappliedAmt", BigDecimal.ZERO);
    } else if (entity != Entity.JOURNAL_ENTRY && entity != Entity.DEPOSIT) {
      row.putObject("TxnTaxDetail").put("TotalTax", BigDecimal.ZERO);
      row.put("Balance", BigDecimal.ZERO);
    }
    row.put("TotalAmt", BigDecimal.ZERO).put("PrivateNote", "Voided");
    return written(entity, before, row);
  }

  /** Returns the id of what is gone. */
  String delete(Entity entity, ObjectNode body) {
    if (!entity.isDeletable()) {
      throw Fault.unsupported(entity.spelling() + " cannot be deleted, only made inactive");
    }
    var row = current(entity, body);
    var id = Json.text(row, "Id", "");
    if (entity.isDocument()) {
      documents.open(row);
      undeposited(entity, id);
      payments.unlink(entity, id);
    }
    data.delete(entity, id);
    if (entity == Entity.PAYMENT) {
      payments.settleBalances(row, null);
    }
    return id;
  }

  private ObjectNode written(Entity entity, ObjectNode before, ObjectNode row) {
    var stored = data.replace(entity, before, row);
    if (entity == Entity.PAYMENT) {
      payments.settleBalances(before, stored);
    }
    return stored;
  }

  private void undeposited(Entity entity, String id) {
    var deposit = ledgers.depositOf(entity, id, "");
    if (deposit != null) {
      throw Fault.business("It has been deposited; delete it from deposit " + deposit + " first");
    }
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

  private ObjectNode checked(
      Entity entity, ObjectNode body, @Nullable ObjectNode before, boolean byApi) {
    if (entity.isDocument()) {
      var row = documents.completed(entity, body, before, byApi);
      if (before != null) {
        payments.keepBalance(entity, row, Json.text(before, "Id", ""));
      }
      return row;
    }
    if (!entity.isWritable()) {
      throw Fault.unsupported(entity.spelling() + " cannot be written here");
    }
    return entity == Entity.ATTACHABLE ? body.deepCopy() : named(entity, body, before);
  }

  private ObjectNode named(Entity entity, ObjectNode body, @Nullable ObjectNode before) {
    new References(data).tracked(entity);
    var field = String.valueOf(entity.uniqueName());
    var name = Json.text(body, field);
    if (name == null || name.isBlank()) {
      throw Fault.missing(field);
    }
    if (name.length() > NAME_MAX && entity != Entity.CUSTOMER) {
      throw Fault.tooLong(field, NAME_MAX);
    }
    var own = before == null ? "" : Json.text(before, "Id", "");
    var other = data.find(entity, field, name);
    if (other != null && !Json.text(other, "Id", "").equals(own)) {
      throw Fault.duplicateName(name, Json.text(other, "Id", ""));
    }
    var row = body.deepCopy();
    switch (entity) {
      case ITEM -> item(row);
      case ACCOUNT -> account(row);
      default -> {
        // A mere name.
      }
    }
    if (row.get("Active") == null) {
      row.put("Active", true);
    }
    return entity == Entity.PAYMENT_METHOD || entity == Entity.TAX_AGENCY
        ? row
        : row.put("FullyQualifiedName", name);
  }

  private void account(ObjectNode row) {
    if (Json.text(row, "AccountType") == null) {
      throw Fault.missing("AccountType");
    }
    Furniture.completed(row, data.company().currency());
  }

  private void item(ObjectNode row) {
    if (Json.text(row, "Name", "").indexOf(':') >= 0) {
      throw Fault.unsupported("An item's name may not have a colon");
    }
    if (Json.text(row, "Sku", "").length() > NAME_MAX) {
      throw Fault.tooLong("Sku", NAME_MAX);
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
