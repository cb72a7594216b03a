package dev.tillbridge.hub.payments;

import dev.tillbridge.model.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money given back.
 *
 * @param remoteId the gateway's id of the refund, or null before it is done
 * @param note what a person should know, or null
 */
public record RefundView(
    UUID id,
    UUID paymentId,
    Money amount,
    State state,
    @Nullable String remoteId,
    @Nullable String note) {

  /** How far it has come. */
  public enum State {
    /** On its way. */
    SENDING,
    /** The customer gets it. */
    DONE,
    /** It certainly did not happen; asking again under the same id tries again. */
    FAILED,
    /** It may have happened; asking again under the same id finds out. */
    UNKNOWN
  }
}
