package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.closing.MoneyFile.Reading;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementLine;
import dev.tillbridge.model.payment.SettlementLine.Kind;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's settlement as a table: our own columns, Shopify Payments' export of transactions, Stripe's
 * itemised reports and exports of its balance, Square's export of transactions. A line whose figures do
 * not add up is not understood. A pure function.
 */
final class SettlementFile {

  private static final List<List<String>> NEEDED = List.of(
      List.of("date", "transaction_date"),
      List.of("kind", "type"),
      List.of("gross", "amount"),
      List.of("fee"),
      List.of("net"));

  private final Currency currency;
  private final ZoneId zone;
  private final MoneyFile.Naming naming = new MoneyFile.Naming();

  private SettlementFile(Currency currency, ZoneId zone) {
    this.currency = currency;
    this.zone = zone;
  }

  /**
   * Reads it.
   *
   * @param currency of lines that do not name one
   * @param zone of days and times that do not name one
   */
  static MoneyFile.Read<SettlementLine> read(String text, Currency currency, ZoneId zone) {
    return MoneyFile.csv(text, columns -> once(layout(columns, currency, zone)));
  }

  private static Reading<SettlementLine> layout(
      List<String> columns, Currency currency, ZoneId zone) {
    if (StripeFile.is(columns)) {
      return StripeFile.of(columns, currency);
    }
    if (SquareFile.is(columns)) {
      return SquareFile.of(columns, currency, zone);
    }
    MoneyFile.need(columns, NEEDED);
    return new SettlementFile(currency, zone)::line;
  }

  /** Of two lines with one id the second says the same, and is left out, or one of them is wrong. */
  private static Reading<SettlementLine> once(Reading<SettlementLine> reading) {
    record Told(long line, SettlementLine what) {}
    Map<String, Told> seen = new HashMap<>();
    return row -> {
      var line = reading.of(row);
      var before = line == null ? null : seen.putIfAbsent(line.id(), new Told(row.line(), line));
      if (before != null && !before.what().equals(line)) {
        throw new IllegalArgumentException("id: '" + before.what().id() + "' is that of line "
            + before.line() + " too, which says something else");
      }
      return before == null ? line : null;
    };
  }

  private SettlementLine line(FileRow row) {
    var kind = kind(row.get("kind", "type"));
    var in = row.currency(currency, "currency");
    var gross = row.money(in, "gross", "amount");
    var fee = fee(row.money(in, "fee"), gross, row.money(in, "net"));
    var at = row.at(zone, "date", "transaction_date");
    sign(kind, gross);
    var foreign = foreign(row, gross, "presentment", "foreign");
    var reference = row.get("reference", "order");
    var payout = row.get("payout", "payout_id", "payout_date");
    return new SettlementLine(
        name(row, "%s|%s|%s".formatted(kind, reference, gross), fee, payout),
        kind,
        isPending(row.get("payout_status", "status")),
        foreign == null ? gross : foreign,
        fee,
        foreign == null ? null : gross,
        orNull(reference),
        orNull(row.get("about", "charge")),
        orNull(payout),
        at,
        row.get("words", "description", "kind", "type"));
  }

  /**
   * Its id, or a name by what it says. Two lines of one second and one checkout are the same however far
   * their payout is; two of one day can only be told apart by it.
   */
  private String name(FileRow row, String content, Money fee, String payout) {
    var id = row.get("id", "transaction_id");
    if (!id.isEmpty()) {
      return id;
    }
    var date = row.get("date", "transaction_date");
    var checkout = row.get("checkout");
    boolean exact = date.length() > 10 || !checkout.isEmpty();
    return naming.of(
        date + "|" + content + "|" + checkout + (exact ? "" : "|" + fee + "|" + payout));
  }

  /** Its payout is not certain yet: it will come again with another. */
  private static boolean isPending(String status) {
    var word = status.toLowerCase(Locale.ROOT);
    return word.equals("pending") || word.equals("scheduled");
  }

  /** Some write what was kept above zero, some below; the net says which it is. */
  static Money fee(Money fee, Money gross, Money net) {
    if (gross.minus(fee).equals(net)) {
      return fee;
    }
    if (gross.plus(fee).equals(net)) {
      return fee.negated();
    }
    throw new IllegalArgumentException(
        "net: is " + net + ", but " + gross + " less a fee of " + fee + " is " + gross.minus(fee));
  }

  static void sign(Kind kind, Money gross) {
    boolean wrong = switch (kind) {
      case CHARGE, DISPUTE_WON -> gross.isNegative();
      case REFUND, DISPUTE, DISPUTE_FEE, DISPUTE_LOST -> gross.minor() > 0;
      case FEE, PAYOUT, CONVERSION, OTHER -> false;
    };
    if (wrong) {
      throw new IllegalArgumentException(
          "gross: " + gross + " has the wrong sign; what goes to customers is below zero");
    }
  }

  /** What the customer paid in, when that was another currency; not all give it a sign. */
  static @Nullable Money foreign(FileRow row, Money gross, String... prefixes) {
    for (var prefix : prefixes) {
      var paidIn = row.currency(gross.currency(), prefix + "_currency");
      if (!paidIn.equals(gross.currency())) {
        var amount = row.money(paidIn, prefix + "_amount");
        return amount.isNegative() == gross.isNegative() ? amount : amount.negated();
      }
    }
    return null;
  }

  /**
   * Orders are booked in their shop's currency, whatever the customer paid in: what was settled in it was
   * not exchanged for us.
   */
  static SettlementLine inShopsOwn(SettlementLine line, Currency own) {
    var settled = line.settled();
    return settled == null || !settled.currency().equals(own)
        ? line
        : new SettlementLine(
            line.id(),
            line.kind(),
            line.pending(),
            settled,
            line.fee(),
            null,
            line.reference(),
            line.about(),
            line.payout(),
            line.at(),
            line.words());
  }

  private static Kind kind(String word) {
    return switch (word.toLowerCase(Locale.ROOT).replace('_', ' ').strip()) {
      case "charge", "sale", "payment" -> Kind.CHARGE;
      case "refund" -> Kind.REFUND;
      case "fee" -> Kind.FEE;
      case "dispute", "chargeback" -> Kind.DISPUTE;
      case "dispute fee", "chargeback fee" -> Kind.DISPUTE_FEE;
      case "dispute won", "chargeback won", "dispute reversal", "chargeback reversal" ->
        Kind.DISPUTE_WON;
      case "dispute lost", "chargeback lost" -> Kind.DISPUTE_LOST;
      case "payout", "transfer", "payout failure" -> Kind.PAYOUT;
      case "exchange", "conversion", "currency conversion" -> Kind.CONVERSION;
      case "adjustment" -> Kind.OTHER;
      default ->
        throw new IllegalArgumentException("kind: '"
            + word
            + "' is none of charge, refund, fee, dispute, dispute fee, dispute won, dispute lost,"
            + " payout, exchange, adjustment");
    };
  }

  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
