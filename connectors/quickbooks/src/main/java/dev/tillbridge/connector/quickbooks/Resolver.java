package dev.tillbridge.connector.quickbooks;

import dev.tillbridge.connector.quickbooks.TaxCodes.Company;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Document.Move;
import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.books.FormLine;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds, or creates, all that a document names. */
final class Resolver {

  private static final Names NO_NAMES =
      new Names(Map.of(), Map.of(), Map.of(), "", new FormTaxes.OneSum());

  private final QuickBooksSettings settings;
  private final References references;
  private final TaxCodes taxes;
  private final Tracked tracked;

  Resolver(QuickBooksSettings settings, References references, TaxCodes taxes, Tracked tracked) {
    this.settings = settings;
    this.references = references;
    this.taxes = taxes;
    this.tracked = tracked;
  }

  /** Refused, in words for a person, when something is missing that we may not create. */
  Outcome<Names> names(Posting posting) {
    var tags = tracked.of(posting.tracking());
    return tags instanceof Delivered<Tags>(var told)
        ? plain(posting).map(names -> names.tagged(told))
        : tags.map(_ -> NO_NAMES);
  }

  private Outcome<Names> plain(Posting posting) {
    var document = posting.document();
    return switch (document) {
      case Document.Receipt(var ignored, var form, var money) -> form(posting, form, Set.of(money));
      case Document.Refund(var ignored, var form, var money) -> form(posting, form, Set.of(money));
      case Document.Invoice(var ignored, var form, var owed) -> form(posting, form, Set.of());
      case Document.Credit(var ignored, var form, var owed) -> form(posting, form, Set.of());
      case Document.Payment payment -> accounts(document, Set.of(payment.money()), true);
      case Document.Journal journal ->
        accounts(
            document,
            moved(journal.moves()),
            journal.moves().stream().anyMatch(m -> m.role() == Role.RECEIVABLE));
      case Document.Deposit deposit -> {
        var all = new HashSet<>(moved(deposit.moves()));
        all.add(deposit.bank());
        yield accounts(document, all, false);
      }
    };
  }

  private Outcome<Names> form(Posting posting, Form form, Set<BookAccount> money) {
    var goods = new LinkedHashMap<String, FormLine>();
    for (var line : form.items()) {
      var sku = line.sku();
      if (sku != null) {
        goods.put(sku.code(), line);
      }
    }
    var items = references.items(goods, posting.ownItems());
    if (!(items instanceof Delivered<Map<String, String>>(var bySku))) {
      return items.map(_ -> NO_NAMES);
    }
    var charges = charges(form, posting.ownItems());
    if (!(charges instanceof Delivered<Map<FormLine, String>>(var byLine))) {
      return charges.map(_ -> NO_NAMES);
    }
    var taxed = taxes.of(form);
    if (!(taxed instanceof Delivered<FormTaxes>(var told))) {
      return taxed.map(_ -> NO_NAMES);
    }
    var wanted = new LinkedHashSet<>(money);
    form.discounts().forEach(line -> wanted.add(line.account()));
    return accounts(posting.document(), wanted, true)
        .map(names -> new Names(names.accounts(), bySku, byLine, names.customer(), told));
  }

  private Outcome<Map<FormLine, String>> charges(Form form, boolean own) {
    var ids = new HashMap<FormLine, String>();
    for (var line : form.items()) {
      if (line.sku() == null) {
        var item = line.role() == Role.SHIPPING ? shipping(line, own) : references.item(line, own);
        if (!(item instanceof Delivered<String>(var id))) {
          return item.map(_ -> Map.of());
        }
        ids.put(line, id);
      }
    }
    return new Delivered<>(ids);
  }

  /** QuickBooks' own shipping line goes where the company says; elsewhere it needs an item. */
  private Outcome<String> shipping(FormLine line, boolean own) {
    var set = taxes.company();
    if (!(set instanceof Delivered<Company>(var company))) {
      return set.map(_ -> "");
    }
    if (company.shipping().isEmpty()) {
      return new Delivered<>(Forms.SHIPPING);
    }
    var account = references.account(line.account());
    if (!(account instanceof Delivered<String>(var id))) {
      return account;
    }
    return id.equals(company.shipping())
        ? new Delivered<>(Forms.SHIPPING)
        : references.item(line, own);
  }

  private Outcome<Names> accounts(
      Document document, Collection<BookAccount> wanted, boolean needsCustomer) {
    var head = document.head();
    var owes = head.customer();
    var customer = needsCustomer
        ? references.customer(owes == null ? settings.customers().of(head.channel()) : owes)
        : new Delivered<>("");
    if (!(customer instanceof Delivered<String>(var customerId))) {
      return customer.map(_ -> NO_NAMES);
    }
    var ids = new HashMap<BookAccount, String>();
    for (var account : wanted) {
      var found = references.account(account);
      if (!(found instanceof Delivered<String>(var id))) {
        return found.map(_ -> NO_NAMES);
      }
      ids.put(account, id);
    }
    return new Delivered<>(new Names(ids, Map.of(), Map.of(), customerId, new FormTaxes.OneSum()));
  }

  private static Set<BookAccount> moved(List<Move> moves) {
    var accounts = new LinkedHashSet<BookAccount>();
    moves.forEach(move -> accounts.add(move.account()));
    return accounts;
  }
}
