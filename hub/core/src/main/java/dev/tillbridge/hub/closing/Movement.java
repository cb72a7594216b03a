package dev.tillbridge.hub.closing;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.SettlementLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A movement at a gateway as it was told last, and what has become of it here.
 *
 * @param version how often it was told differently, from one
 * @param matched the sale or the refund that it is, or null
 * @param note why it is not entered, or null
 */
public record Movement(
    Gateway gateway,
    String account,
    int version,
    SettlementLine line,
    State state,
    @Nullable String matched,
    Money explains,
    @Nullable String note) {

  /** What has become of it. */
  public enum State {
    /** It will be entered in a moment, or could not be; the note says why. */
    DUE,
    /** It is entered, and nothing of here explains it yet. */
    WAITING,
    /** It is entered, and known. */
    DONE
  }

  static final String COLUMNS =
      "l.gateway, l.account, l.id, l.version, l.kind, l.pending, l.amount, l.currency, l.fee,"
          + " l.settled, l.settled_currency, l.reference, l.about, l.payout, l.at, l.words, w.state,"
          + " w.matched, w.explains, w.note";

  /** The newest versions, with their work. */
  static final String NOW =
      " from gateway_work w join gateway_line l on l.gateway = w.gateway and l.account = w.account"
          + " and l.id = w.id and l.version = w.version ";

  static Movement of(ResultSet row) throws SQLException {
    var amount = Money.of(row.getLong("amount"), row.getString("currency"));
    var settledIn = row.getString("settled_currency");
    var settled = settledIn == null ? null : Money.of(row.getLong("settled"), settledIn);
    var fee = row.getObject("fee", Long.class);
    var line = new SettlementLine(
        row.getString("id"),
        SettlementLine.Kind.valueOf(row.getString("kind")),
        row.getBoolean("pending"),
        amount,
        fee == null ? null : new Money(fee, (settled == null ? amount : settled).currency()),
        settled,
        row.getString("reference"),
        row.getString("about"),
        row.getString("payout"),
        Objects.requireNonNull(row.getTimestamp("at")).toInstant(),
        row.getString("words"));
    return new Movement(
        Gateway.valueOf(row.getString("gateway")),
        row.getString("account"),
        row.getInt("version"),
        line,
        State.valueOf(row.getString("state")),
        row.getString("matched"),
        new Money(row.getLong("explains"), amount.currency()),
        row.getString("note"));
  }

  /** Its name in the ledger. */
  String causeId() {
    return gateway + "|" + account + "|" + safe(line.id());
  }

  /** The name of its fee; PayPal's has been in use since fees are entered when money is taken. */
  String feeId() {
    return gateway == Gateway.PAYPAL ? gateway + "|" + line.id() : causeId();
  }

  /** Names in the ledger have parts, and numbers behind them: a gateway's own name may not look so. */
  static String safe(String id) {
    return id.replace("%", "%25").replace("#", "%23").replace("|", "%7C");
  }

  /** The first of those that it belongs to. */
  String root() {
    var about = line.about();
    return about == null ? line.id() : about;
  }
}
