package dev.tillbridge.connector.quickbooks;

import java.util.Collection;
import java.util.stream.Collectors;

/** Literals in QuickBooks' query language. */
final class QueryText {

  private QueryText() {}

  /**
   * A name in quotes. Quotes and backslashes inside are escaped by a backslash (Intuit, "Query
   * operations and syntax").
   */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** A list in brackets, for {@code in}. */
  static String list(Collection<String> texts) {
    return texts.stream().map(QueryText::literal).collect(Collectors.joining(", ", "(", ")"));
  }
}
