package dev.tillbridge.hub.comparison;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A look at one day of a shop.
 *
 * @param day of the shop's first location
 * @param askedBy a person's name, or {@code night}
 * @param endedAt null while it runs
 * @param note why it failed or waits, or null
 * @param orders of the day, at the shop
 * @param filled orders that the hub had missed
 * @param numbers that were compared
 * @param corrected numbers that are being set right
 * @param waiting differences for a person
 * @param shopTotal of the paid orders of the day that stand, in the smallest unit
 * @param hubTotal the same by what the hub has sold
 * @param currency null when there was nothing
 */
public record Comparison(
    UUID id,
    String shop,
    LocalDate day,
    String askedBy,
    Instant askedAt,
    State state,
    @Nullable Instant endedAt,
    @Nullable String note,
    int orders,
    int filled,
    int numbers,
    int corrected,
    int waiting,
    long shopTotal,
    long hubTotal,
    @Nullable String currency) {

  /** How far it is. */
  public enum State {
    /** Will be begun in a few seconds, or again after trouble. */
    DUE,
    /** Under way. */
    RUNNING,
    /** Ended. */
    DONE,
    /** Given up; the note says why. */
    FAILED
  }
}
