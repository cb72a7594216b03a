package dev.tillbridge.hub.payments;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.stock.Holds;
import dev.tillbridge.model.payment.GatewayPayment;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Payments in PostgreSQL. Every change names the state that it was decided on and does nothing when
 * that is over; only money that was taken is written down in any case.
 */
final class PaymentStore {

  private static final String SAME_AS_SEEN =
      " where id = :id and state = :seen and capture_sent_at is not distinct from :seenSent ";

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Holds holds;

  PaymentStore(JdbcClient jdbc, InstantSource clock, Holds holds) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.holds = holds;
  }

  /** Now, as precise as the database keeps it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  Optional<Row> find(UUID id) {
    return jdbc.sql("select " + Row.COLUMNS + " from payment where id = :id")
        .param("id", id)
        .query((row, _) -> Row.of(row))
        .optional();
  }

  /** Lets one caller at a time open a payment of this sale, until his transaction ends. */
  void lockSale(UUID saleId) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('payment ' || :sale, 0))")
        .param("sale", saleId.toString())
        .query((_, _) -> 0)
        .list();
  }

  /** Other payments of the sale that may take, or have taken and kept, money that somebody wants. */
  List<Row> standing(UUID saleId) {
    return jdbc.sql("select "
            + Row.COLUMNS
            + " from payment p where sale_id = :sale and state not in ('FAILED', 'CANCELLED')"
            + " and unwanted_at is null"
            + " and not (state = 'CAPTURED' and amount <= (select coalesce(sum(r.amount), 0)"
            + " from refund r where r.payment_id = p.id and r.state = 'DONE'))"
            + " order by created_at")
        .param("sale", saleId)
        .query((row, _) -> Row.of(row))
        .list();
  }

  /** One that was given up, whose end is not known, and beside which no manager allowed another. */
  Optional<Row> inDoubt(UUID saleId) {
    return jdbc.sql("select "
            + Row.COLUMNS
            + " from payment where sale_id = :sale and unwanted_at is not null"
            + " and unwanted_allowed_by is null"
            + " and state not in ('CAPTURED', 'FAILED', 'CANCELLED') limit 1")
        .param("sale", saleId)
        .query((row, _) -> Row.of(row))
        .optional();
  }

  /** Nobody wants it any more; who said so first is kept. False for one that its sale has used. */
  boolean unwanted(UUID id, String by, @Nullable String allowedBy) {
    return jdbc.sql("""
                update payment p set unwanted_at = coalesce(unwanted_at, :now),
                       unwanted_by = coalesce(unwanted_by, :by),
                       unwanted_allowed_by = coalesce(unwanted_allowed_by, :allowed)
                 where id = :id
                   and not exists (select 1 from tender t
                                    where t.sale_id = p.sale_id and t.kind = p.gateway
                                      and t.reference in (p.id::text, p.reference,
                                                          p.capture_reference))
                """)
            .param("now", now().atOffset(UTC))
            .param("by", by)
            .param("allowed", allowedBy)
            .param("id", id)
            .update()
        == 1;
  }

  /** Writes a new payment with the keys that all its attempts will carry. */
  Row insert(Wanted wanted) {
    return jdbc.sql(
            "insert into payment (id, sale_id, hold_id, gateway, amount, currency, state, open_key,"
                + " capture_key, created_at, updated_at, register) values (:id, :sale, :hold,"
                + " :gateway, :amount, :currency, 'OPENING', gen_random_uuid(), gen_random_uuid(),"
                + " :now, :now, :register)"
                + " returning "
                + Row.COLUMNS)
        .param("id", wanted.id())
        .param("sale", wanted.saleId())
        .param("hold", wanted.holdId())
        .param("gateway", wanted.gateway())
        .param("amount", wanted.amount().minor())
        .param("currency", wanted.amount().currency().getCurrencyCode())
        .param("register", wanted.register())
        .param("now", now().atOffset(UTC))
        .query((row, _) -> Row.of(row))
        .single();
  }

  /** Takes the lease of opening over; empty when somebody else was faster. */
  Optional<Row> reopen(Row seen) {
    return jdbc.sql("update payment set state = 'OPENING', updated_at = :now"
            + SAME_AS_SEEN
            + "and updated_at = :seenAt and reference is null returning "
            + Row.COLUMNS)
        .param("now", now().atOffset(UTC))
        .param("id", seen.id())
        .param("seen", seen.state().name())
        .param("seenSent", at(seen.captureSentAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("seenAt", seen.updatedAt().atOffset(UTC))
        .query((row, _) -> Row.of(row))
        .optional();
  }

  /** Takes the lease of capturing; empty unless it was still approved. */
  Optional<Row> startCapture(Row seen) {
    return jdbc.sql(
            "update payment set state = 'CAPTURING', capture_sent_at = :now, updated_at = :now"
                + SAME_AS_SEEN
                + "returning "
                + Row.COLUMNS)
        .param("now", now().atOffset(UTC))
        .param("id", seen.id())
        .param("seen", Row.State.APPROVED.name())
        .param("seenSent", at(seen.captureSentAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .query((row, _) -> Row.of(row))
        .optional();
  }

  /** What the gateway told, in a payment that goes on. */
  boolean goOn(Row seen, Row.State to, @Nullable GatewayPayment told, @Nullable String note) {
    return goOn(seen, to, told, note, seen.captureSentAt());
  }

  /** The same, with what is now known of captures that were sent. */
  boolean goOn(
      Row seen,
      Row.State to,
      @Nullable GatewayPayment told,
      @Nullable String note,
      @Nullable Instant captureSentAt) {
    var url = told == null ? null : told.approvalUrl();
    return jdbc.sql("""
                update payment
                   set state = :to, note = :note, updated_at = :now, capture_sent_at = :sent,
                       reference = coalesce(reference, :reference),
                       approval_url = coalesce(:url, approval_url)
                """ + SAME_AS_SEEN)
            .param("to", to.name())
            .param("note", note)
            .param("now", now().atOffset(UTC))
            .param("sent", at(captureSentAt), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
            .param("reference", told == null ? null : told.reference())
            .param("url", url == null ? null : url.toString())
            .param("id", seen.id())
            .param("seen", seen.state().name())
            .param("seenSent", at(seen.captureSentAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
            .update()
        == 1;
  }

  /** Ends it without money, and lets its hold run out again. Within a transaction. */
  boolean end(Row seen, Row.State to, @Nullable GatewayPayment told, String note) {
    boolean ended = goOn(seen, to, told, note);
    if (ended) {
      freeHold(seen);
    }
    return ended;
  }

  /** Money was taken: written down whatever we thought before. */
  boolean captured(Row seen, Row.State to, GatewayPayment told, @Nullable String note) {
    var fee = told.fee();
    return jdbc.sql("""
                update payment
                   set state = :to, note = :note, updated_at = :now, capture_sent_at = null,
                       reference = coalesce(reference, :reference),
                       capture_reference = :captured, fee = :fee
                 where id = :id and state <> 'CAPTURED'
                """)
            .param("to", to.name())
            .param("note", note)
            .param("now", now().atOffset(UTC))
            .param("reference", told.reference())
            .param("captured", told.captureReference())
            .param(
                "fee",
                fee != null && fee.currency().equals(seen.amount().currency()) ? fee.minor() : null)
            .param("id", seen.id())
            .update()
        == 1;
  }

  private void freeHold(Row row) {
    var hold = row.holdId();
    if (hold == null) {
      return;
    }
    // The hold's row first, so that the last of several payments to end sees that it is the last.
    jdbc.sql("select 1 from hold where id = :hold for update")
        .param("hold", hold)
        .query((_, _) -> 0)
        .list();
    boolean last = jdbc.sql("""
                select not exists (select 1 from payment
                  where hold_id = :hold and state not in ('FAILED', 'CANCELLED'))
                """)
        .param("hold", hold)
        .query((found, _) -> found.getBoolean(1))
        .single();
    if (last) {
      holds.stopPaying(hold);
    }
  }

  private static java.time.@Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(UTC);
  }
}
