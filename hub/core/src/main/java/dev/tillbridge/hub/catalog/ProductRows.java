package dev.tillbridge.hub.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Neighbouring rows of one product. */
record ProductRows(String handle, List<CsvRow> rows) {

  ProductRows {
    rows = List.copyOf(rows);
  }

  /** The row that describes the product; null when these rows continue an earlier one. */
  @Nullable
  CsvRow described() {
    return rows.stream()
        .filter(row -> !row.get(ProductCsv.TITLE).isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** The name of the n-th option (from 1), or empty when no row tells it. */
  String optionName(int n) {
    return first(ProductCsv.optionName(n));
  }

  /** The picture of the product as a whole, or empty. */
  String image() {
    return first(ProductCsv.IMAGE);
  }

  private String first(String column) {
    return rows.stream()
        .map(row -> row.get(column))
        .filter(v -> !v.isEmpty())
        .findFirst()
        .orElse("");
  }
}
