package dev.tillbridge.hub.comparison;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A day that is compared asks more than a shop's call limit gives at once. Whoever is told how long
 * to wait waits that long and goes on where he was; begun anew each time, the comparison of a large
 * shop would come to its limit for ever and never to its end.
 */
final class Patience {

  /** A shop that says "later" for so long is left alone; the day is begun anew then. */
  private static final Duration MOST = Duration.ofMinutes(2);

  /** So much at once, so that the lease is kept and an end of the hub is noticed. */
  private static final Duration STEP = Duration.ofSeconds(10);

  private final Comparisons.Rest rest;

  Patience(Comparisons.Rest rest) {
    this.rest = rest;
  }

  /**
   * Asks until there is another answer than "in so many seconds", or patience ends.
   *
   * @param alive told after every wait
   * @throws MustWait when the hub is being stopped
   */
  <T> Outcome<T> ask(Supplier<Outcome<T>> question, Runnable alive) {
    var waited = Duration.ZERO;
    while (true) {
      var answer = question.get();
      if (!(answer instanceof NotSent<T>(var why, var wait))
          || wait == null
          || waited.plus(wait).compareTo(MOST) > 0) {
        return answer;
      }
      // A wait of nothing must still come to an end.
      for (var left = atLeastASecond(wait); left.isPositive(); left = left.minus(STEP)) {
        rest(left.compareTo(STEP) < 0 ? left : STEP, why);
        alive.run();
      }
      waited = waited.plus(atLeastASecond(wait));
    }
  }

  private void rest(Duration time, String why) {
    try {
      rest.of(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MustWait(why);
    }
  }

  private static Duration atLeastASecond(Duration wait) {
    var second = Duration.ofSeconds(1);
    return wait.compareTo(second) < 0 ? second : wait;
  }
}
