package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** What really is in the books, for comparison with what the hub believes. */
final class CompanyTruth {

  private CompanyTruth() {}

  static ObjectNode tell(CompanyData data) {
    var truth = Json.object();
    var documents = truth.putArray("documents");
    for (var entity : Entity.values()) {
      if (entity.isDocument()) {
        data.all(entity).forEach(row -> documents.add(document(entity, row)));
      }
    }
    var effects = truth.putObject("effects");
    data.effects
        .rows()
        .forEach((number, count) -> effects.putObject(number).put("count", count.longValue()));
    truth.put("requestIds", data.given.size());
    for (var name :
        new String[] {"requests", "overLimit", "replays", "tokensGiven", "deadRefreshTokens"}) {
      truth.put(name, data.counters.get(name));
    }
    var faults = truth.putObject("faults");
    for (var code :
        new String[] {"5010", "6140", "6240", "610", "2500", "6070", "6000", "3200", "3001"}) {
      if (data.counters.get("fault." + code) > 0) {
        faults.put(code, data.counters.get("fault." + code));
      }
    }
    names(truth, "items", data, Entity.ITEM, "Sku", "Name");
    names(truth, "accounts", data, Entity.ACCOUNT, "AccountType", "Name");
    names(truth, "customers", data, Entity.CUSTOMER, "Notes", "DisplayName");
    return truth;
  }

  private static void names(
      ObjectNode truth, String list, CompanyData data, Entity entity, String extra, String name) {
    var all = truth.putArray(list);
    data.all(entity).forEach(row -> {
      var shown = all.addObject().put("id", Json.text(row, "Id"));
      shown.put("name", Json.text(row, name));
      if (row.get(extra) != null) {
        shown.put(
            extra.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + extra.substring(1),
            Json.text(row, extra));
      }
    });
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
    var lines = told.putArray("lines");
    for (var line : row.path("Line")) {
      var type = Json.text(line, "DetailType", "");
      if (!type.equals("SubTotalLineDetail")) {
        var shown = lines.addObject().put("detailType", type);
        shown.put("amount", Json.text(line, "Amount"));
        var detail = line.path(type);
        shown.put("item", Json.text(detail.path("ItemRef"), "name"));
        shown.put("itemId", Json.text(detail.path("ItemRef"), "value"));
        shown.put("quantity", Json.text(detail, "Qty"));
        shown.put("unitPrice", Json.text(detail, "UnitPrice"));
      }
    }
    return told;
  }
}
