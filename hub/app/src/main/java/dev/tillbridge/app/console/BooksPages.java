package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.books.AccountView;
import dev.tillbridge.hub.books.Balance;
import dev.tillbridge.hub.books.EntryView;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.books.Ledger.Question;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.books.AccountKind;
import io.swagger.v3.oas.annotations.Hidden;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** What is on each account, and the entries behind it. */
@Hidden
@RestController
@RequestMapping(BooksPages.ADDRESS)
class BooksPages {

  static final String ADDRESS = "/console/books";
  private static final int AT_ONCE = 100;

  private final Ledger ledger;
  private final Templates templates;
  private final Places places;

  BooksPages(Ledger ledger, Templates templates, Places places) {
    this.ledger = ledger;
    this.templates = templates;
    this.places = places;
  }

  @GetMapping
  ResponseEntity<String> accounts(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    var from = day(form, "from");
    var through = day(form, "through");
    boolean wrong = !form.faults().isEmpty();
    var balances = wrong ? List.<Balance>of() : ledger.trialBalance(from, through);
    var tables = new ArrayList<BooksView.Table>();
    balances.stream()
        .collect(Collectors.groupingBy(Balance::currency, LinkedHashMap::new, Collectors.toList()))
        .forEach((currency, of) -> tables.add(table(currency, of, form)));
    var view = new BooksView(
        frame(caller), form.value("from"), form.value("through"), fault(form), tables);
    return templates.page(wrong ? 422 : 200, "console/books/accounts.jte", Map.of("view", view));
  }

  private static BooksView.Table table(Currency currency, List<Balance> balances, Filled form) {
    var rows = new ArrayList<BooksView.Row>();
    var debit = BigInteger.ZERO;
    var credit = BigInteger.ZERO;
    for (var one : balances) {
      var left = one.balance();
      boolean owes = left.signum() < 0;
      debit = owes ? debit : debit.add(left);
      credit = owes ? credit.subtract(left) : credit;
      rows.add(new BooksView.Row(
          one.account(),
          one.name(),
          kind(one.kind()),
          owes || left.signum() == 0 ? "" : amount(left, currency),
          owes ? amount(left.negate(), currency) : "",
          one.clears() && left.signum() != 0,
          entriesAt(one.account(), form)));
    }
    return new BooksView.Table(
        currency.getCurrencyCode(), rows, amount(debit, currency), amount(credit, currency));
  }

  @GetMapping("/entries")
  ResponseEntity<String> entries(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    var from = day(form, "from");
    var through = day(form, "through");
    var end = end(form);
    boolean wrong = !form.faults().isEmpty();
    var names =
        ledger.accounts().stream().collect(Collectors.toMap(AccountView::code, AccountView::name));
    var account = form.value("account");
    var page = wrong
        ? List.<EntryView>of()
        : ledger.entries(
            new Question(from, through, account.isEmpty() ? null : account, null, end), AT_ONCE);
    var view = new BooksView.Entries(
        frame(caller),
        account.isEmpty() ? "All entries" : account + " " + names.getOrDefault(account, ""),
        form.value("from"),
        form.value("through"),
        account,
        fault(form),
        page.stream().map(entry -> entry(entry, names)).toList(),
        page.size() < AT_ONCE ? "" : next(form, page.getLast()));
    return templates.page(wrong ? 422 : 200, "console/books/entries.jte", Map.of("view", view));
  }

  private static BooksView.Entry entry(EntryView entry, Map<String, String> names) {
    return new BooksView.Entry(
        entry.id(),
        entry.day().toString(),
        entry.words(),
        entry.eventDay().equals(entry.day()) ? "" : "of " + entry.eventDay(),
        entry.lines().stream()
            .map(line -> new BooksView.Line(
                line.account(),
                names.getOrDefault(line.account(), ""),
                line.amount().isNegative() ? "" : Words.money(line.amount()),
                line.amount().isNegative() ? Words.money(line.amount().negated()) : ""))
            .toList());
  }

  private static String entriesAt(String account, Filled form) {
    return UriComponentsBuilder.fromPath(ADDRESS + "/entries")
        .queryParam("account", account)
        .queryParam("from", form.value("from"))
        .queryParam("through", form.value("through"))
        .encode()
        .toUriString();
  }

  private static String next(Filled form, EntryView last) {
    return UriComponentsBuilder.fromUriString(entriesAt(form.value("account"), form))
        .queryParam("after", Question.PageEnd.of(last).cursor())
        .toUriString();
  }

  private Frame frame(Caller caller) {
    return Frame.at(ADDRESS, places.merchant().name(), caller);
  }

  private static @Nullable LocalDate day(Filled form, String field) {
    var day = form.day(field);
    if (day != null && (day.getYear() < 1970 || day.getYear() > 2200)) {
      form.wrong(field, "must be a day like 2027-01-31");
    }
    return day;
  }

  private static Question.@Nullable PageEnd end(Filled form) {
    try {
      var after = form.value("after");
      return after.isEmpty() ? null : Question.PageEnd.read(after);
    } catch (BadInput wrong) {
      form.blame(wrong);
      return null;
    }
  }

  private static @Nullable String fault(Filled form) {
    return form.faults().isEmpty() ? null : form.faults().getFirst().words();
  }

  static String kind(AccountKind kind) {
    return switch (kind) {
      case ASSET -> "Owned";
      case LIABILITY -> "Owed";
      case EQUITY -> "Own capital";
      case INCOME -> "Income";
      case EXPENSE -> "Expense";
    };
  }

  /** Sums may need more digits than money does. */
  static String amount(BigInteger minor, Currency currency) {
    int digits = currency.getDefaultFractionDigits();
    var format = NumberFormat.getNumberInstance(Locale.US);
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return format.format(new BigDecimal(minor, digits));
  }
}
