package dev.tillbridge.app.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of the live page; each is asked for anew every second and sent only if it changed. */
public sealed interface Part {

  /** Connections and figures. */
  record Status(List<Row.Link> links, List<Row.Figure> figures) implements Part {}

  /** The newest sales. */
  record Sales(List<Row.Sale> rows) implements Part {}

  /** The shelves, as far as they match the search. */
  record Stock(List<Row.Stock> rows, String query, boolean more) implements Part {}

  /** What was told to whom. */
  record Deliveries(List<Row.Delivery> rows) implements Part {}

  /** What waits for a person. */
  record Attention(List<Row.Matter> rows, @Nullable String said) implements Part {
    /** What was said stays on the screen until the list itself changes. */
    @Override
    public String version() {
      return Integer.toHexString(rows.hashCode());
    }
  }

  /** Tells one state of a part from another. */
  default String version() {
    return Integer.toHexString(hashCode());
  }
}
