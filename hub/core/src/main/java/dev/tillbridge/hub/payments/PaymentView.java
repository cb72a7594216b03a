package dev.tillbridge.hub.payments;

import dev.tillbridge.model.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as its sale sees it.
 *
 * @param amount what was asked for
 * @param approvalUrl where the customer agrees, or null when there is nothing to agree to
 * @param reference the gateway's id, or null while it has not told one
 * @param captureReference the gateway's id of the money taken, or null
 * @param fee what the gateway kept, or null when it has not said
 * @param note what a person should know, or null
 * @param unwanted nobody wants the money any more: an approval is cancelled, money taken goes back
 */
public record PaymentView(
    UUID id,
    UUID saleId,
    String gateway,
    Money amount,
    State state,
    @Nullable String approvalUrl,
    @Nullable String reference,
    @Nullable String captureReference,
    @Nullable Money fee,
    @Nullable String note,
    boolean unwanted) {

  /** How far it has come. */
  public enum State {
    /** The customer has not decided. */
    WAITING,
    /** The customer agreed; no money has moved as far as the gateway knows. */
    APPROVED,
    /** The money is ours. Stays so for ever. */
    CAPTURED,
    /** It did not work, and no money has moved unless the note says so. */
    FAILED,
    /** Given up before any money moved. */
    CANCELLED,
    /** Something is under way, or its answer was lost. Ask again; do not take money elsewhere. */
    UNKNOWN;

    /** True when asking the gateway tells nothing new. */
    public boolean isFinal() {
      return this == CAPTURED || this == FAILED || this == CANCELLED;
    }
  }
}
