package dev.tillbridge.hub.closereport;

import dev.tillbridge.hub.books.CsvCell;
import dev.tillbridge.hub.closereport.Content.Cell;
import dev.tillbridge.hub.closereport.Content.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A report for spreadsheets and programs (RFC 4180, UTF-8): every line names its section and table and has
 * as many cells as every other. The first line of a table, of kind {@code head}, names its columns. Words
 * that would be a formula are words.
 */
final class CsvFile {

  /** Section, table, kind. */
  private static final int NAMES = 3;

  private final StringBuilder out = new StringBuilder();
  private final int width;

  private CsvFile(int width) {
    this.width = width;
  }

  static byte[] of(Content content) {
    int widest = content.sections().stream()
        .flatMap(section -> section.tables().stream())
        .mapToInt(table -> table.columns().size())
        .max()
        .orElse(0);
    var file = new CsvFile(NAMES + Math.max(widest, 2));
    file.write(content);
    return file.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write(Content content) {
    line("report", "about", "head", List.of("name", "value"));
    line("report", "about", "line", List.of("title", CsvCell.of(content.title())));
    line("report", "about", "line", List.of("merchant", CsvCell.of(content.merchant())));
    line("report", "about", "line", List.of("verdict", CsvCell.of(content.verdict())));
    content
        .facts()
        .forEach(fact -> line(
            "report", "about", "line", List.of(CsvCell.of(fact.name()), CsvCell.of(fact.value()))));
    for (var section : content.sections()) {
      for (var table : section.tables()) {
        line(
            section.key(),
            table.key(),
            "head",
            table.columns().stream().map(column -> CsvCell.of(column.name())).toList());
        for (var row : table.rows()) {
          line(section.key(), table.key(), row.total() ? "total" : "line", cells(row));
        }
      }
    }
  }

  private static List<String> cells(Row row) {
    return row.cells().stream().map(CsvFile::cell).toList();
  }

  private static String cell(Cell cell) {
    return switch (cell) {
      case Cell.Text(var words) -> CsvCell.of(words);
      // Ours, so a minus in front of it is one.
      case Cell.Amount amount -> amount.decimal().toPlainString();
      case Cell.Count(long count) -> Long.toString(count);
    };
  }

  private void line(String section, String table, String kind, List<String> cells) {
    var all = new ArrayList<>(List.of(section, table, kind));
    all.addAll(cells);
    while (all.size() < width) {
      all.add("");
    }
    out.append(String.join(",", all)).append("\r\n");
  }
}
