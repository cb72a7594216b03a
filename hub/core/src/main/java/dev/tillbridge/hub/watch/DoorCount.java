package dev.tillbridge.hub.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came to one door for webhooks and was of no use.
 *
 * @param door a shop, {@link WebhookDoors#APPS} or {@link WebhookDoors#ELSEWHERE}
 * @param refused what was not signed, or not as it should be; nothing of it is kept
 * @param setAside what was genuine and could not be used; it is kept for a person
 */
public record DoorCount(String door, Tally refused, Tally setAside) {

  /**
   * How many.
   *
   * @param today since midnight UTC
   * @param days30 in thirty days, today included
   * @param lastAt when the last one came; null when none did
   * @param alarm true while there is a case about it
   */
  public record Tally(long today, long days30, @Nullable Instant lastAt, boolean alarm) {
    static final Tally NONE = new Tally(0, 0, null, false);
  }
}
