package dev.tillbridge.hub.payments;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.payments.RefundView.State;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.model.money.Money;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Money that was decided to go back, and goes as soon as its gateway answers. The decision commits
 * with its cause; the sending is repeated under one key until it is known to have happened.
 */
public final class RefundQueue {

  /** What a person must see to; its subject is the refund. */
  static final String CASE = "refund-stuck";

  /** After so many tries a person is told; the tries go on. */
  static final int TELL_AFTER = 8;

  private static final Logger LOG = LoggerFactory.getLogger(RefundQueue.class);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int DOUBLINGS_MAX = 12;
  private static final int AT_ONCE = 20;

  private final JdbcClient jdbc;
  private final Payments payments;
  private final Cases cases;
  private final InstantSource clock;

  public RefundQueue(JdbcClient jdbc, Payments payments, Cases cases, InstantSource clock) {
    this.jdbc = jdbc;
    this.payments = payments;
    this.cases = cases;
    this.clock = clock;
  }

  /** A payment that was taken, and what of it was neither given back nor is to be. */
  public record Refundable(UUID paymentId, String gateway, Money left) {}

  private record Due(UUID id, UUID paymentId, Money amount, int attempts) {}

  /** The captured payments of a sale that have something left. */
  public List<Refundable> ofSale(UUID saleId) {
    return refundable("sale_id", saleId);
  }

  /** Those of them that one gateway took. */
  public List<Refundable> ofSale(UUID saleId, String gateway) {
    return ofSale(saleId).stream().filter(one -> one.gateway().equals(gateway)).toList();
  }

  /** The captured payments that were taken for a hold and have something left. */
  public List<Refundable> ofHold(UUID holdId) {
    return refundable("hold_id", holdId);
  }

  private List<Refundable> refundable(String column, UUID id) {
    return jdbc
        .sql("""
            select p.id, p.gateway, p.currency, p.amount
                   - (select coalesce(sum(r.amount), 0) from refund r
                       where r.payment_id = p.id and r.state <> 'FAILED')
                   - (select coalesce(sum(d.amount), 0) from refund_due d
                       where d.payment_id = p.id and d.state <> 'DONE'
                         and not exists (select 1 from refund r
                                          where r.id = d.id and r.state <> 'FAILED')) as left_over
              from payment p
             where p.state = 'CAPTURED' and p.%s = :id order by p.created_at
            """.formatted(column))
        .param("id", id)
        .query((row, _) -> new Refundable(
            row.getObject("id", UUID.class),
            row.getString("gateway"),
            Money.of(row.getLong("left_over"), row.getString("currency"))))
        .list()
        .stream()
        .filter(one -> one.left().minor() > 0)
        .toList();
  }

  /**
   * Decides that an amount goes back, from these payments in their order. Joins the caller's
   * transaction.
   *
   * @param cause made by the caller; asking twice for one cause and payment is asking once
   * @param why for people
   * @return what these payments do not cover; zero when they do
   */
  public Money add(UUID cause, List<Refundable> from, Money amount, String why) {
    var open = amount;
    for (var one : from) {
      var part = one.left().compareTo(open) < 0 ? one.left() : open;
      if (part.minor() > 0) {
        jdbc.sql("""
                insert into refund_due (id, cause, payment_id, amount, why, next_at, created_at)
                values (:id, :cause, :payment, :amount, :why, :now, :now)
                on conflict (id) do nothing
                """)
            .param("id", id(cause, one.paymentId()))
            .param("cause", cause)
            .param("payment", one.paymentId())
            .param("amount", part.minor())
            .param("why", why)
            .param("now", clock.instant().atOffset(UTC))
            .update();
        open = open.minus(part);
      }
    }
    return open;
  }

  /** Whether something was to go back for this cause, and all of it has. */
  public boolean isDone(UUID cause) {
    return jdbc.sql("""
            select count(*) > 0 and bool_and(state = 'DONE') from refund_due where cause = :cause
            """).param("cause", cause).query(Boolean.class).single();
  }

  private static UUID id(UUID cause, UUID payment) {
    return UUID.nameUUIDFromBytes(ByteBuffer.allocate(32)
        .putLong(cause.getMostSignificantBits())
        .putLong(cause.getLeastSignificantBits())
        .putLong(payment.getMostSignificantBits())
        .putLong(payment.getLeastSignificantBits())
        .array());
  }

  /**
   * Sends what is due. Not within a transaction: a gateway is called.
   *
   * @return how many were given back for certain
   */
  public int send() {
    int done = 0;
    for (int i = 0; i < AT_ONCE; i++) {
      var due = claim();
      if (due.isEmpty()) {
        break;
      }
      done += send(due.get()) ? 1 : 0;
    }
    return done;
  }

  private boolean send(Due due) {
    try {
      var refund = payments.refund(due.paymentId(), due.id(), due.amount());
      if (refund.state() == State.DONE) {
        settle(due, "DONE", null);
        cases.close(CASE, due.id().toString(), "hub");
        return true;
      }
      later(due, refund.note() == null ? "no answer yet" : refund.note());
    } catch (BadInput | IdReused no) {
      settle(due, "STUCK", no.getMessage());
      tell(due, String.valueOf(no.getMessage()));
    } catch (RuntimeException away) {
      LOG.warn("refund {} must wait", due.id(), away);
      later(due, String.valueOf(away.getMessage()));
    }
    return false;
  }

  /** The next one, ours for as long as a call may take. */
  private Optional<Due> claim() {
    var now = clock.instant();
    return jdbc.sql("""
            update refund_due d set attempts = d.attempts + 1, next_at = :lease
              from payment p
             where p.id = d.payment_id
               and d.id = (select id from refund_due where state = 'DUE' and next_at <= :now
                            order by next_at limit 1 for update skip locked)
            returning d.id, d.payment_id, d.amount, p.currency, d.attempts
            """)
        .param("lease", now.plus(Payments.CALL_LEASE.multipliedBy(2)).atOffset(UTC))
        .param("now", now.atOffset(UTC))
        .query((row, _) -> new Due(
            row.getObject("id", UUID.class),
            row.getObject("payment_id", UUID.class),
            Money.of(row.getLong("amount"), row.getString("currency")),
            row.getInt("attempts")))
        .optional();
  }

  private void later(Due due, String why) {
    var pause = Duration.ofSeconds(5).multipliedBy(1L << Math.min(due.attempts(), DOUBLINGS_MAX));
    var next = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    jdbc.sql("update refund_due set next_at = :next, note = :why where id = :id and state = 'DUE'")
        .param("next", next.atOffset(UTC))
        .param("why", why)
        .param("id", due.id())
        .update();
    if (due.attempts() >= TELL_AFTER) {
      tell(due, why);
    }
  }

  private void settle(Due due, String state, @Nullable String note) {
    jdbc.sql("update refund_due set state = :state, note = :note, settled_at = :now where id = :id")
        .param("state", state)
        .param("note", note)
        .param("now", clock.instant().atOffset(UTC))
        .param("id", due.id())
        .update();
  }

  private void tell(Due due, String why) {
    cases.open(
        CASE,
        due.id().toString(),
        due.amount() + " could not be given back",
        "Payment %s: %s. See to it at the gateway.".formatted(due.paymentId(), why));
  }
}
