package dev.tillbridge.connector.paypal;

import com.paypal.http.HttpRequest;
import com.paypal.http.exceptions.HttpException;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Decides what each way a call can end means for us. */
final class PayPalCalls {

  /** Whether the other side may have changed something when we hear nothing. */
  enum Effect {
    /** A question. No answer means that nothing was asked. */
    NONE,
    /** Money or an order may be behind it. */
    POSSIBLE
  }

  private final PayPalTransport client;

  PayPalCalls(PayPalTransport client) {
    this.client = client;
  }

  /** A call whose refusals need no second thought. */
  <T, R> Outcome<R> ask(HttpRequest<T> request, Effect effect, Function<T, Outcome<R>> read) {
    return ask(request, effect, read, _ -> Optional.empty());
  }

  /**
   * @param read what a good answer means; if it throws, the answer was not understood
   * @param onRefusal what a refusal means, or empty for the usual meaning
   */
  <T, R> Outcome<R> ask(
      HttpRequest<T> request,
      Effect effect,
      Function<T, Outcome<R>> read,
      Function<Problem, Optional<Outcome<R>>> onRefusal) {
    try {
      var answer = client.execute(request).result();
      return answer == null ? lost(effect, "PayPal answered with nothing") : read.apply(answer);
    } catch (Unsent e) {
      return new NotSent<>(String.valueOf(e.getMessage()), e.waitAtLeast());
    } catch (HttpException e) {
      return refused(e, effect, onRefusal);
    } catch (IOException | RuntimeException e) {
      return lost(effect, "no usable answer from PayPal: " + e);
    }
  }

  private static <R> Outcome<R> refused(
      HttpException error, Effect effect, Function<Problem, Optional<Outcome<R>>> onRefusal) {
    int status = error.statusCode();
    if (status == 429) {
      return new NotSent<>("PayPal asks us to slow down", Problem.retryAfter(error));
    }
    if (status < 400 || status >= 500 || status == 408) {
      return lost(effect, "PayPal answered " + status);
    }
    var problem = Problem.of(error);
    if (status == 409 || problem.issue().equals("PREVIOUS_REQUEST_IN_PROGRESS")) {
      return lost(effect, "PayPal is still at an earlier attempt");
    }
    if (problem.issue().isEmpty() && status != 404) {
      // Not PayPal's way to refuse: something in between answered.
      return lost(effect, "PayPal answered " + status + " without a reason");
    }
    return onRefusal
        .apply(problem)
        .orElseGet(() -> new Refused<>(
            status == 404 ? Reason.NOT_FOUND : Reason.INVALID,
            status == 404 ? "PayPal does not know it" : problem.words()));
  }

  private static <R> Outcome<R> lost(Effect effect, String why) {
    return switch (effect) {
      case NONE -> new NotSent<>(why, null);
      case POSSIBLE -> new InDoubt<>(why);
    };
  }
}
