package dev.tillbridge.connector.xero;

import dev.tillbridge.connector.xero.Chart.Account;
import dev.tillbridge.connector.xero.Reply.Answered;
import dev.tillbridge.connector.xero.Reply.Faulted;
import dev.tillbridge.connector.xero.Reply.Lost;
import dev.tillbridge.connector.xero.Reply.Unsent;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Xero calls things: found by their names, remembered for a quarter of an hour or until Xero refuses
 * something, and created where the merchant permits it.
 */
final class References {

  private static final int CODE_MOST = 30;
  private static final int NAME_MOST = 50;
  private static final int CODES_A_QUERY = 20;
  private static final Duration KEPT_FOR = Duration.ofMinutes(15);
  private static final String THE_CHART = "";

  private static final Chart NONE = new Chart("", List.of(), List.of());

  private static final Account NOWHERE = new Account("", "", "", "", "", false);

  private final XeroApi api;
  private final XeroSettings settings;
  private final ExpiringCache<Chart> charts;
  private final ExpiringCache<String> contacts;

  /** Whether a SKU is the code of an item that a line may name. */
  private final ExpiringCache<Boolean> items;

  /** What an item is made of: its title and the code of the account of its sales. */
  record Good(String title, String account) {}

  References(XeroApi api, XeroSettings settings, InstantSource clock) {
    this.api = api;
    this.settings = settings;
    this.charts = new ExpiringCache<>(1, KEPT_FOR, clock);
    this.contacts = new ExpiringCache<>(1_000, KEPT_FOR, clock);
    this.items = new ExpiringCache<>(20_000, KEPT_FOR, clock);
  }

  /** The organisation, its accounts and its taxes: three questions. */
  Outcome<Chart> chart() {
    var known = charts.get(THE_CHART);
    if (known != null) {
      return new Delivered<>(known);
    }
    var organisation = ask("Organisation", null);
    if (!(organisation instanceof Delivered<JsonNode>(var sheet))) {
      return organisation.map(_ -> NONE);
    }
    var accounts = ask("Accounts", null);
    if (!(accounts instanceof Delivered<JsonNode>(var chart))) {
      return accounts.map(_ -> NONE);
    }
    return ask("TaxRates", null).map(rates -> {
      var read = Chart.of(sheet, chart, rates);
      charts.put(THE_CHART, read);
      return read;
    });
  }

  /** An account; one that is Xero's own where Xero moves no other. */
  Outcome<Account> account(BookAccount account) {
    var asked = chart();
    if (!(asked instanceof Delivered<Chart>(var chart))) {
      return asked.map(_ -> NOWHERE);
    }
    var system = XeroAccounts.system(account);
    if (account.link() == null && !system.isEmpty()) {
      return chart
          .system(system)
          .<Outcome<Account>>map(Delivered::new)
          .orElseGet(() -> missing("Xero has no account of its own for " + account));
    }
    var name = settings.accounts().of(account);
    var found = chart.named(name);
    if (found.isEmpty()) {
      return settings.creates().accounts()
          ? create(account, name, chart)
          : missing("no Xero account named %s; add the account, then retry".formatted(name));
    }
    if (system.equals(Chart.RECEIVABLE) && !found.get().isReceivable()) {
      return missing(
          "held: Xero keeps what customers owe on its own account only, but %s is linked to %s there; take the link off"
              .formatted(account, name));
    }
    return new Delivered<>(found.get());
  }

  /** Somebody may mend it there: the next try must see it. */
  private Outcome<Account> missing(String why) {
    charts.clear();
    return new Refused<>(why);
  }

  private Outcome<Account> create(BookAccount account, String name, Chart chart) {
    var type = NewThings.type(account);
    if (type == null) {
      return missing(
          "no Xero account named %s; a bank account is added there by a person".formatted(name));
    }
    var row = new Rows.NewAccount(NewThings.code(account), name, type, NewThings.isMoney(account));
    return create("Accounts", "account", name, row).map(made -> {
      var fresh = Account.of(made);
      charts.put(THE_CHART, chart.with(fresh));
      return fresh;
    });
  }

