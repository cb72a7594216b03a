package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.web.Download;
import dev.tillbridge.hub.closereport.CloseReport;
import dev.tillbridge.hub.closereport.CloseReports;
import dev.tillbridge.hub.closereport.FileCheck;
import dev.tillbridge.hub.closereport.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signed reports of the close of a day or a longer period. */
@RestController
@RequestMapping("/api/v1/books/close/reports")
class CloseReportsApi {

  private final CloseReports reports;

  CloseReportsApi(CloseReports reports) {
    this.reports = reports;
  }

  /** The days of a report; a year at most. */
  record ReportBody(
      @Nullable UUID id, @Nullable LocalDate from, @Nullable LocalDate through) {}

  /** A report: its verdict, the hashes of its files, and the key that signed them. */
  record ReportJson(
      UUID id,
      LocalDate from,
      LocalDate through,
      boolean green,
      String verdict,
      String madeBy,
      Instant madeAt,
      String pdfSha256,
      String csvSha256,
      String key,
      String keySha256) {}

  record ReportsJson(List<ReportJson> reports) {}

  record FindingJson(String name, FileCheck.State state) {}

  /** What a file is beside the reports that were made here. */
  record CheckJson(
      boolean genuine, boolean signed, @Nullable ReportJson report, List<FindingJson> files) {}

  private ReportJson json(CloseReport report) {
    return new ReportJson(
        report.id(),
        report.period().from(),
        report.period().through(),
        report.green(),
        report.verdict(),
        report.by(),
        report.at(),
        report.pdfHash(),
        report.csvHash(),
        report.key(),
        reports.fingerprint(report.key()));
  }

  /** Makes a report of the period as the books are now; the same id again is the same report. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ReportJson make(@RequestBody ReportBody body, @AuthenticationPrincipal Caller caller) {
    var from = Input.need("from", body.from());
    var through = Input.need("through", body.through());
    BookDays.read("from", from);
    BookDays.read("through", through);
    return json(
        reports.make(Input.need("id", body.id()), new Period(from, through), caller.name()));
  }

  /** Those that were made, the newest first. */
  @GetMapping
  ReportsJson all(@RequestParam(defaultValue = "100") int limit) {
    return new ReportsJson(reports.newest(Input.between("limit", limit, 1, 500)).stream()
        .map(this::json)
        .toList());
  }

  @GetMapping("/{id}")
  ReportJson one(@PathVariable UUID id) {
    return json(reports.get(id));
  }

  /** The report's files with the signed manifest, the public key, and how to verify them. */
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

  /** Whether a file (the PDF, the CSV, the manifest or the ZIP) is one that was made here, unchanged. */
  @PostMapping(
      path = "/check",
      consumes = {
        "application/octet-stream",
        "application/pdf",
        "application/zip",
        "text/csv",
        "text/plain"
      })
  CheckJson check(@RequestParam(defaultValue = "file") String name, @RequestBody byte[] file) {
    var check = reports.check(Input.text("name", name, 200), file);
    var report = check.report();
    return new CheckJson(
        check.isGenuine(),
        check.signed(),
        report == null ? null : json(report),
        check.files().stream()
            .map(one -> new FindingJson(one.name(), one.state()))
            .toList());
  }
}
