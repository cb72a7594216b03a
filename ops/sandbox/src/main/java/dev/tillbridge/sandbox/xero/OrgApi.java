package dev.tillbridge.sandbox.xero;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Accounting API of one organisation: lists with filters, single things, and PUT, which creates. */
final class OrgApi {

  private static final int KEY_MAX = 128;
  private static final int PAGE = 100;

  /** How long a key is known is not documented; short, so that nobody relies on it. */
  private static final Duration KEYS_KEPT = Duration.ofMinutes(6);

  private static final Set<String> ONE_PAGE =
      Set.of("Accounts", "TaxRates", "Organisation", "Items");

  private final OrgData data;
  private final Forms forms;
  private final Moneys moneys;
  private final Others others;

  OrgApi(OrgData data) {
    this.data = data;
    var lines = new Lines(data);
    others = new Others(data);
    forms = new Forms(data, lines, others);
    moneys = new Moneys(data, lines, others);
  }

  Answer answer(Call call) {
    var parts = call.path().substring(1).split("/", -1);
    var kind = Kind.at(parts[0]);
    if (kind == null) {
      throw Refusal.notFound();
    }
    return switch (call.method()) {
      case "GET" -> parts.length == 1 ? list(kind, parts[0], call) : one(kind, parts[1]);
      case "PUT" -> put(kind, call);
      default -> Answer.empty(405);
    };
  }

  private Answer one(Kind kind, String id) {
    var row = data.of(kind).get(id);
    if (row == null) {
      row = data.find(kind, number(kind), id);
    }
    if (row == null) {
      throw Refusal.notFound();
    }
    return Answer.json(200, wrapped(kind, List.of(row)));
  }

  private Answer list(Kind kind, String path, Call call) {
    Predicate<JsonNode> wanted = row -> true;
    var where = call.query().get("where");
    if (where != null) {
      wanted = Where.of(where);
    }
    var numbers = call.query().get("InvoiceNumbers");
    if (numbers != null && kind == Kind.INVOICE) {
      var list = Set.of(numbers.split(",", -1));
      wanted = wanted.and(row -> list.contains(Json.text(row, "InvoiceNumber", "")));
    }
    var found = data.all(kind).filter(wanted);
    return Answer.json(
        200, wrapped(kind, (ONE_PAGE.contains(path) ? found : found.limit(PAGE)).toList()));
  }

  /** A repeated key gets the first good answer again; with another body it is refused. */
  private Answer put(Kind kind, Call call) {
    var key = call.header("Idempotency-Key");
    if (key != null && key.length() > KEY_MAX) {
      throw Refusal.invalid("The idempotency key is longer than " + KEY_MAX);
    }
    var asked = call.path() + " " + call.body();
    var before = key == null ? null : data.given.get(key);
    if (before != null && before.at().plus(KEYS_KEPT).isAfter(data.now())) {
      if (!before.asked().equals(asked)) {
        throw Refusal.invalid("The idempotency key was used for another request");
      }
      data.counters.up("replays");
      return Answer.of(200, "application/json;charset=UTF-8", before.body());
    }
    var body = Json.parseObject(call.body());
    if (body == null) {
      throw Refusal.query("The body is not a JSON object");
    }
    var several = body.path(kind.plural());
    if (several.isArray() && several.isEmpty()) {
      throw Refusal.invalid("nothing to create");
    }
    var made = Json.array();
    if (several.isArray()) {
      several.forEach(row -> made.add(create(kind, (ObjectNode) row)));
    } else {
      made.add(create(kind, body));
    }
    var answer = Answer.json(200, wrapped(kind, made));
    if (key != null) {
      data.given.put(key, new OrgData.Given(asked, answer.body(), data.now()));
    }
    return answer.withEffect();
  }

  /** Checks and stores; what is refused leaves nothing behind. */
  ObjectNode create(Kind kind, ObjectNode row) {
    return switch (kind) {
      case INVOICE -> forms.invoice(row);
      case CREDIT_NOTE -> forms.creditNote(row);
      case PAYMENT -> moneys.payment(row);
      case BANK_TRANSACTION -> moneys.bankTransaction(row);
      case MANUAL_JOURNAL -> moneys.journal(row);
      case CONTACT -> others.contact(row);
      case ITEM -> others.item(row);
      case ACCOUNT -> others.account(row);
      case ORGANISATION, TAX_RATE -> throw Refusal.notFound();
    };
  }

  static String number(Kind kind) {
    return switch (kind) {
      case INVOICE -> "InvoiceNumber";
      case CREDIT_NOTE -> "CreditNoteNumber";
      case ITEM, ACCOUNT -> "Code";
      default -> kind.idField();
    };
  }

  private ObjectNode wrapped(Kind kind, Iterable<? extends JsonNode> rows) {
    var body = Json.object().put("Id", "sandbox").put("Status", "OK");
    body.put("ProviderName", "sandbox").put("DateTimeUTC", "/Date(0)/");
    var list = body.putArray(kind.plural());
    rows.forEach(list::add);
    return body;
  }
}
