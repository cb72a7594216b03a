package dev.tillbridge.app.console;

import dev.tillbridge.app.console.DeskView.Choice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tills, registers, and what of their journals waits for a person.
 *
 * @param made the code that was just made, or null
 * @param known what there is to choose a register from
 */
public record TillsView(
    Frame frame,
    Filled form,
    @Nullable String done,
    @Nullable Made made,
    List<Till> tills,
    List<Till> ended,
    List<Choice> known,
    List<Choice> locations,
    List<Waiting> aside,
    List<Part> refused) {

  public TillsView {
    tills = List.copyOf(tills);
    ended = List.copyOf(ended);
    known = List.copyOf(known);
    locations = List.copyOf(locations);
    aside = List.copyOf(aside);
    refused = List.copyOf(refused);
  }

  /**
   * A code that lets one till in; nobody sees it again.
   *
   * @param code in two halves, as it is read aloud
   * @param link that sets the till up when it is opened there
   */
  public record Made(String register, String code, String link, String until) {}

  /**
   * A register and the device that works as it.
   *
   * @param id of the device, empty when there is none
   * @param end when the device was ended, by whom and why; else empty
   */
  public record Till(
      String register,
      String location,
      String id,
      String name,
      String letIn,
      String heard,
      String clock,
      boolean clockIsWrong,
      long entries,
      String end) {}

  /** An entry that is set aside. */
  public record Waiting(
      String device, long seq, String till, String what, String person, String when, String why) {}

  /**
   * What one till was refused.
   *
   * @param first what the first of its entries is, and why it was refused
   */
  public record Part(String device, String till, int entries, String first) {}
}
