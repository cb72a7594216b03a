package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the page about documents.
 *
 * @param waiting days that wait for their end; only on the first page without a question
 * @param untold entries of which nothing was made yet, in words; or empty
 * @param next address of the page after, or empty
 */
public record DocumentsView(
    BooksSheet sheet,
    List<Choice> states,
    List<Choice> kinds,
    List<Waiting> waiting,
    String untold,
    List<Row> rows,
    String next) {

  public DocumentsView {
    states = List.copyOf(states);
    kinds = List.copyOf(kinds);
    waiting = List.copyOf(waiting);
    rows = List.copyOf(rows);
  }

  /** A day that is told at once when it is over. */
  public record Waiting(String what, String day, String entries, String when) {}

  /**
   * A document.
   *
   * @param about what it tells, for people
   * @param why what is in the way; or empty
   * @param remoteId its id at the books, or empty
   */
  public record Row(
      UUID id,
      String address,
      String kind,
      String about,
      String day,
      String total,
      String tone,
      String state,
      String why,
      String remoteId) {}

  /**
   * A document that is opened.
   *
   * @param retry whether it can be tried again
   * @param journal whether its lines are debits and credits
   * @param count how many entries it tells, in words
   * @param next address of the page of entries after, or empty
   */
  public record One(
      BooksSheet sheet,
      Row row,
      String note,
      String made,
      boolean retry,
      boolean journal,
      List<Line> lines,
      List<Move> moves,
      String count,
      List<Entry> entries,
      String next) {
    public One {
      lines = List.copyOf(lines);
      moves = List.copyOf(moves);
      entries = List.copyOf(entries);
    }
  }

  /** A line; of a journal either a debit or a credit, of all else an amount. */
  public record Line(
      String title, String account, int quantity, String amount, String debit, String credit) {}

  /** What it moves on an account; one of the amounts is empty. */
  public record Move(String account, String debit, String credit) {}

  /**
   * An entry that it tells.
   *
   * @param address of the sale that it is about, or null
   */
  public record Entry(
      long id,
      String words,
      String at,
      String amount,
      @Nullable String address) {}
}
