package dev.tillbridge.hub.catalog;

import java.util.List;
import java.util.Map;

/**
 * One row.
 *
 * @param line on which it begins in the file, from 1
 * @param columns the position of each column by its name
 */
record CsvRow(long line, Map<String, Integer> columns, List<String> cells) {

  /** The cell without blanks around it; empty when the column or the cell is missing. */
  String get(String column) {
    var at = columns.get(column);
    return at == null || at >= cells.size() ? "" : cells.get(at).strip();
  }

  /** True when cells with content lie beyond the header: a quote is missing somewhere. */
  boolean overflows(int width) {
    return cells.stream().skip(width).anyMatch(cell -> !cell.isBlank());
  }

  boolean isBlank() {
    return cells.stream().allMatch(String::isBlank);
  }
}
