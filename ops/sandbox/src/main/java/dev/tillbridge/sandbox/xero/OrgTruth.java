package dev.tillbridge.sandbox.xero;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What really is in the books, for comparison with what the hub believes. */
final class OrgTruth {

  private static final String[] TALLIES = {"requests", "replays", "tokensGiven", "deadRefreshTokens"
  };
  private static final String[] REFUSALS = {
    "validation", "query", "notFound", "unauthorised", "forbidden", "limit"
  };

  private OrgTruth() {}

  static ObjectNode tell(OrgData data) {
    var truth = Json.object();
    var documents = truth.putArray("documents");
    for (var kind : Kind.values()) {
      if (kind.isDocument()) {
        data.all(kind).forEach(row -> documents.add(document(kind, row)));
      }
    }
    var balances = truth.putObject("balances");
    var byName = new TreeMap<String, BigDecimal>(new Postings(data).balances());
    byName.forEach((name, sum) -> balances.put(name, sum.setScale(2).toPlainString()));
    for (var name : TALLIES) {
      truth.put(name, data.counters.get(name));
    }
    var refusals = truth.putObject("refusals");
    for (var name : REFUSALS) {
      refusals.put(name, data.counters.get("refusal." + name));
    }
    names(truth.putArray("contacts"), data, Kind.CONTACT, "Name");
    names(truth.putArray("items"), data, Kind.ITEM, "Code");
    names(truth.putArray("accounts"), data, Kind.ACCOUNT, "Name");
    return truth;
  }

  /** Every line of the general ledger, document by document: a debit above zero, a credit below. */
  static ObjectNode ledger(OrgData data) {
    var told = Json.object();
    var lines = told.putArray("ledger");
    var postings = new Postings(data);
    for (var kind : Kind.values()) {
      if (kind.isDocument()) {
        data.all(kind)
            .forEach(row -> postings
                .of(kind, row)
                .forEach(line -> lines
                    .addObject()
                    .put("type", kind.plural())
                    .put("id", Json.text(row, kind.idField()))
                    .put("account", line.account())
                    .put("amount", line.amount().toPlainString())));
      }
    }
    return told;
  }

  private static void names(ArrayNode told, OrgData data, Kind kind, String field) {
    data.all(kind).forEach(row -> told.add(Json.text(row, field)));
  }

  private static ObjectNode document(Kind kind, ObjectNode row) {
    var told = row.deepCopy().put("type", kind.plural());
    told.put("id", Json.text(row, kind.idField()));
    var number = Json.text(row, OrgApi.number(kind));
    return told.put(
        "number", kind == Kind.INVOICE || kind == Kind.CREDIT_NOTE ? number : reference(row));
  }

  private static String reference(ObjectNode row) {
    return Json.text(row, "Reference", Json.text(row, "Narration", ""));
  }
}
