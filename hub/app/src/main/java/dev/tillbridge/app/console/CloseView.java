package dev.tillbridge.app.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the page of a day's close.
 *
 * @param day as it is read, for example {@code Monday, 23 November 2026}
 * @param typed as the form has it
 * @param before address of the day before
 * @param after address of the day after, or null when it has not begun
 * @param tone of the verdict: good, warn or bad
 * @param verdict in a few words
 * @param next the one thing to do
 * @param there where that is done, or null
 * @param fault what is wrong with the day that was asked for, or null
 */
public record CloseView(
    Frame frame,
    String day,
    String typed,
    String before,
    @Nullable String after,
    String tone,
    String verdict,
    String next,
    @Nullable Link there,
    @Nullable String fault,
    List<Part> parts) {

  public CloseView {
    parts = List.copyOf(parts);
  }

  /** Where something is done. */
  public record Link(String name, String address) {}

  /**
   * A comparison.
   *
   * @param name of its anchor
   * @param about what is compared with what
   * @param here heading of the hub's amounts
   * @param other heading of the other side's
   * @param link where more of it is seen, or null
   * @param more how many points are not told, in words; or empty
   */
  public record Part(
      String name,
      String title,
      String about,
      String tone,
      String state,
      String here,
      String other,
      List<Sum> sums,
      List<Point> points,
      @Nullable Link link,
      String more) {
    public Part {
      sums = List.copyOf(sums);
      points = List.copyOf(points);
    }
  }

  /** Two amounts, and what is between them; empty when nothing is. */
  public record Sum(String what, String here, String there, String off) {}

  /** Something that does not agree, and the one thing to do about it. */
  public record Point(String subject, String words, String amount, boolean comes, String next) {}
}
