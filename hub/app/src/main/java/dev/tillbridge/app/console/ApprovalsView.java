package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log of approvals.
 *
 * @param mayPeople whether whoever looks may see the page of people
 * @param broken what is wrong with the log itself, or null while it is whole
 * @param csv address of the same as a file
 * @param more whether there is more than is shown
 */
public record ApprovalsView(
    Frame frame,
    boolean mayPeople,
    Filled form,
    List<Row> rows,
    List<Choice> kinds,
    @Nullable String broken,
    String csv,
    boolean more) {

  public ApprovalsView {
    rows = List.copyOf(rows);
    kinds = List.copyOf(kinds);
  }

  /**
   * One approval.
   *
   * @param allowed how much of what, in words
   * @param subject the short form of what it was for
   * @param sale address of the sale, or null when it was for something else
   * @param why it does not count, or null
   */
  public record Row(
      String when,
      String kind,
      String allowed,
      String askedBy,
      String approvedBy,
      String reason,
      String where,
      String how,
      String subject,
      @Nullable String sale,
      @Nullable String why) {}
}
