package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.web.Upload;
import dev.tillbridge.hub.closing.FileLook;
import dev.tillbridge.hub.closing.Gateway;
import dev.tillbridge.hub.closing.MoneyFiles;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.money.Money;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Currency;
import java.util.List;
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

/** Files of gateways and banks: uploaded, looked at, and taken. */
@Hidden
@RestController
@RequestMapping(MoneyFilePages.ADDRESS)
class MoneyFilePages {

  static final String ADDRESS = PayoutPages.ADDRESS + "/files";

  private final MoneyFiles files;
  private final PayoutPages list;
  private final Places places;
  private final Sheets sheets;
  private final Templates templates;

  MoneyFilePages(
      MoneyFiles files, PayoutPages list, Places places, Sheets sheets, Templates templates) {
    this.files = files;
    this.list = list;
    this.places = places;
    this.sheets = sheets;
    this.templates = templates;
  }

  /** Keeps it and leads on to what it would do. */
  @PostMapping
  ResponseEntity<String> upload(HttpServletRequest request, @AuthenticationPrincipal Caller caller)
      throws IOException {
    Upload upload;
    try {
      upload = Upload.of(request);
    } catch (BadInput no) {
      var form = Filled.blank(0);
      form.blame(no);
      return list.list(422, form, caller);
    }
    var form = Filled.of(upload.fields());
    return sheets.attempt(
        form,
        () -> {
          var id = form.uuid("id");
          var account = form.text("account", 100);
          var kind = form.value("kind");
          if (!List.of("BANK", "CARD", "SHOP").contains(kind)) {
            form.wrong("kind", "must be chosen");
          }
          var currency = currency(form);
          if (upload.isEmpty()) {
            form.wrong("file", "must be chosen, and not be empty");
          }
          form.check();
          files.draft(
              id,
              kind.equals("BANK") ? null : Gateway.named(kind),
              account,
              currency,
              upload.name().isBlank() ? "a file" : upload.name(),
              MoneyFiles.text(upload.file()),
              caller.name());
          return ADDRESS + "/" + id;
        },
        status -> list.list(status, form, caller));
  }

  private static Currency currency(Filled form) {
    try {
      return Money.of(0, form.value("currency")).currency();
    } catch (IllegalArgumentException e) {
      form.wrong("currency", "must be chosen");
      return Money.of(0, "USD").currency();
    }
  }

  @GetMapping("/{id}")
  ResponseEntity<String> one(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return shown(200, id, Filled.blank(0), done, caller);
  }

  private ResponseEntity<String> shown(
      int status, UUID id, Filled form, @Nullable String done, Caller caller) {
    var sheet = new BooksSheet(
        Frame.at(BooksPages.ADDRESS, places.merchant().name(), caller),
        PayoutPages.ADDRESS,
        form,
        done,
        caller);
    PayoutsView.Look view;
    try {
      view = draft(sheet, files.look(id));
    } catch (NotFound taken) {
      view = taken(sheet, files.find(id));
    }
    return templates.page(status, "console/books/money-file.jte", Map.of("view", view));
  }

  private static PayoutsView.Look draft(BooksSheet sheet, FileLook look) {
    return new PayoutsView.Look(
        sheet,
        look.draft().id(),
        look.draft().name(),
        true,
        "%s understood, %d of them new. %s"
            .formatted(
                look.lines() == 1 ? "1 line is" : look.lines() + " lines are",
                look.fresh(),
                left(look.aside().size())),
        sums(look.sums()),
        sums(look.payouts()),
        PayoutsReader.complaints(look.aside()));
  }

  private static PayoutsView.Look taken(BooksSheet sheet, MoneyFiles.Report report) {
    var gateway = report.gateway();
    return new PayoutsView.Look(
        sheet,
        report.id(),
        "File of " + (gateway == null ? "bank" : gateway.title()) + " " + report.account(),
        false,
        "%s taken, %d of them new. %s"
            .formatted(
                report.lines() == 1 ? "1 line was" : report.lines() + " lines were",
                report.fresh(),
                left(report.aside().size())),
        List.of(),
        List.of(),
        PayoutsReader.complaints(report.aside()));
  }

  private static String left(int aside) {
    return aside == 0
        ? "Every line is understood."
        : "%s set aside; put right in a file, it can be uploaded again, and what was taken before stays one."
            .formatted(aside == 1 ? "1 line is" : aside + " lines are");
  }

  private static List<PayoutsView.Sum> sums(List<FileLook.Sum> sums) {
    return sums.stream()
        .map(sum -> new PayoutsView.Sum(sum.what(), sum.count(), Words.money(sum.amount())))
        .toList();
  }

  @PostMapping("/{id}/take")
  ResponseEntity<String> take(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.attempt(
        form,
        () -> {
          var report = files.take(id, caller.name());
          // The same content under another id had been taken before.
          return ADDRESS + "/" + report.id() + "?done="
              + (report.id().equals(id) ? "taken" : "known");
        },
        status -> shown(status, id, form, null, caller));
  }

  @PostMapping("/{id}/drop")
  ResponseEntity<String> drop(@PathVariable UUID id) {
    files.drop(id);
    return ResponseEntity.status(303)
        .location(URI.create(PayoutPages.ADDRESS + "?done=dropped"))
        .build();
  }

  @PostMapping("/{id}/dealt-with")
  ResponseEntity<String> dealtWith(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        PayoutPages.ADDRESS,
        form,
        "dealt",
        () -> files.dealtWith(id, caller.name()),
        status -> list.list(status, form, caller));
  }
}
