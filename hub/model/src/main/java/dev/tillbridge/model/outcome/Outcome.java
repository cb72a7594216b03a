package dev.tillbridge.model.outcome;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What we know after asking another company's system for something. There are four endings, not
 * two; the dangerous one is {@link InDoubt}: it may have happened.
 *
 * @param <T> what they answer when it worked
 */
public sealed interface Outcome<T> {

  /** They have it, or told us. */
  record Delivered<T>(T value) implements Outcome<T> {}

  /**
   * It certainly did not happen: no connection, or "later, please". Sending again is safe.
   *
   * @param waitAtLeast how long they asked us to wait, or null
   */
  record NotSent<T>(String why, @Nullable Duration waitAtLeast) implements Outcome<T> {}

  /** It may have happened. Ask before sending again, and send under the same key. */
  record InDoubt<T>(String why) implements Outcome<T> {}

  /** They read it and said no. Sending the same thing again will not help. */
  record Refused<T>(Reason reason, String why) implements Outcome<T> {
    /** A no that needs a person. */
    public Refused(String why) {
      this(Reason.INVALID, why);
    }
  }

  /** What kind of no it was, as far as the hub can act on it by itself. */
  enum Reason {
    /** A person must look. */
    INVALID,
    /** Their value is not the one we compared with: look again, decide anew. */
    STALE,
    /** They do not know the thing we name. */
    NOT_FOUND
  }

  /** The same ending, with another value where there is one. */
  default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Delivered<T>(var value) -> new Delivered<>(change.apply(value));
      case NotSent<T>(var why, var wait) -> new NotSent<>(why, wait);
      case InDoubt<T>(var why) -> new InDoubt<>(why);
      case Refused<T>(var reason, var why) -> new Refused<>(reason, why);
    };
  }
}
