package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What really is in the books, for comparison with what the hub believes. */
final class CompanyTruth {

  private static final String[] TALLIES = {
    "requests",
    "batches",
    "overLimit",
    "peakConcurrent",
    "replays",
    "tokensGiven",
    "deadRefreshTokens"
  };
  private static final String[] CODES = {
    "5010", "6140", "6240", "610", "2500", "6070", "6000", "6200", "3200", "3001"
  };

  private CompanyTruth() {}

  static ObjectNode tell(CompanyData data) {
    var truth = Json.object();
    var documents = truth.putArray("documents");
    for (var entity : Entity.values()) {
      if (entity.isDocument()) {
        data.all(entity).forEach(row -> documents.add(document(entity, row)));
      }
    }
    balances(truth.putObject("balances"), data);
    var effects = truth.putObject("effects");
    data.effects
        .rows()
        .forEach((number, count) -> effects.putObject(number).put("count", count.longValue()));
    truth.put("requestIds", data.given.size());
    for (var name : TALLIES) {
      truth.put(name, data.counters.get(name));
    }
    var faults = truth.putObject("faults");
    for (var code : CODES) {
      if (data.counters.get("fault." + code) > 0) {
        faults.put(code, data.counters.get("fault." + code));
      }
    }
    names(truth, "items", data, Entity.ITEM, "Sku", "Name");
    names(truth, "accounts", data, Entity.ACCOUNT, "AccountType", "Name");
    names(truth, "departments", data, Entity.DEPARTMENT, "FullyQualifiedName", "Name");
    names(truth, "classes", data, Entity.CLASS, "FullyQualifiedName", "Name");
    names(truth, "customers", data, Entity.CUSTOMER, "Notes", "DisplayName");
    truth.set("mails", Json.tree(data.mails.all()));
    var files = truth.putArray("files");
    data.all(Entity.ATTACHABLE).forEach(row -> files.add(file(data, row)));
    return truth;
  }

  /** Every line of the general ledger, document by document: a debit above zero, a credit below. */
  static ObjectNode ledger(CompanyData data) {
    var told = Json.object();
    var lines = told.putArray("ledger");
    var postings = new Postings(data);
    for (var entity : Entity.values()) {
      if (entity.isDocument()) {
        data.all(entity)
            .forEach(row -> postings
                .of(entity, row)
                .forEach(line -> lines
                    .addObject()
                    .put("type", entity.spelling())
                    .put("id", Json.text(row, "Id"))
                    .put("docNumber", Json.text(row, "DocNumber"))
                    .put("txnDate", Json.text(row, "TxnDate"))
                    .put("account", name(data, line.account()))
                    .put("amount", line.amount().toPlainString())));
      }
    }
    return told;
  }

  /** By the account's name, to the cent; what was booked and came to nothing is told too. */
  private static void balances(ObjectNode told, CompanyData data) {
    var byName = new TreeMap<String, BigDecimal>();
    new Postings(data).balances().forEach((id, sum) -> byName.put(name(data, id), sum));
    byName.forEach((name, sum) -> told.put(name, sum.setScale(2).toPlainString()));
  }

  private static String name(CompanyData data, String account) {
    return Json.text(data.of(Entity.ACCOUNT).need(account), "Name", account);
  }

  private static void names(
      ObjectNode truth, String list, CompanyData data, Entity entity, String extra, String name) {
    var all = truth.putArray(list);
    data.all(entity).forEach(row -> {
      var shown = all.addObject().put("id", Json.text(row, "Id"));
      shown.put("name", Json.text(row, name));
      if (row.get(extra) != null) {
        shown.put(
            extra.substring(0, 1).toLowerCase(Locale.ROOT) + extra.substring(1),
            Json.text(row, extra));
      }
    });
  }

  private static ObjectNode file(CompanyData data, ObjectNode row) {
    var told = Json.object().put("id", Json.text(row, "Id"));
    told.put("fileName", Json.text(row, "FileName")).put("size", Json.text(row, "Size", "0"));
    told.put("sha256", data.files.get(Json.text(row, "Id", "")));
    var ref = row.path("AttachableRef").path(0).path("EntityRef");
    return told.put("type", Json.text(ref, "type")).put("document", Json.text(ref, "value"));
  }

  private static ObjectNode document(Entity entity, ObjectNode row) {
    var told = Json.object().put("type", entity.spelling()).put("id", Json.text(row, "Id"));
    told.put("docNumber", Json.text(row, "DocNumber"))
        .put("syncToken", Json.text(row, "SyncToken"));
    told.put("total", Json.text(row, "TotalAmt"));
    told.put("tax", Json.text(row.path("TxnTaxDetail"), "TotalTax", "0"));
    told.put("txnDate", Json.text(row, "TxnDate"));
    told.put("depositTo", Json.text(row.path("DepositToAccountRef"), "name"));
    told.put("privateNote", Json.text(row, "PrivateNote"));
    told.put("customer", Json.text(row.path("CustomerRef"), "name"));
    tags(told, row);
    told.put("emailStatus", Json.text(row, "EmailStatus"));
    if (row.has("Balance") || row.has("UnappliedAmt")) {
      told.put("open", Json.text(row, row.has("Balance") ? "Balance" : "UnappliedAmt"));
    }
    var lines = told.putArray("lines");
    for (var line : row.path("Line")) {
      var type = Json.text(line, "DetailType", "");
      if (!type.equals("SubTotalLineDetail")) {
        lines.add(line(line, type));
      }
    }
    return told;
  }

  /** The names of its location and class, where it has them. */
  private static void tags(ObjectNode told, JsonNode row) {
    if (row.has("DepartmentRef")) {
      told.put("department", Json.text(row.path("DepartmentRef"), "name"));
    }
    if (row.has("ClassRef")) {
      told.put("class", Json.text(row.path("ClassRef"), "name"));
    }
  }

  private static ObjectNode line(JsonNode line, String type) {
    var shown = Json.object().put("detailType", type);
    shown.put("amount", Json.text(line, "Amount"));
    var detail = line.path(type);
    shown.put("item", Json.text(detail.path("ItemRef"), "name"));
    shown.put("itemId", Json.text(detail.path("ItemRef"), "value"));
    shown.put("quantity", Json.text(detail, "Qty"));
    shown.put("unitPrice", Json.text(detail, "UnitPrice"));
    for (var field : new String[] {"ItemAccountRef", "DiscountAccountRef", "AccountRef"}) {
      if (detail.has(field)) {
        shown.put("account", Json.text(detail.path(field), "name"));
      }
    }
    tags(shown, detail);
    if (detail.has("PostingType")) {
      shown.put("postingType", Json.text(detail, "PostingType"));
    }
    return shown;
  }
}
