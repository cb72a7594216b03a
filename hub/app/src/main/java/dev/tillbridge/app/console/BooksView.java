package dev.tillbridge.app.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the page about accounts.
 *
 * @param from the first day, as it was typed
 * @param through the last day, as it was typed
 * @param fault what is wrong with them, or null
 * @param tables one for each currency
 */
public record BooksView(
    Frame frame, String from, String through, @Nullable String fault, List<Table> tables) {

  public BooksView {
    tables = List.copyOf(tables);
  }

  /** A trial balance; both sides come to the same. */
  public record Table(String currency, List<Row> rows, String debit, String credit) {
    public Table {
      rows = List.copyOf(rows);
    }
  }

  /**
   * An account.
   *
   * @param open it should come to zero and has not yet
   * @param address of its entries
   */
  public record Row(
      String code,
      String name,
      String kind,
      String debit,
      String credit,
      boolean open,
      String address) {}

  /**
   * A page of entries.
   *
   * @param next address of the page after, or empty
   */
  public record Entries(
      Frame frame,
      String title,
      String from,
      String through,
      String account,
      @Nullable String fault,
      List<Entry> entries,
      String next) {
    public Entries {
      entries = List.copyOf(entries);
    }
  }

  /**
   * An entry.
   *
   * @param late the day of what happened, if it is another; or empty
   */
  public record Entry(long id, String day, String words, String late, List<Line> lines) {
    public Entry {
      lines = List.copyOf(lines);
    }
  }

  /** One line of an entry; one of the amounts is empty. */
  public record Line(String account, String name, String debit, String credit) {}
}
