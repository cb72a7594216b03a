package dev.tillbridge.app.api;

import dev.tillbridge.hub.books.Balance;
import dev.tillbridge.hub.books.EntryView;
import dev.tillbridge.hub.books.Export;
import dev.tillbridge.hub.books.ExportFormat;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.books.Ledger.Question;
import dev.tillbridge.hub.books.Ledger.Question.PageEnd;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.books.AccountKind;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The merchant's own ledger: what was entered, what is on each account, and all of it for others. */
@RestController
@RequestMapping("/api/v1/books")
class BooksApi {

  private final Ledger ledger;
  private final Export export;

  BooksApi(Ledger ledger, Export export) {
    this.ledger = ledger;
    this.export = export;
  }

  /** An account; one that clears must come to zero. */
  record AccountJson(
      String code,
      String name,
      AccountKind kind,
      boolean clears,
      @Nullable LocalDate endsOn) {}

  record AccountsJson(List<AccountJson> accounts) {}

  /** An account's sums in one currency, in smallest units; a balance above zero is a debit. */
  record BalanceJson(
      String account,
      String name,
      AccountKind kind,
      boolean clears,
      String currency,
      BigInteger debit,
      BigInteger credit,
      BigInteger balance) {

    static BalanceJson of(Balance one) {
      return new BalanceJson(
          one.account(),
          one.name(),
          one.kind(),
          one.clears(),
          one.currency().getCurrencyCode(),
          one.debit(),
          one.credit(),
          one.balance());
    }
  }

  record TrialBalanceJson(
      @Nullable LocalDate from, @Nullable LocalDate through, List<BalanceJson> balances) {}

  /** A line: a debit above zero, a credit below. */
  record EntryLineJson(
      String account, String role, String category, String key, MoneyJson amount) {}

  /** An entry: the day it counts for, and the day of what happened. */
  record EntryJson(
      long id,
      LocalDate day,
      LocalDate eventDay,
      Instant eventAt,
      String cause,
      String causeId,
      int version,
      @Nullable String location,
      @Nullable String channel,
      @Nullable String source,
      @Nullable Long reverses,
      String words,
      Instant recordedAt,
      List<EntryLineJson> lines) {

    static EntryJson of(EntryView entry) {
      return new EntryJson(
          entry.id(),
          entry.day(),
          entry.eventDay(),
          entry.eventAt(),
          entry.cause(),
          entry.causeId(),
          entry.version(),
          entry.location(),
          entry.channel(),
          entry.source(),
          entry.reverses(),
          entry.words(),
          entry.recordedAt(),
          entry.lines().stream()
              .map(line -> new EntryLineJson(
                  line.account(),
                  line.role().name(),
                  line.category(),
                  line.key(),
                  MoneyJson.of(line.amount())))
              .toList());
    }
  }

  record EntriesJson(List<EntryJson> entries, @Nullable String next) {}

  /** The chart of accounts. */
  @GetMapping("/accounts")
  AccountsJson accounts() {
    return new AccountsJson(ledger.accounts().stream()
        .map(a -> new AccountJson(a.code(), a.name(), a.kind(), a.clears(), a.endsOn()))
        .toList());
  }

  /** What moved on each account in a period; without days, since the beginning. */
  @GetMapping("/trial-balance")
  TrialBalanceJson trialBalance(
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate through) {
    return new TrialBalanceJson(
        from,
        through,
        ledger.trialBalance(day("from", from), day("through", through)).stream()
            .map(BalanceJson::of)
            .toList());
  }

  /** Entries of a period in the order of their days; of an account, or with a line of an amount. */
  @GetMapping("/entries")
  EntriesJson entries(
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate through,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable Long amount,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    var page = ledger.entries(
        new Question(
            day("from", from),
            day("through", through),
            account == null ? null : Input.text("account", account, 20),
            amount,
            cursor == null ? null : PageEnd.read(cursor)),
        limit);
    var last = page.size() < limit ? null : page.getLast();
    return new EntriesJson(
        page.stream().map(EntryJson::of).toList(),
        last == null ? null : PageEnd.of(last).cursor());
  }

  /** One entry. */
  @GetMapping("/entries/{id}")
  EntryJson entry(@PathVariable long id) {
    return EntryJson.of(ledger.find(id).orElseThrow(() -> new NotFound("entry " + id)));
  }

  /** Everything that was entered about a sale. */
  @GetMapping("/sales/{id}")
  EntriesJson ofSale(@PathVariable UUID id) {
    return new EntriesJson(ledger.ofSale(id).stream().map(EntryJson::of).toList(), null);
  }

  /** The ledger of a period, as it is now, for other programs: hledger, beancount or csv. */
  @GetMapping("/export")
  void export(
      @RequestParam(defaultValue = "hledger") String format,
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate through,
      HttpServletResponse response)
      throws IOException {
    var wanted = ExportFormat.named(format);
    if (wanted == null) {
      throw BadInput.of("format", "must be hledger, beancount or csv");
    }
    var first = day("from", from);
    var last = day("through", through);
    var file = Files.createTempFile("tillbridge-ledger-", "." + wanted.extension());
    try {
      export.write(wanted, first, last, file);
      response.setContentType(wanted.mediaType() + ";charset=UTF-8");
      response.setContentLengthLong(Files.size(file));
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION,
          "attachment; filename=\"ledger." + wanted.extension() + "\"");
      Files.copy(file, response.getOutputStream());
    } finally {
      Files.delete(file);
    }
  }

  private static @Nullable LocalDate day(String field, @Nullable LocalDate day) {
    if (day != null && (day.getYear() < 1970 || day.getYear() > 2200)) {
      throw BadInput.of(field, "must be a day like 2027-01-31");
    }
    return day;
  }
}
