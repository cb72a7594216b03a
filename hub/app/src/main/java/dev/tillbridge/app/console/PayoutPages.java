package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.web.BankDownload;
import dev.tillbridge.hub.closing.BankStatements;
import dev.tillbridge.hub.closing.Gateway;
import dev.tillbridge.hub.closing.MoneyFiles;
import dev.tillbridge.hub.closing.OpenMovements;
import dev.tillbridge.hub.closing.PayoutDifference;
import dev.tillbridge.hub.closing.Payouts;
import dev.tillbridge.hub.places.Places;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payouts and what the bank says of them, and what at gateways nobody is done with. */
@Hidden
@RestController
@RequestMapping(PayoutPages.ADDRESS)
class PayoutPages {

  static final String ADDRESS = "/console/books/payouts";

  private static final int DAYS = 31;

  /** A quarter of a year and a bit. */
  private static final int DAYS_MOST = 92;

  private final Payouts payouts;
  private final OpenMovements movements;
  private final MoneyFiles files;
  private final BankStatements bank;
  private final PayoutsReader reader;
  private final Places places;
  private final Sheets sheets;
  private final Templates templates;

  PayoutPages(
      Payouts payouts,
      OpenMovements movements,
      MoneyFiles files,
      BankStatements bank,
      PayoutsReader reader,
      Places places,
      Sheets sheets,
      Templates templates) {
    this.payouts = payouts;
    this.movements = movements;
    this.files = files;
    this.bank = bank;
    this.reader = reader;
    this.places = places;
    this.sheets = sheets;
    this.templates = templates;
  }

  @GetMapping
  ResponseEntity<String> page(
      @RequestParam Map<String, String> values,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    var from = form.day("from");
    var through = form.day("through");
    if (from != null && through != null && wrong(from, through)) {
      form.wrong("through", "must be from 0 to " + DAYS_MOST + " days later");
    }
    return list(form.faults().isEmpty() ? 200 : 422, form, from, through, done, caller);
  }

  private static boolean wrong(LocalDate from, LocalDate through) {
    return through.isBefore(from) || through.isAfter(from.plusDays(DAYS_MOST));
  }

  /** The list, with a form that was filled in for it. */
  ResponseEntity<String> list(int status, Filled form, Caller caller) {
    return list(status, form, null, null, null, caller);
  }

  private ResponseEntity<String> list(
      int status,
      Filled form,
      @Nullable LocalDate from,
      @Nullable LocalDate through,
      @Nullable String done,
      Caller caller) {
    // Payouts may be dated some days ahead.
    var last = through == null
        ? (from == null ? reader.today().plusDays(7) : from.plusDays(DAYS))
        : through;
    var first = from == null ? last.minusDays(DAYS + 7L) : from;
    var end = wrong(first, last) ? first.plusDays(DAYS_MOST) : last;
    return templates.page(
        status,
        "console/books/payouts.jte",
        Map.of(
            "view",
            reader.view(sheet(form, done, caller), first, end),
            "bank",
            bank.of(first, end)));
  }

  /** What should be at the bank, for accounting software. */
  @GetMapping("/bank-file")
  ResponseEntity<byte[]> bankFile(
      @RequestParam LocalDate from,
      @RequestParam LocalDate through,
      @RequestParam String account,
      @RequestParam Currency currency,
      @RequestParam String format) {
    return BankDownload.of(bank.of(from, through, account, currency), format);
  }

  private BooksSheet sheet(Filled form, @Nullable String done, Caller caller) {
    return new BooksSheet(
        Frame.at(BooksPages.ADDRESS, places.merchant().name(), caller),
        ADDRESS,
        form,
        done,
        caller);
  }

  @GetMapping("/{id}")
  ResponseEntity<String> one(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return one(200, id, Filled.blank(0), done, caller);
  }

  private ResponseEntity<String> one(
      int status, UUID id, Filled form, @Nullable String done, Caller caller) {
    return templates.page(
        status,
        "console/books/payout.jte",
        Map.of("view", reader.one(sheet(form, done, caller), id)));
  }

  @PostMapping("/{id}/match")
  ResponseEntity<String> match(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS + "/" + id,
        form,
        "matched",
        () -> {
          var line = form.uuid("bankLine");
          form.check();
          payouts.choose(id, line, PayoutDifference.named(form.value("difference")), caller.name());
        },
        status -> one(status, id, form, null, caller));
  }

  @PostMapping("/{id}/part")
  ResponseEntity<String> part(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS + "/" + id,
        form,
        "parted",
        () -> payouts.part(id, caller.name()),
        status -> one(status, id, form, null, caller));
  }

  @PostMapping("/movements/again")
  ResponseEntity<String> again(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS,
        form,
        "looked",
        () -> movements.again(
            Gateway.named(form.value("gateway")), form.value("account"), form.value("movement")),
        status -> list(status, form, caller));
  }

  @PostMapping("/disputes/lost")
  ResponseEntity<String> lost(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS,
        form,
        "lost",
        () -> movements.lost(
            Gateway.named(form.value("gateway")),
            form.value("account"),
            form.value("about"),
            caller.name()),
        status -> list(status, form, caller));
  }

  @PostMapping("/reports/dealt-with")
  ResponseEntity<String> dealtWith(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS,
        form,
        "dealt",
        () -> files.dealtWith(
            Gateway.named(form.value("gateway")), form.value("account"), caller.name()),
        status -> list(status, form, caller));
  }
}
