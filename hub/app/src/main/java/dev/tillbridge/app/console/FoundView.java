package dev.tillbridge.app.console;

import java.util.List;

/**
 * What the books' search found.
 *
 * @param asked as it was typed
 */
public record FoundView(BooksSheet sheet, String asked, List<Group> groups) {

  public FoundView {
    groups = List.copyOf(groups);
  }

  /** Hits of one kind; full when there may be more. */
  public record Group(String title, List<Row> rows, boolean full) {
    public Group {
      rows = List.copyOf(rows);
    }
  }

  /** A hit, and the page that it leads to. */
  public record Row(String title, String words, String day, String amount, String address) {}
}