  /** The id of a contact by its name. */
  Outcome<String> contact(String wanted) {
    // Xero's filters have no documented way to write a quote inside a text.
    var name = wanted.replace('"', '\'').strip();
    var known = contacts.get(name);
    if (known != null) {
      return new Delivered<>(known);
    }
    var answer = ask("Contacts", "Name==\"" + name + "\"");
    if (!(answer instanceof Delivered<JsonNode>(var found))) {
      return answer.map(_ -> "");
    }
    var id = "";
    for (var row : found.path("Contacts")) {
      if (Json.text(row, "Name").equalsIgnoreCase(name)) {
        id = Json.text(row, "ContactID");
      }
    }
    if (id.isEmpty() && !settings.creates().contacts()) {
      return new Refused<>("no Xero contact named %s; add the contact, then retry".formatted(name));
    }
    var contact = id.isEmpty()
        ? create("Contacts", "contact", name, new Rows.NewContact(name))
            .map(made -> Json.text(made, "ContactID"))
        : new Delivered<>(id);
    if (contact instanceof Delivered<String>(var there)) {
      contacts.put(name, there);
    }
    return contact;
  }

  /**
   * Those of the SKUs that lines may name as items. Xero books a line where the line says, so an item is
   * for reports only, and what has none goes without. One whose stock Xero keeps would move more accounts
   * than the document says, so it is not named.
   */
  Outcome<Set<String>> items(Map<String, Good> goods) {
    var usable = new HashSet<String>();
    var unknown = new LinkedHashMap<String, Good>();
    goods.forEach((sku, good) -> {
      var known = items.get(sku);
      if (known == null && isCode(sku)) {
        unknown.put(sku, good);
      } else if (Boolean.TRUE.equals(known)) {
        usable.add(sku);
      }
    });
    while (!unknown.isEmpty()) {
      var batch = unknown.keySet().stream().limit(CODES_A_QUERY).toList();
      var where =
          batch.stream().map(sku -> "Code==\"" + sku + "\"").collect(Collectors.joining(" OR "));
      var answer = ask("Items", where);
      if (!(answer instanceof Delivered<JsonNode>(var found))) {
        return answer.map(_ -> Set.of());
      }
      for (var row : found.path("Items")) {
        var code = Json.text(row, "Code");
        if (unknown.remove(code) != null) {
          items.put(code, !row.path("IsTrackedAsInventory").asBoolean(false));
        }
      }
      for (var sku : batch) {
        var good = unknown.remove(sku);
        if (good != null) {
          items.put(sku, settings.creates().items() && isMade(sku, good));
        }
        if (Boolean.TRUE.equals(items.get(sku))) {
          usable.add(sku);
        }
      }
    }
    return new Delivered<>(usable);
  }

  /** A sale does not wait for an item: it can be booked without. */
  private boolean isMade(String sku, Good good) {
    var title = good.title().isBlank() ? sku : good.title();
    var row = new Rows.NewItem(
        sku,
        title.length() <= NAME_MOST ? title : title.substring(0, NAME_MOST).strip(),
        new Rows.SalesDetails(good.account()));
    return create("Items", "item", sku, row) instanceof Delivered<JsonNode>;
  }

  private static boolean isCode(String sku) {
    return sku.length() <= CODE_MOST && !sku.contains("\"");
  }

  /** Something remembered may be wrong: ask anew from now on. */
  void forget() {
    charts.clear();
    contacts.clear();
    items.clear();
  }

  private Outcome<JsonNode> create(String path, String what, String name, Object row) {
    // The same thing under the same key, so that two hubs or a lost answer make one.
    var key = UUID.nameUUIDFromBytes((what + "|" + name).getBytes(StandardCharsets.UTF_8));
    return switch (api.put(path, row, key)) {
      case Answered(var body) -> {
        var made = body.path(path).path(0);
        yield made.isMissingNode()
            ? new NotSent<>("Xero does not tell which %s it made".formatted(what), null)
            : new Delivered<>(made);
      }
      case Faulted(var ignored, var words) ->
        new Refused<>("Xero has no %s named %s and takes none: %s; add it, then retry"
            .formatted(what, name, words));
      case Unsent(var ignored, var why, var wait) -> new NotSent<>(why, wait);
      // It is looked for by its name at the next try.
      case Lost(var why) -> new NotSent<>(why, null);
    };
  }

  /** Asks a question. Without an answer nothing was booked, so it may be asked again. */
  Outcome<JsonNode> ask(String path, @Nullable String where) {
    return switch (api.get(path, where)) {
      case Answered(var body) -> new Delivered<>(body);
      case Faulted(var status, var words) ->
        new Refused<>("Xero refused a question for %s: %s (%d)".formatted(path, words, status));
      case Unsent(var ignored, var why, var wait) -> new NotSent<>(why, wait);
      case Lost(var why) -> new NotSent<>(why, null);
    };
  }
}
