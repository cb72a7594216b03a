package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.closing.MoneyFile.Reading;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementLine;
import dev.tillbridge.model.payment.SettlementLine.Kind;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/**
 * Stripe's itemised payout reconciliation and balance reports (Stripe, "Report types": {@code
 * balance_transaction_id}, {@code reporting_category} and so on), and its dashboard's export of the
 * balance ({@code id}, {@code Type}, {@code Source}).
 */
final class StripeFile {

  private static final List<List<String>> NEEDED = List.of(
      List.of("balance_transaction_id", "id"),
      List.of("created_utc", "created_(utc)", "created"),
      List.of("reporting_category", "type"),
      List.of("gross", "amount"),
      List.of("fee"),
      List.of("net"),
      List.of("currency"));

  /** What the till, or an online shop, called the payment. */
  private static final String[] REFERENCES = {
    "payment_metadata[reference]",
    "payment_metadata[order_number]",
    "payment_metadata[order_id]",
    "source_id",
    "source"
  };

  private final Currency currency;

  private StripeFile(Currency currency) {
    this.currency = currency;
  }

  static boolean is(List<String> columns) {
    return columns.contains("reporting_category")
        || columns.contains("balance_transaction_id")
        || (columns.contains("source") && columns.contains("created_(utc)"));
  }

  static Reading<SettlementLine> of(List<String> columns, Currency currency) {
    MoneyFile.need(columns, NEEDED);
    return new StripeFile(currency)::line;
  }

  private SettlementLine line(FileRow row) {
    var in = row.currency(currency, "currency");
    var gross = row.money(in, "gross", "amount");
    var fee = SettlementFile.fee(row.moneyOrZero(in, "fee"), gross, row.money(in, "net"));
    var source = row.get("source_id", "source");
    var kind = kind(row.get("reporting_category", "type"), source, gross);
    SettlementFile.sign(kind, gross);
    var id = row.get("balance_transaction_id", "id");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("balance_transaction_id: is missing");
    }
    var foreign = SettlementFile.foreign(row, gross, "customer_facing");
    var payout = row.get("automatic_payout_id", "payout_id", "transfer");
    return new SettlementLine(
        id,
        kind,
        false,
        foreign == null ? gross : foreign,
        fee,
        foreign == null ? null : gross,
        SettlementFile.orNull(row.get(REFERENCES)),
        // All that is about a payment names its charge; the charge's own row does too.
        SettlementFile.orNull(
            kind == Kind.CHARGE && !row.has("charge_id") ? source : row.get("charge_id")),
        SettlementFile.orNull(kind == Kind.PAYOUT && payout.isEmpty() ? source : payout),
        row.at(ZoneOffset.UTC, "created_utc", "created_(utc)", "created"),
        row.get("description", "reporting_category", "type"));
  }

  /** Categories that are not named here changed the balance, and a person must say what they are. */
  private static Kind kind(String category, String source, Money gross) {
    return switch (category.toLowerCase(Locale.ROOT)) {
      case "charge", "payment" -> Kind.CHARGE;
      case "refund", "payment_refund", "partial_capture_reversal" -> Kind.REFUND;
      case "fee", "stripe_fee", "network_cost", "tax", "tax_fee", "application_fee" -> Kind.FEE;
      case "dispute" -> Kind.DISPUTE;
      case "dispute_reversal" -> Kind.DISPUTE_WON;
      // What the balance's export calls an adjustment is a dispute if a dispute caused it.
      case "adjustment" ->
        !source.startsWith("dp_") && !source.startsWith("du_")
            ? Kind.OTHER
            : gross.isNegative() ? Kind.DISPUTE : Kind.DISPUTE_WON;
      case "payout", "payout_reversal", "payout_failure", "payout_cancel", "topup" -> Kind.PAYOUT;
      case "currency_conversion" -> Kind.CONVERSION;
      case "" -> throw new IllegalArgumentException("reporting_category: is missing");
      default -> Kind.OTHER;
    };
  }
}
