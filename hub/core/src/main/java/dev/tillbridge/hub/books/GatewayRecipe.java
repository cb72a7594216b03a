package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementLine;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How what a gateway reports is entered, beside what the hub had entered when it happened. A pure
 * function: what it answers is all that shall be entered about the movement, by cause.
 */
public final class GatewayRecipe {

  /** The key of fees that a bank kept of a payout. */
  static final String BANK = "BANK";

  private GatewayRecipe() {}

  /**
   * What the hub knows of a movement.
   *
   * @param gateway as fees are told apart
   * @param clearing where the gateway's money is
   * @param key of that role's lines
   * @param explains how much of the amount was entered when it happened, with its sign
   * @param otherwise what the rest is
   * @param held what is held back for the dispute that ends, and was not let go
   */
  public record Known(
      String gateway, Role clearing, String key, long explains, Role otherwise, long held) {}

  /** The causes that it can answer. */
  public static final List<Cause> CAUSES =
      List.of(Cause.FEE, Cause.GATEWAY_MONEY, Cause.DISPUTE, Cause.CURRENCY);

  /** What shall be entered, by cause; nothing of what is pending. */
  public static Map<Cause, List<DraftLine>> of(SettlementLine line, Known known) {
    var entries = new Entries();
    if (!line.pending()) {
      moved(line, known, entries);
      fee(line, known, entries);
      exchanged(line, known, entries);
    }
    return entries.told;
  }

  /** The transfer of a payout: what the bank gets and the gateway has no more. */
  public static List<DraftLine> payout(Money amount, Role clearing, String key) {
    var lines = new Lines();
    lines.move(Role.BANK, "", clearing, key, amount.minor(), amount.currency());
    return lines.lines;
  }

  /**
   * What the bank got instead of what was sent.
   *
   * @param fee whether somebody on the way kept the rest; otherwise nobody knows. Of another currency it
   *     was exchanged, whatever this is
   */
  public static List<DraftLine> payoutDifference(Money sent, Money come, boolean fee) {
    var lines = new Lines();
    if (sent.currency().equals(come.currency())) {
      lines.move(
          fee ? Role.GATEWAY_FEE : Role.UNCLEAR,
          fee ? BANK : "",
          Role.BANK,
          "",
          sent.minus(come).minor(),
          sent.currency());
    } else {
      lines.move(Role.EXCHANGE, "", Role.BANK, "", sent.minor(), sent.currency());
      lines.move(Role.BANK, "", Role.EXCHANGE, "", come.minor(), come.currency());
    }
    return lines.lines;
  }

  private static void moved(SettlementLine line, Known known, Entries entries) {
    var currency = line.amount().currency();
    long amount = line.amount().minor();
    var dispute = entries.of(Cause.DISPUTE);
    switch (line.kind()) {
      case CHARGE, REFUND, OTHER ->
        entries
            .of(Cause.GATEWAY_MONEY)
            .move(
                known.clearing(),
                known.key(),
                known.otherwise(),
                "",
                Math.subtractExact(amount, known.explains()),
                currency);
      case FEE ->
        entries
            .of(Cause.FEE)
            .move(
                known.clearing(), known.key(), Role.GATEWAY_FEE, known.gateway(), amount, currency);
      case DISPUTE, DISPUTE_WON ->
        dispute.move(known.clearing(), known.key(), Role.DISPUTED, "", amount, currency);
      case DISPUTE_FEE ->
        dispute.move(known.clearing(), known.key(), Role.DISPUTE_LOSS, "", amount, currency);
      case DISPUTE_LOST -> {
        dispute.move(known.clearing(), known.key(), Role.DISPUTE_LOSS, "", amount, currency);
        if (amount == 0) {
          dispute.move(Role.DISPUTE_LOSS, "", Role.DISPUTED, "", known.held(), currency);
        }
      }
      case CONVERSION ->
        entries
            .of(Cause.CURRENCY)
            .move(known.clearing(), known.key(), Role.EXCHANGE, "", amount, currency);
      // Entered with the payout, which may have more than one movement.
      case PAYOUT -> {}
    }
  }

  private static void fee(SettlementLine line, Known known, Entries entries) {
    var fee = line.fee();
    if (fee == null) {
      return;
    }
    boolean dispute = switch (line.kind()) {
      case DISPUTE, DISPUTE_FEE, DISPUTE_LOST, DISPUTE_WON -> true;
      case CHARGE, REFUND, FEE, PAYOUT, CONVERSION, OTHER -> false;
    };
    entries
        .of(dispute ? Cause.DISPUTE : Cause.FEE)
        .move(
            dispute ? Role.DISPUTE_LOSS : Role.GATEWAY_FEE,
            dispute ? "" : known.gateway(),
            known.clearing(),
            known.key(),
            fee.minor(),
            fee.currency());
  }

  /** The foreign money is no longer there, what it came to is; the exchange stands between them. */
  private static void exchanged(SettlementLine line, Known known, Entries entries) {
    var settled = line.settled();
    if (settled != null) {
      var amount = line.amount();
      var lines = entries.of(Cause.CURRENCY);
      lines.move(
          Role.EXCHANGE, "", known.clearing(), known.key(), amount.minor(), amount.currency());
      lines.move(
          known.clearing(), known.key(), Role.EXCHANGE, "", settled.minor(), settled.currency());
    }
  }

  /** Nothing of the foreign money is left: what its coming and going left at home was won or lost. */
  public static List<DraftLine> closed(Money left) {
    var lines = new Lines();
    lines.move(Role.EXCHANGE, "", Role.CURRENCY_DIFFERENCE, "", left.minor(), left.currency());
    return lines.lines;
  }

  private static final class Entries {
    final Map<Cause, List<DraftLine>> told = new EnumMap<>(Cause.class);

    Lines of(Cause cause) {
      return new Lines(told.computeIfAbsent(cause, _ -> new ArrayList<>()));
    }
  }

  private record Lines(List<DraftLine> lines) {
    Lines() {
      this(new ArrayList<>());
    }

    /** Debits one and credits the other; the other way round below zero. */
    void move(Role to, String toKey, Role from, String fromKey, long minor, Currency currency) {
      if (minor != 0) {
        lines.add(new DraftLine(to, "", toKey, new Money(minor, currency)));
        lines.add(new DraftLine(from, "", fromKey, new Money(-minor, currency)));
      }
    }
  }
}
