package dev.tillbridge.hub.delivery;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The one place that decides what an outcome means for a delivery's future. */
sealed interface NextStep {

  record Done(String remoteId) implements NextStep {}

  record TryAgain(Instant at, boolean lookFirst, String why) implements NextStep {}

  /** Waits for a person, who sees it in the console and can retry. */
  record Park(String why) implements NextStep {}

  /** Twelve doubling pauses are a little more than an hour. */
  int ATTEMPTS_MAX = 12;

  /** Whoever asks us to come again within this is only busy. */
  Duration SOON = Duration.ofSeconds(30);

  /** Then pauses grow no further than this. */
  Duration LONGEST_WHILE_BUSY = Duration.ofSeconds(8);

  static NextStep after(Outcome<String> outcome, int attempts, Instant now) {
    return switch (outcome) {
      case Delivered<String>(var remoteId) -> new Done(remoteId);
      // The world moved on while we decided: decide anew, soon.
      case Refused<String>(var reason, var why)
      when reason == Outcome.Reason.STALE && attempts < ATTEMPTS_MAX ->
        new TryAgain(now.plusMillis(250), false, why);
      case Refused<String>(var ignored, var why) -> new Park(why);
      // They told us when to come, and it is soon: that is their limit, not trouble.
      case NotSent<String>(var why, var wait)
      when wait != null && wait.compareTo(SOON) <= 0 ->
        new TryAgain(now.plus(longer(shorter(pause(attempts)), wait)), false, why);
      case NotSent<String>(var why, var ignored)
      when attempts >= ATTEMPTS_MAX -> new Park("gave up: " + why);
      case InDoubt<String>(var why)
      when attempts >= ATTEMPTS_MAX -> new Park("still in doubt: " + why);
      case NotSent<String>(var why, var wait) ->
        new TryAgain(now.plus(longer(pause(attempts), wait)), false, why);
      case InDoubt<String>(var why) -> new TryAgain(now.plus(pause(attempts)), true, why);
    };
  }

  private static Duration pause(int attempts) {
    return Duration.ofSeconds(1L << Math.min(attempts - 1, 10));
  }

  private static Duration shorter(Duration ours) {
    return ours.compareTo(LONGEST_WHILE_BUSY) < 0 ? ours : LONGEST_WHILE_BUSY;
  }

  private static Duration longer(Duration ours, @Nullable Duration theirs) {
    return theirs != null && theirs.compareTo(ours) > 0 ? theirs : ours;
  }
}
