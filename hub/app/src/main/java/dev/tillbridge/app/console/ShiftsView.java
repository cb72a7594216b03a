package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the pages about shifts. Nothing in here needs to be worked out any more.
 *
 * @param open shifts that have not ended
 * @param ended the newest of the others
 * @param counting how drawers are counted, one a location
 */
public record ShiftsView(
    BooksSheet sheet,
    List<Row> open,
    List<Row> ended,
    List<Counting> counting,
    List<Choice> locations,
    List<Choice> blind) {

  public ShiftsView {
    open = List.copyOf(open);
    ended = List.copyOf(ended);
    counting = List.copyOf(counting);
    locations = List.copyOf(locations);
    blind = List.copyOf(blind);
  }

  /**
   * A shift in a list.
   *
   * @param off by how much, in words
   * @param tone good, warn or bad
   */
  public record Row(
      String address,
      String name,
      String register,
      String who,
      String when,
      String expected,
      String counted,
      String off,
      String tone) {}

  /** How drawers are counted at a location. */
  public record Counting(String location, String limit, String blind) {}

  /** A name and an amount; pieces may be empty. */
  public record Line(String name, String pieces, String amount) {}

  /** A part of a report with its lines. */
  public record Block(String title, List<Line> lines) {
    public Block {
      lines = List.copyOf(lines);
    }
  }

  /**
   * One shift.
   *
   * @param row as in the list
   * @param cash what should be in the drawer, part by part
   * @param figures sales and the rest
   * @param count coins and notes
   * @param done what was done with the drawer beside selling
   * @param adjustments of the report
   * @param awaited what its till has not sent
   * @param reason why it is off, or null
   */
  public record One(
      BooksSheet sheet,
      Row row,
      boolean open,
      List<Line> cash,
      List<Block> figures,
      List<Line> count,
      List<Done> done,
      List<Adjustment> adjustments,
      List<Line> awaited,
      @Nullable String reason) {

    public One {
      cash = List.copyOf(cash);
      figures = List.copyOf(figures);
      count = List.copyOf(count);
      done = List.copyOf(done);
      adjustments = List.copyOf(adjustments);
      awaited = List.copyOf(awaited);
    }
  }

  /** Something done with the drawer. */
  public record Done(String when, String what, String who, String reason, String amount) {}

  /** What came after a report. */
  public record Adjustment(
      String name, String what, String cash, String expected, String off, String tone) {}
}
