package dev.tillbridge.app.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The desk, ready to be shown: words, not codes. */
public final class DeskView {

  private DeskView() {}

  /**
   * What waits for a decision, what sleeps, and what waits for its customer.
   *
   * @param said what a button has just done, or null
   * @param mayHandOver whether whoever looks sees the buttons of pick-ups
   */
  public record Overview(
      List<Line> open,
      List<Line> asleep,
      List<Waiting> pickUps,
      @Nullable String said,
      boolean mayHandOver) {

    public Overview {
      open = List.copyOf(open);
      asleep = List.copyOf(asleep);
      pickUps = List.copyOf(pickUps);
    }

    /** Tells one state of the list from another; what was said stays until the list changes. */
    public String version() {
      return Integer.toHexString(List.of(open, asleep, pickUps).hashCode());
    }
  }

  /** A case in the list; when is its age, or until when it sleeps. */
  public record Line(UUID id, String kind, String title, String affected, String when) {}

  /**
   * A pick-up in the list.
   *
   * @param hint why there is no button, or empty
   */
  public record Waiting(
      UUID id,
      String reference,
      String customer,
      String what,
      String place,
      String until,
      String paid,
      String hint) {}

  /**
   * A case with what can be done about it.
   *
   * @param said what was just done, or null
   * @param fault why it could not be done, or null
   * @param closed by whom, or null while it is open
   */
  public record Case(
      UUID id,
      String kind,
      String title,
      String detail,
      String age,
      @Nullable String sleeps,
      @Nullable String closed,
      @Nullable Shelf shelf,
      List<Done> done,
      @Nullable String said,
      @Nullable String fault,
      Rights rights) {

    public Case {
      done = List.copyOf(done);
    }
  }

  /** What whoever looks may do. */
  public record Rights(boolean remedies, boolean refunds, boolean resolve) {}

  /** The oversold shelf. */
  public record Shelf(
      String sku,
      String title,
      String place,
      int missing,
      String explain,
      String tomorrow,
      List<Victim> victims,
      List<Choice> others,
      List<Choice> locations,
      List<Choice> substitutes) {

    public Shelf {
      victims = List.copyOf(victims);
      others = List.copyOf(others);
      locations = List.copyOf(locations);
      substitutes = List.copyOf(substitutes);
    }
  }

  /**
   * Somebody who will not get his units.
   *
   * @param why the rule, or the person, that says so
   * @param cancel what cancelling does, in words
   */
  public record Victim(
      UUID holdId,
      String name,
      String units,
      int count,
      String since,
      String why,
      String cancel,
      Open other,
      Open substitute,
      Open refund,
      Open release) {}

  /** Whether something can be done now; else why not. */
  public record Open(boolean now, String whyNot) {}

  /** Something to choose from. */
  public record Choice(String value, String words) {}

  /** What was done about it. */
  public record Done(String when, String by, String words) {}
}
