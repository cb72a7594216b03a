package dev.tillbridge.model.payment;

import dev.tillbridge.model.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One movement of money at a gateway, as the gateway reports it.
 *
 * @param id the gateway's own, one for each movement of an account
 * @param pending no money has moved yet; it will be reported again
 * @param amount before the fee; above zero when it came to the merchant
 * @param fee what the gateway kept of it, below zero when it gave some back; null when it has not said
 * @param settled what the amount came to in the account's currency, when that is another; the fee is in
 *     this currency then; null when nothing was exchanged
 * @param reference what the merchant or his shop had called it, or null
 * @param about the id of the movement that it belongs to, of a refund its charge; or null
 * @param payout the gateway's name of the transfer to the bank that it was part of, or null
 * @param words what it is, for people
 */
public record SettlementLine(
    String id,
    Kind kind,
    boolean pending,
    Money amount,
    @Nullable Money fee,
    @Nullable Money settled,
    @Nullable String reference,
    @Nullable String about,
    @Nullable String payout,
    Instant at,
    String words) {

  /** What a movement is. */
  public enum Kind {
    /** A customer paid. */
    CHARGE("Charge"),
    /** A customer got money back. */
    REFUND("Refund"),
    /** The gateway charged something, or gave it back. */
    FEE("Fee"),
    /** Money of a payment is held back, or was taken back, because somebody disputes it. */
    DISPUTE("Dispute"),
    /** What the gateway charges for a dispute. */
    DISPUTE_FEE("Fee of a dispute"),
    /** Disputed money came back. */
    DISPUTE_WON("Dispute won"),
    /** Disputed money is gone. Of no amount when it was taken before. */
    DISPUTE_LOST("Dispute lost"),
    /** Money went to the bank; above zero when it came from there. */
    PAYOUT("Payout"),
    /** One side of an exchange of currencies within the account. */
    CONVERSION("Exchange"),
    /** Anything else. */
    OTHER("Other");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }
  }

  public SettlementLine {
    if (id.isBlank() || id.length() > 200) {
      throw new IllegalArgumentException("a movement needs an id of at most 200 characters");
    }
    if (Math.abs(amount.minor()) > Money.MOST_BOOKED) {
      throw new IllegalArgumentException(id + ": cannot book " + amount);
    }
    if (settled != null
        && (settled.currency().equals(amount.currency())
            || Math.abs(settled.minor()) > Money.MOST_BOOKED)) {
      throw new IllegalArgumentException(id + ": " + amount + " cannot settle as " + settled);
    }
    if (fee != null
        && (!fee.currency().equals((settled == null ? amount : settled).currency())
            || Math.abs(fee.minor()) > Money.MOST_BOOKED)) {
      throw new IllegalArgumentException(id + ": the fee is in " + fee.currency());
    }
  }

  /** What it changed of the balance with the gateway, in the currency of the account. */
  public Money net() {
    var gross = settled == null ? amount : settled;
    return fee == null ? gross : gross.minus(fee);
  }
}
