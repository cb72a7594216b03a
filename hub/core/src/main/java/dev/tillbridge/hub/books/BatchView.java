package dev.tillbridge.hub.books;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Many entries that were made together, for one reason.
 *
 * @param from the first day of events that it is about, or null
 * @param through the last one, or null
 * @param undoes the batch whose effect it takes back, or null
 * @param undoneBy the batch that takes its effect back, or null
 * @param changed how many entries it has put others in the place of, or made
 * @param skipped how many it should have changed and could not
 * @param endedAt null while it is under way
 */
public record BatchView(
    UUID id,
    Kind kind,
    String words,
    @Nullable LocalDate from,
    @Nullable LocalDate through,
    @Nullable UUID undoes,
    @Nullable UUID undoneBy,
    int changed,
    int skipped,
    String madeBy,
    Instant madeAt,
    @Nullable Instant endedAt) {

  /** What a batch does. */
  public enum Kind {
    /** Enters anew, by the rules of now, what would go elsewhere by them. */
    REMAP,
    /** Puts back what another batch has changed. */
    UNDO,
    /** Enters what was there when the books were opened. */
    OPENING
  }

  /** Whether all of it is done. */
  public boolean isDone() {
    return endedAt != null;
  }

  /**
   * An entry that a batch could not change.
   *
   * @param reason CLOSED or CHANGED: its period is closed, or something else has changed it since
   */
  public record Skipped(
      long entry, LocalDate day, String cause, String causeId, String words, String reason) {}
}
