package dev.tillbridge.hub.payments;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.payments.RefundView.State;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.payment.PaymentGateway;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives money back: never more than was taken, each refund once. Its id is its key. */
final class Refunds {

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final PaymentStore store;
  private final PaymentEntries books;
  private final Function<String, PaymentGateway> gateways;
  private final Cases cases;

  Refunds(
      JdbcClient jdbc,
      TransactionTemplate tx,
      PaymentStore store,
      PaymentEntries books,
      Function<String, PaymentGateway> gateways,
      Cases cases) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.store = store;
    this.books = books;
    this.gateways = gateways;
    this.cases = cases;
  }

  private record Stored(RefundView view, @Nullable Instant sentAt) {}

  /**
   * A refund as the transaction left it.
   *
   * @param ours whether we hold the lease and must send it
   * @param doubt whether an earlier attempt may have got through
   */
  private record Claim(RefundView view, Row payment, boolean ours, boolean doubt) {}

  RefundView refund(UUID paymentId, UUID refundId, Money amount) {
    var claim = Objects.requireNonNull(tx.execute(_ -> claim(locked(paymentId), refundId, amount)));
    if (!claim.ours()) {
      return claim.view();
    }
    var captured = Objects.requireNonNull(claim.payment().captureReference());
    var gateway = gateways.apply(claim.payment().gateway());
    switch (GatewayCalls.ask(() -> gateway.refund(refundId, captured, amount))) {
      case Delivered<String>(var remoteId) ->
        tx.executeWithoutResult(_ -> {
          settle(refundId, State.DONE, remoteId, null);
          books.refunded(refundId, claim.payment(), amount, store.now());
        });
      case InDoubt<String>(var why) -> settle(refundId, State.UNKNOWN, null, why);
      case NotSent<String>(var why, var ignored) ->
        settle(refundId, claim.doubt() ? State.UNKNOWN : State.FAILED, null, why);
      case Refused<String>(var ignored, var why) -> refused(claim, why);
    }
    return find(refundId).orElseThrow().view();
  }

  private Row locked(UUID paymentId) {
    jdbc.sql("select 1 from payment where id = :id for update")
        .param("id", paymentId)
        .query((_, _) -> 0)
        .list();
    return store.find(paymentId).orElseThrow(() -> new NotFound("payment " + paymentId));
  }

  private Claim claim(Row payment, UUID refundId, Money amount) {
    if (payment.state() != Row.State.CAPTURED || payment.captureReference() == null) {
      throw BadInput.of("id", "the payment is not captured");
    }
    if (amount.minor() <= 0 || !amount.currency().equals(payment.amount().currency())) {
      throw BadInput.of("amount", "must be above zero, in " + payment.amount().currency());
    }
    var known = find(refundId);
    if (known.isPresent()) {
      return again(payment, known.get(), amount);
    }
    checkLeft(payment, amount);
    jdbc.sql("""
            insert into refund (id, payment_id, amount, state, created_at, sent_at)
            values (:id, :payment, :amount, 'SENDING', :now, :now)
            """)
        .param("id", refundId)
        .param("payment", payment.id())
        .param("amount", amount.minor())
        .param("now", store.now().atOffset(UTC))
        .update();
    return new Claim(find(refundId).orElseThrow().view(), payment, true, false);
  }

  private Claim again(Row payment, Stored known, Money amount) {
    var view = known.view();
    if (!view.paymentId().equals(payment.id()) || !view.amount().equals(amount)) {
      throw new IdReused("refund " + view.id());
    }
    var sent = known.sentAt();
    boolean underWay = view.state() == State.SENDING
        && sent != null
        && store.now().isBefore(sent.plus(Payments.CALL_LEASE));
    if (view.state() == State.DONE || underWay) {
      return new Claim(view, payment, false, false);
    }
    if (view.state() == State.FAILED) {
      // A failed one reserves nothing, so others may have taken what was left.
      checkLeft(payment, amount);
    }
    jdbc.sql("update refund set state = 'SENDING', sent_at = :now where id = :id")
        .param("now", store.now().atOffset(UTC))
        .param("id", view.id())
        .update();
    return new Claim(view, payment, true, view.state() != State.FAILED);
  }

  private void checkLeft(Row payment, Money amount) {
    long given = jdbc.sql("""
                select coalesce(sum(amount), 0)::bigint as given from refund
                 where payment_id = :payment and state <> 'FAILED'
                """)
        .param("payment", payment.id())
        .query((row, _) -> row.getLong("given"))
        .single();
    long left = payment.amount().minor() - given;
    if (amount.minor() > left) {
      throw BadInput.of(
          "amount",
          "only " + new Money(left, amount.currency()) + " of the payment are left to give back");
    }
  }

  private void refused(Claim claim, String why) {
    if (!claim.doubt()) {
      settle(claim.view().id(), State.FAILED, null, why);
      return;
    }
    // An attempt before this one may be why they say no now: nobody may give it back again.
    tx.executeWithoutResult(_ -> {
      settle(claim.view().id(), State.UNKNOWN, null, why);
      cases.open(
          "refund-unclear",
          claim.view().id().toString(),
          "Was " + claim.view().amount() + " given back?",
          "The first answer was lost, then "
              + claim.payment().gateway()
              + " said: "
              + why
              + ". See there under "
              + claim.payment().captureReference()
              + ".");
    });
  }

  private void settle(UUID id, State state, @Nullable String remoteId, @Nullable String note) {
    jdbc.sql("""
            update refund set state = :state, remote_id = :remote, note = :note
             where id = :id and state <> 'DONE'
            """)
        .param("state", state.name())
        .param("remote", remoteId)
        .param("note", note)
        .param("id", id)
        .update();
  }

  private Optional<Stored> find(UUID id) {
    return jdbc.sql("""
            select r.id, r.payment_id, r.amount, p.currency, r.state, r.remote_id, r.note, r.sent_at
              from refund r join payment p on p.id = r.payment_id where r.id = :id
            """).param("id", id).query((row, _) -> stored(row)).optional();
  }

  private static Stored stored(ResultSet row) throws SQLException {
    var sent = row.getTimestamp("sent_at");
    return new Stored(
        new RefundView(
            row.getObject("id", UUID.class),
            row.getObject("payment_id", UUID.class),
            Money.of(row.getLong("amount"), row.getString("currency")),
            State.valueOf(row.getString("state")),
            row.getString("remote_id"),
            row.getString("note")),
        sent == null ? null : sent.toInstant());
  }
}
