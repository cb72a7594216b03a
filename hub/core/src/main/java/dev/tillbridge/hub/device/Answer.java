package dev.tillbridge.hub.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the hub answers to a part of a journal.
 *
 * @param head number of the newest entry that is here for good; what comes next is the one after
 * @param headHash that entry's hash in hexadecimal digits
 * @param refusal null when everything fitted
 * @param entries what became so far of those that were sent and are here
 */
public record Answer(long head, String headHash, @Nullable Refusal refusal, List<Outcome> entries) {

  public Answer {
    entries = List.copyOf(entries);
  }

  /**
   * Nothing from this entry on was taken.
   *
   * @param why for whoever stands at the till
   */
  public record Refusal(Reason reason, long seq, String why) {}

  /** Why. */
  public enum Reason {
    /** Entries before it are missing here: send from the one after the head. */
    GAP,
    /** It does not continue what is here: changed, reordered, forged, or written by a copy of the till. */
    FORKED,
    /** The till has forgotten entries that the hub has. */
    SET_BACK,
    /** The till was shut out. */
    REVOKED
  }

  /**
   * One entry.
   *
   * @param note what became of it, or why it is set aside; null while it is due
   */
  public record Outcome(long seq, State state, @Nullable String note) {}

  /** How far it is. */
  public enum State {
    /** Here for good; it is taken in its turn. */
    DUE,
    DONE,
    /** It cannot be taken as it is: a person looks at it. Those after it go on. */
    ASIDE
  }
}
