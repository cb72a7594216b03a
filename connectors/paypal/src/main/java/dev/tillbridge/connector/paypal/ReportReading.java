package dev.tillbridge.connector.paypal;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementLine;
import dev.tillbridge.model.payment.SettlementReports.Unread;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a line of PayPal's report into a movement as the hub knows it. */
final class ReportReading {

  /** PayPal writes {@code 2026-11-22T14:00:00+0000}; a Z and fractions are taken as well. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX][X]");

  private ReportReading() {}

  /** Adds it to what can be booked, or to what cannot be understood. Denied ones are neither. */
  static void read(@Nullable Object detail, List<SettlementLine> lines, List<Unread> aside) {
    var info =
        detail instanceof Map<?, ?> map && map.get("transaction_info") instanceof Map<?, ?> it
            ? it
            : Map.of();
    var id = text(info, "transaction_id");
    try {
      var status = text(info, "transaction_status");
      if (!status.equals("D")) {
        lines.add(line(id, status, info));
      }
    } catch (RuntimeException e) {
      aside.add(new Unread(id.isEmpty() ? "without an id" : id, String.valueOf(e.getMessage())));
    }
  }

  private static SettlementLine line(String id, String status, Map<?, ?> info) {
    var code = text(info, "transaction_event_code");
    var amount = money(info.get("transaction_amount"));
    var at = time(info.get("transaction_initiation_date"));
    if (amount == null || at == null) {
      throw new IllegalArgumentException("it has no amount or no time");
    }
    var fee = money(info.get("fee_amount"));
    return new SettlementLine(
        id,
        EventCode.kind(code, !amount.isNegative()),
        status.equals("P"),
        amount,
        // PayPal takes its fee off the balance: what it kept is below zero there.
        fee == null ? null : fee.negated(),
        null,
        reference(info),
        orNull(text(info, "paypal_reference_id")),
        null,
        at,
        words(code, info));
  }

  private static @Nullable String reference(Map<?, ?> info) {
    var custom = text(info, "custom_field");
    return orNull(custom.isEmpty() ? text(info, "invoice_id") : custom);
  }

  private static String words(String code, Map<?, ?> info) {
    var subject = text(info, "transaction_subject");
    var note = subject.isEmpty() ? text(info, "transaction_note") : subject;
    return note.isEmpty() ? code : code + " " + note.substring(0, Math.min(note.length(), 100));
  }

  private static @Nullable Money money(@Nullable Object theirs) {
    return theirs instanceof Map<?, ?> map
        ? Amounts.read(text(map, "value"), text(map, "currency_code"))
        : null;
  }

  /** Null when there is none or it is no time. */
  static @Nullable Instant time(@Nullable Object theirs) {
    try {
      return theirs instanceof String text ? OffsetDateTime.parse(text, TIME).toInstant() : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String text(Map<?, ?> from, String field) {
    return from.get(field) instanceof String text ? text : "";
  }
}
