package dev.tillbridge.connector.woocommerce;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.util.function.Function;

/** What {@link Outcome} does not bring along itself. */
final class Outcomes {

  private Outcomes() {}

  /** Goes on when it worked; any other ending is the ending of the whole. */
  static <T, R> Outcome<R> then(Outcome<T> outcome, Function<? super T, Outcome<R>> next) {
    return switch (outcome) {
      case Delivered<T>(var value) -> next.apply(value);
      case NotSent<T>(var why, var wait) -> new NotSent<>(why, wait);
      case InDoubt<T>(var why) -> new InDoubt<>(why);
      case Refused<T>(var reason, var why) -> new Refused<>(reason, why);
    };
  }
}
