package dev.tillbridge.app.console;

import dev.tillbridge.hub.closereport.CloseReport;
import dev.tillbridge.hub.closereport.FileCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports of the close that were made, and what was asked of a file.
 *
 * @param from of the period that is offered
 * @param through likewise
 * @param keys what a reader compares the public keys with
 * @param check what was found out about a file, or null
 */
public record ReportsView(
    BooksSheet sheet,
    String from,
    String through,
    List<Row> rows,
    List<String> keys,
    @Nullable Check check) {

  public ReportsView {
    rows = List.copyOf(rows);
    keys = List.copyOf(keys);
  }

  /** A report, and where its files are. */
  public record Row(
      String id,
      String period,
      boolean green,
      String verdict,
      String when,
      String by,
      String files) {

    static Row of(CloseReport report, Words words) {
      return new Row(
          report.id().toString(),
          report.period().words(),
          report.green(),
          report.verdict(),
          words.time(report.at()),
          report.by(),
          ReportPages.ADDRESS + "/" + report.id() + "/report");
    }
  }

  /** What a file is. */
  public record Check(String tone, String verdict, String about, List<String> files) {

    public Check {
      files = List.copyOf(files);
    }

    static Check of(FileCheck check, Words words) {
      var report = check.report();
      var about = report == null
          ? "Nothing here has the same content. Either it was made elsewhere, or it was changed since."
          : "%s, made by %s on %s. %s"
              .formatted(
                  report.period().words(),
                  report.by(),
                  words.time(report.at()),
                  check.signed()
                      ? "Its signature is ours."
                      : "But its signature is not ours: somebody has changed what is kept here.");
      return new Check(
          check.isGenuine() ? "good" : "bad",
          check.isGenuine()
              ? "It is one of our reports, unchanged."
              : report == null ? "It is none of our reports." : "It is not what was made here.",
          about,
          check.files().stream()
              .map(file ->
                  (file.name().isBlank() ? "The file" : file.name()) + ": " + state(file.state()))
              .toList());
    }

    private static String state(FileCheck.State state) {
      return switch (state) {
        case UNCHANGED -> "unchanged";
        case CHANGED -> "changed";
        case MISSING -> "missing";
        case STRANGE -> "not known here";
      };
    }
  }
}
