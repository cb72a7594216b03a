package dev.tillbridge.connector.xero;

import dev.tillbridge.connector.xero.Chart.Account;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Document.Move;
import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.books.FormLine;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds, or creates, all that a document names. */
final class Resolver {

  private static final Names NO_NAMES =
      new Names(Map.of(), "", Set.of(), new Taxes(Map.of(), "NONE"));

  private final XeroSettings settings;
  private final References references;

  Resolver(XeroSettings settings, References references) {
    this.settings = settings;
    this.references = references;
  }

  /**
   * Refused, in words for a person, when something is missing that we may not create.
   *
   * @param toBook else only what is needed to look the document up: its accounts
   */
  Outcome<Names> names(Document document, boolean toBook) {
    var asked = references.chart();
    if (!(asked instanceof Delivered<Chart>(var chart))) {
      return asked.map(_ -> NO_NAMES);
    }
    var currency = document.head().currency().getCurrencyCode();
    if (!currency.equals(chart.currency())) {
      return new Refused<>("held: the books at Xero are kept in %s, and this is in %s"
          .formatted(chart.currency(), currency));
    }
    return switch (document) {
      case Document.Receipt(var ignored, var form, var money) ->
        form(document, form, money, chart, toBook);
      case Document.Refund(var ignored, var form, var money) ->
        form(document, form, money, chart, toBook);
      case Document.Invoice(var ignored, var form, var owed) ->
        form(document, form, owed, chart, toBook);
      case Document.Credit(var ignored, var form, var owed) ->
        form(document, form, owed, chart, toBook);
      case Document.Payment paid ->
        accounts(List.of(paid.money(), paid.receivable())).map(Resolver::plain);
      case Document.Journal journal -> moves(document, journal.moves(), null, toBook);
      case Document.Deposit deposit -> moves(document, deposit.moves(), deposit.bank(), toBook);
    };
  }

  private Outcome<Names> form(
      Document document, Form form, BookAccount other, Chart chart, boolean toBook) {
    var wanted = new LinkedHashSet<BookAccount>();
    wanted.add(other);
    form.lines().forEach(line -> wanted.add(line.account()));
    var found = accounts(wanted);
    if (!(found instanceof Delivered<Map<BookAccount, Account>>(var accounts))) {
      return found.map(_ -> NO_NAMES);
    }
    if (!toBook) {
      return new Delivered<>(plain(accounts));
    }
    for (var tax : form.taxes()) {
      var account = accounts.get(tax.account());
      if (!tax.amount().isZero() && account != null && !account.system().equals(Chart.TAX)) {
        return new Refused<>(
            "held: Xero keeps tax on its own account only, but %s is linked to %s there; take the link off"
                .formatted(tax.account(), account.name()));
      }
    }
    var taxed = Taxes.of(form, chart);
    if (!(taxed instanceof Delivered<Taxes>(var taxes))) {
      return taxed.map(_ -> NO_NAMES);
    }
    var items = items(form.items(), accounts);
    if (!(items instanceof Delivered<Set<String>>(var codes))) {
      return items.map(_ -> NO_NAMES);
    }
    return contact(document).map(contact -> new Names(accounts, contact, codes, taxes));
  }

  private Outcome<Set<String>> items(List<FormLine> lines, Map<BookAccount, Account> accounts) {
    var goods = new HashMap<String, References.Good>();
    for (var line : lines) {
      var sku = line.sku();
      var account = accounts.get(line.account());
      if (sku != null && account != null) {
        goods.put(sku.code(), new References.Good(line.title(), account.code()));
      }
    }
    return references.items(goods);
  }

  private Outcome<Names> moves(
      Document document, List<Move> moves, @Nullable BookAccount bank, boolean toBook) {
    var wanted = new LinkedHashSet<BookAccount>();
    moves.forEach(move -> wanted.add(move.account()));
    if (bank != null) {
      wanted.add(bank);
    }
    var found = accounts(wanted);
    if (!(found instanceof Delivered<Map<BookAccount, Account>>(var accounts))) {
      return found.map(_ -> NO_NAMES);
    }
    boolean needsContact =
        toBook && accounts.values().stream().anyMatch(a -> a.isBank() || a.isReceivable());
    return needsContact
        ? contact(document).map(id -> new Names(accounts, id, Set.of(), NO_NAMES.taxes()))
        : new Delivered<>(plain(accounts));
  }

  private static Names plain(Map<BookAccount, Account> accounts) {
    return new Names(accounts, "", Set.of(), NO_NAMES.taxes());
  }

  private Outcome<String> contact(Document document) {
    var owes = document.head().customer();
    return references.contact(
        owes == null ? settings.contacts().of(document.head().channel()) : owes);
  }

  private Outcome<Map<BookAccount, Account>> accounts(Collection<BookAccount> wanted) {
    var accounts = new HashMap<BookAccount, Account>();
    for (var one : wanted) {
      var found = references.account(one);
      if (!(found instanceof Delivered<Account>(var account))) {
        return found.map(_ -> Map.of());
      }
      accounts.put(one, account);
    }
    return new Delivered<>(accounts);
  }
}
