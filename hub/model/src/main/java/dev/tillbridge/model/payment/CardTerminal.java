package dev.tillbridge.model.payment;

import dev.tillbridge.model.outcome.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Takes cards at the counter. {@link #open} wakes the terminal of the till, the customer's card is asked for
 * an approval there, and {@link #capture} takes the money. Unlike with a page that nobody visits, what happens
 * at a terminal goes on without us: whoever gives up must say so there, and what cannot be asked is not known.
 */
public interface CardTerminal extends PaymentGateway {

  /** Whether a till has a terminal. */
  boolean serves(String register);

  /**
   * Nobody wants the money any more: frees the terminal, and gives an approval back that was not
   * captured. Repeating it changes nothing.
   *
   * @param request with which it was opened
   * @param reference of the payment, or null when no answer ever told it
   * @return how it stands now; CAPTURED when it was too late
   */
  Outcome<GatewayPayment> cancel(Request request, @Nullable String reference);
}
