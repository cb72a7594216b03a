package dev.tillbridge.model.payment;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes money for a sale. Remote trouble comes back as an outcome, never as an exception; every
 * call that moves money carries a key made before the first attempt.
 */
public interface PaymentGateway {

  /** The kind of gateway, for example {@code PAYPAL}. */
  String kind();

  /** What this gateway can do. */
  Capabilities capabilities();

  /**
   * What a gateway can do.
   *
   * @param approvalLink the customer agrees on a page of theirs, on his own phone
   * @param reportsFees answers what it kept for itself
   */
  record Capabilities(boolean approvalLink, boolean reportsFees) {}

  /** Asks the customer for money; nothing moves yet. */
  Outcome<GatewayPayment> open(Request request);

  /** How a payment stands. */
  Outcome<GatewayPayment> look(String reference);

  /** Takes the money that the customer agreed to. */
  Outcome<GatewayPayment> capture(UUID key, String reference);

  /**
   * Gives captured money back, all or a part.
   *
   * @param captureReference of the capture, see {@link GatewayPayment#captureReference}
   * @return the gateway's id of the refund
   */
  Outcome<String> refund(UUID key, String captureReference, Money amount);

  /** What it reports of the money that it handles; null when it can only be read from files. */
  default @Nullable SettlementReports reports() {
    return null;
  }

  /**
   * What is asked of the customer.
   *
   * @param paymentId ours; the gateway shows it in its reports
   * @param description in the customer's words, at most 127 characters
   * @param register the till at which the customer stands, or null
   */
  record Request(
      UUID key,
      UUID paymentId,
      Money amount,
      String description,
      @Nullable String register) {

    /** Of a customer who stands at no till of ours. */
    public Request(UUID key, UUID paymentId, Money amount, String description) {
      this(key, paymentId, amount, description, null);
    }
  }
}
