package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.closing.MoneyFile.Reading;
import dev.tillbridge.model.payment.SettlementLine;
import dev.tillbridge.model.payment.SettlementLine.Kind;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Square's export of transactions from its dashboard: {@code Total Collected}, {@code Fees}, {@code Net
 * Total}, {@code Deposit ID} and so on. What was paid in cash is in it as well, and is not Square's.
 */
final class SquareFile {

  private static final List<List<String>> NEEDED = List.of(
      List.of("date"),
      List.of("total_collected"),
      List.of("card"),
      List.of("fees"),
      List.of("net_total"),
      List.of("payment_id", "transaction_id"),
      List.of("event_type"));

  private static final Pattern MONTH_FIRST =
      Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})");

  private final Currency currency;
  private final ZoneId zone;

  private SquareFile(Currency currency, ZoneId zone) {
    this.currency = currency;
    this.zone = zone;
  }

  static boolean is(List<String> columns) {
    return columns.contains("total_collected") && columns.contains("net_total");
  }

  static Reading<SettlementLine> of(List<String> columns, Currency currency, ZoneId zone) {
    MoneyFile.need(columns, NEEDED);
    return new SquareFile(currency, zone)::line;
  }

  private @Nullable SettlementLine line(FileRow told) {
    var row = dated(told);
    var collected = row.money(currency, "total_collected");
    var fee = SettlementFile.fee(
        row.moneyOrZero(currency, "fees"), collected, row.money(currency, "net_total"));
    var gross = row.moneyOrZero(currency, "card").plus(row.moneyOrZero(currency, "cash_app"));
    if (gross.isZero() && fee.isZero()) {
      return null;
    }
    var kind = kind(row.get("event_type"));
    SettlementFile.sign(kind, gross);
    var id = row.get("payment_id", "transaction_id");
    if (id.isEmpty()) {
      throw new IllegalArgumentException("payment_id: is missing");
    }
    return new SettlementLine(
        // A refund may be told under the id of its payment.
        kind == Kind.CHARGE ? id : id + " " + kind.name().toLowerCase(Locale.ROOT),
        kind,
        false,
        gross,
        fee,
        null,
        SettlementFile.orNull(row.get("order_reference_id", "payment_id", "transaction_id")),
        SettlementFile.orNull(row.get("transaction_id")),
        SettlementFile.orNull(row.get("deposit_id")),
        row.at(zone, "date"),
        row.get("description", "event_type"));
  }

  /** In the United States it writes the month first. */
  private FileRow dated(FileRow row) {
    var found = MONTH_FIRST.matcher(row.get("date"));
    if (!found.matches() || !currency.getCurrencyCode().equals("USD")) {
      return row;
    }
    var year = found.group(3).length() == 2 ? "20" + found.group(3) : found.group(3);
    var cells = new HashMap<>(row.cells());
    cells.put("date", year + "-" + found.group(1) + "-" + found.group(2));
    return new FileRow(row.line(), row.comma(), cells);
  }

  private static Kind kind(String event) {
    return switch (event.toLowerCase(Locale.ROOT)) {
      case "payment" -> Kind.CHARGE;
      case "refund" -> Kind.REFUND;
      case "dispute" -> Kind.DISPUTE;
      default ->
        throw new IllegalArgumentException(
            "event_type: '" + event + "' is neither payment nor refund");
    };
  }
}
