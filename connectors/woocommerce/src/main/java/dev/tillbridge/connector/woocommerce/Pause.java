package dev.tillbridge.connector.woocommerce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Leaves a struggling shop alone: after 429 and 5xx nobody calls for a while, each time longer,
 * until a call works again. One for all lanes, because they all press on the same small server.
 */
final class Pause {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final InstantSource clock;
  private Instant until = Instant.MIN;
  private Duration next = SHORTEST;

  Pause(InstantSource clock) {
    this.clock = clock;
  }

  /** How long still; zero or less when the shop may be called. */
  synchronized Duration left() {
    return until.equals(Instant.MIN) ? Duration.ZERO : Duration.between(clock.instant(), until);
  }

  /**
   * The shop struggles.
   *
   * @param asked how long it asked us to wait; zero when it did not say
   * @return how long nobody will call
   */
  synchronized Duration begin(Duration asked) {
    var wait = asked.compareTo(next) > 0 ? asked : next;
    next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
    var end = clock.instant().plus(wait);
    if (end.isAfter(until)) {
      until = end;
    }
    return wait;
  }

  /** A call worked. */
  synchronized void end() {
    next = SHORTEST;
  }
}
