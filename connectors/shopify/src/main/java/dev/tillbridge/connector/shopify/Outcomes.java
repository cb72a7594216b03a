package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.util.function.Function;

/** What {@link Outcome} does not bring along itself. */
final class Outcomes {

  private Outcomes() {}

  /**
   * For a question about something that was sent before: not reaching the other side now says nothing
   * about whether it was reached then.
   */
  static <T> Outcome<T> stillInDoubt(Outcome<T> question) {
    return switch (question) {
      case NotSent<T>(var why, var ignored) -> new InDoubt<>("could not look it up: " + why);
      case Delivered<T> told -> told;
      case InDoubt<T> doubt -> doubt;
      case Refused<T> no -> no;
    };
  }

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
