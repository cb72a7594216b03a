package dev.tillbridge.hub.stock;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.StockNumber;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a shop answers at all, as this hub has seen it last. While it does not, there is no point
 * in trying number after number: the whole lane waits, and then tries one batch.
 */
final class ShopReach {

  /** A shop that has come back is noticed within this time, however long it was away. */
  static final Duration LONGEST = Duration.ofSeconds(5);

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final int DOUBLINGS = 4;

  private final InstantSource clock;
  private int failures;
  private Instant nextTry = Instant.EPOCH;
  private @Nullable String why;

  ShopReach(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * How a call ended. When nothing was answered, one cheap question tells a shop that is away from
   * one that only did not answer this call.
   */
  void heard(Outcome<?> ending, Supplier<Outcome<StockNumber>> question) {
    var reason = unanswered(ending);
    if (reason == null || unanswered(question.get()) == null) {
      answered();
    } else {
      unanswered(reason);
    }
  }

  /** As {@link #heard}, of a call that carries the shop's work: told to wait, everything waits. */
  void heardOfWork(Outcome<?> ending, Supplier<Outcome<StockNumber>> question) {
    if (ending instanceof NotSent<?>(var reason, var ignored)) {
      unanswered(reason);
    } else {
      heard(ending, question);
    }
  }

  private static @Nullable String unanswered(Outcome<?> ending) {
    return switch (ending) {
      case Delivered<?> ignored -> null;
      case Refused<?> ignored -> null;
      case NotSent<?>(var why, var ignored) -> why;
      case InDoubt<?>(var why) -> why;
    };
  }

  private synchronized void answered() {
    failures = 0;
    nextTry = Instant.EPOCH;
    why = null;
  }

  private synchronized void unanswered(String reason) {
    var pause = FIRST.multipliedBy(1L << Math.min(failures, DOUBLINGS));
    failures = Math.min(failures + 1, DOUBLINGS);
    nextTry = clock.instant().plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    why = reason;
  }

  /** What it said last, or what went wrong, when it does not answer; null when it does. */
  synchronized @Nullable String trouble() {
    return why;
  }

  /** How long nobody should try. */
  synchronized Duration untilNextTry() {
    var left = Duration.between(clock.instant(), nextTry);
    return left.isPositive() ? left : Duration.ZERO;
  }
}
