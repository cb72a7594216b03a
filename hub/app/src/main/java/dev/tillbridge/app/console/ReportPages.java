package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.web.Download;
import dev.tillbridge.app.web.Upload;
import dev.tillbridge.hub.closereport.CloseReport;
import dev.tillbridge.hub.closereport.CloseReports;
import dev.tillbridge.hub.closereport.Period;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

/** Signed reports of the close: making one, those that were made, and whether a file is one of them. */
@Hidden
@RestController
@RequestMapping(ReportPages.ADDRESS)
class ReportPages {

  static final String ADDRESS = ClosePages.ADDRESS + "/reports";

  private static final int SHOWN = 100;

  private final CloseReports reports;
  private final Places places;
  private final Sheets sheets;
  private final Templates templates;
  private final InstantSource clock;

  ReportPages(
      CloseReports reports,
      Places places,
      Sheets sheets,
      Templates templates,
      InstantSource clock) {
    this.reports = reports;
    this.places = places;
    this.sheets = sheets;
    this.templates = templates;
    this.clock = clock;
  }

  @GetMapping
  ResponseEntity<String> page(
      @RequestParam Map<String, String> values,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return page(200, Filled.of(values), done, null, caller);
  }

  @PostMapping
  ResponseEntity<String> make(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.act(
        ADDRESS,
        form,
        "reported",
        () -> {
          var id = form.uuid("id");
          var from = needed(form, "from");
          var through = needed(form, "through");
          form.check();
          reports.make(id, new Period(from, through), caller.name());
        },
        status -> page(status, form, null, null, caller));
  }

  private static LocalDate needed(Filled form, String field) {
    var day = form.day(field);
    if (day == null || day.getYear() < 1970 || day.getYear() > 2200) {
      form.wrong(field, "must be a day like 2027-01-31");
      return LocalDate.EPOCH;
    }
    return day;
  }

  @PostMapping("/check")
  ResponseEntity<String> check(HttpServletRequest request, @AuthenticationPrincipal Caller caller)
      throws IOException {
    var form = Filled.blank(0);
    try {
      var upload = Upload.of(request);
      if (!upload.isEmpty()) {
        var check = ReportsView.Check.of(reports.check(upload.name(), upload.file()), words());
        return page(200, form, null, check, caller);
      }
      form.wrong("file", "must be chosen, and not be empty");
    } catch (BadInput no) {
      form.blame(no);
    }
    return page(422, form, null, null, caller);
  }

  @GetMapping("/{id}/report.zip")
  ResponseEntity<byte[]> zip(@PathVariable UUID id) {
    return Download.of(reports.get(id).name() + ".zip", "application/zip", reports.zip(id));
  }

  @GetMapping("/{id}/report.pdf")
  ResponseEntity<byte[]> pdf(@PathVariable UUID id) {
    return Download.of(reports.get(id).name() + ".pdf", "application/pdf", reports.pdf(id));
  }

  @GetMapping("/{id}/report.csv")
  ResponseEntity<byte[]> csv(@PathVariable UUID id) {
    return Download.of(reports.get(id).name() + ".csv", "text/csv;charset=UTF-8", reports.csv(id));
  }

  private ResponseEntity<String> page(
      int status,
      Filled form,
      @Nullable String done,
      ReportsView.@Nullable Check check,
      Caller caller) {
    var yesterday = clock.instant().atZone(zone()).toLocalDate().minusDays(1);
    var sheet = new BooksSheet(
        Frame.at(BooksPages.ADDRESS, places.merchant().name(), caller),
        ClosePages.ADDRESS,
        form,
        done,
        caller);
    return templates.page(
        status, "console/books/reports.jte", Map.of("view", view(sheet, yesterday, SHOWN, check)));
  }

  /** The newest of them, for a page that offers a report of a day. */
  ReportsView view(BooksSheet sheet, LocalDate day, int most, ReportsView.@Nullable Check check) {
    var newest = reports.newest(most);
    return new ReportsView(
        sheet,
        day.toString(),
        day.toString(),
        newest.stream().map(report -> ReportsView.Row.of(report, words())).toList(),
        newest.stream()
            .map(CloseReport::key)
            .distinct()
            .map(reports::fingerprint)
            .toList(),
        check);
  }

  private Words words() {
    return new Words(zone(), clock.instant());
  }

  private ZoneId zone() {
    return places.all().stream().findFirst().map(one -> one.timeZone()).orElse(ZoneOffset.UTC);
  }
}
