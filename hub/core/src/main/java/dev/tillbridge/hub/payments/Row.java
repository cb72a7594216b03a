package dev.tillbridge.hub.payments;

import dev.tillbridge.model.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it lies in the database.
 *
 * @param captureSentAt when the newest capture left that may have taken effect or yet may; null
 *     when there is none. In state CAPTURING it is also the lease of who sent it
 * @param register the till at which the customer stands, or null
 * @param unwanted nobody wants the money any more
 */
record Row(
    UUID id,
    UUID saleId,
    @Nullable UUID holdId,
    String gateway,
    Money amount,
    State state,
    UUID openKey,
    UUID captureKey,
    @Nullable String reference,
    @Nullable String approvalUrl,
    @Nullable String captureReference,
    @Nullable Money fee,
    @Nullable String note,
    Instant updatedAt,
    @Nullable Instant captureSentAt,
    @Nullable String register,
    boolean unwanted) {

  /** The steps of a payment; two more than its sale needs to know. */
  enum State {
    /** The gateway is being asked. */
    OPENING,
    WAITING,
    APPROVED,
    /** A capture is on its way. */
    CAPTURING,
    CAPTURED,
    FAILED,
    CANCELLED,
    UNKNOWN;

    boolean isFinal() {
      return this == CAPTURED || this == FAILED || this == CANCELLED;
    }
  }

  static final String COLUMNS =
      "id, sale_id, hold_id, gateway, amount, currency, state, open_key, capture_key, reference,"
          + " approval_url, capture_reference, fee, note, updated_at, capture_sent_at, register,"
          + " unwanted_at";

  static Row of(ResultSet row) throws SQLException {
    var currency = row.getString("currency");
    var fee = row.getObject("fee", Long.class);
    var sent = row.getTimestamp("capture_sent_at");
    return new Row(
        row.getObject("id", UUID.class),
        row.getObject("sale_id", UUID.class),
        row.getObject("hold_id", UUID.class),
        row.getString("gateway"),
        Money.of(row.getLong("amount"), currency),
        State.valueOf(row.getString("state")),
        row.getObject("open_key", UUID.class),
        row.getObject("capture_key", UUID.class),
        row.getString("reference"),
        row.getString("approval_url"),
        row.getString("capture_reference"),
        fee == null ? null : Money.of(fee, currency),
        row.getString("note"),
        row.getTimestamp("updated_at").toInstant(),
        sent == null ? null : sent.toInstant(),
        row.getString("register"),
        row.getTimestamp("unwanted_at") != null);
  }

  /** True while another thread or hub is talking to the gateway, as far as we can tell. */
  boolean isLeased(Instant now) {
    return switch (state) {
      case OPENING -> now.isBefore(updatedAt.plus(Payments.CALL_LEASE));
      case CAPTURING ->
        captureSentAt != null && now.isBefore(captureSentAt.plus(Payments.CALL_LEASE));
      case WAITING, APPROVED, CAPTURED, FAILED, CANCELLED, UNKNOWN -> false;
    };
  }

  PaymentView view() {
    return switch (state) {
      case OPENING -> view(PaymentView.State.UNKNOWN, "the gateway is being asked");
      case CAPTURING -> view(PaymentView.State.UNKNOWN, "the money is being taken");
      case WAITING -> view(PaymentView.State.WAITING, note);
      case APPROVED -> view(PaymentView.State.APPROVED, note);
      case CAPTURED -> view(PaymentView.State.CAPTURED, note);
      case FAILED -> view(PaymentView.State.FAILED, note);
      case CANCELLED -> view(PaymentView.State.CANCELLED, note);
      case UNKNOWN -> view(PaymentView.State.UNKNOWN, note);
    };
  }

  private PaymentView view(PaymentView.State as, @Nullable String saying) {
    boolean open = as == PaymentView.State.WAITING;
    return new PaymentView(
        id,
        saleId,
        gateway,
        amount,
        as,
        open ? approvalUrl : null,
        reference,
        captureReference,
        fee,
        saying,
        unwanted);
  }
}
