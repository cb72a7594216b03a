package dev.tillbridge.model.payment;

import dev.tillbridge.model.money.Money;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the gateway tells it.
 *
 * @param reference the gateway's id of the payment
 * @param amount what the gateway was asked for, or took
 * @param approvalUrl where the customer agrees, or null once that is over
 * @param captureReference the gateway's id of the money taken, or null before
 * @param fee what the gateway reports to have kept, or null when it has not said
 */
public record GatewayPayment(
    String reference,
    State state,
    Money amount,
    @Nullable URI approvalUrl,
    @Nullable String captureReference,
    @Nullable Money fee) {

  /** How far it has come. */
  public enum State {
    /** The customer has not decided. */
    WAITING,
    /** The customer agreed; no money has moved. */
    APPROVED,
    /** The gateway has the money. */
    CAPTURED,
    /** The gateway is still thinking about a capture. */
    PENDING,
    /** It will never be paid. */
    CANCELLED,
    /** The customer's bank said no. No money has moved. */
    DECLINED
  }
}
