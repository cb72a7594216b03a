package dev.tillbridge.hub.payments;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.books.Watermarks;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.model.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares the money that gateways took and gave back with the ledger and enters what is missing: what
 * there was before there was a ledger, and money whose sale does not come.
 */
public final class MissingMoney {

  /** A payment that could not be entered; its subject is the payment. */
  public static final String CASE = "money-not-in-the-ledger";

  /** A till reports a sale within seconds of its payment; what takes longer is shown as unclear. */
  static final Duration SALE_COMES = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(MissingMoney.class);
  private static final Duration STILL_COMING = Duration.ofMinutes(5);
  private static final String WHAT = "payments";
  private static final int AT_ONCE = 500;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Cases cases;
  private final PaymentEntries entries;
  private final Watermarks marks;

  public MissingMoney(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Cases cases) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.cases = cases;
    this.entries = new PaymentEntries(jdbc, clock);
    this.marks = new Watermarks(jdbc);
  }

  private record Given(UUID id, Row payment, Money amount, Instant at) {}

  private record Known(long entry, Row payment) {}

  /** Enters what is missing; returns how much of it there was. */
  public int enter() {
    int entered = 0;
    for (var refund : refunds()) {
      boolean done = each(
          refund.payment(),
          () -> entries.refunded(refund.id(), refund.payment(), refund.amount(), refund.at()));
      entered += done ? 1 : 0;
    }
    for (var known : sold()) {
      each(known.payment(), () -> entries.sold(known.entry(), known.payment()));
    }
    return entered + taken();
  }

  /** Payments in the order in which they were taken: their fees, and themselves if no sale has come. */
  private int taken() {
    int entered = 0;
    while (true) {
      var upTo = clock.instant().minus(SALE_COMES);
      var page = page(marks.through(WHAT), upTo);
      for (var payment : page) {
        if (!each(payment, () -> taken(payment))) {
          // The next time begins with it.
          marks.move(WHAT, payment.updatedAt());
          return entered;
        }
        entered++;
      }
      boolean more = page.size() == AT_ONCE;
      marks.move(WHAT, more ? page.getLast().updatedAt() : upTo.minus(STILL_COMING));
      if (!more) {
        return entered;
      }
    }
  }

  private void taken(Row payment) {
    var captured = payment.captureReference();
    var fee = payment.fee();
    if (captured != null && fee != null) {
      entries.fee(payment, captured, fee, payment.updatedAt());
    }
    boolean sold = jdbc.sql("select exists (select 1 from sale where id = :sale)")
        .param("sale", payment.saleId())
        .query(Boolean.class)
        .single();
    if (!sold || payment.unwanted()) {
      entries.withoutSale(payment, payment.amount(), payment.updatedAt());
    }
  }

  private boolean each(Row payment, Runnable step) {
    try {
      tx.executeWithoutResult(_ -> step.run());
      cases.close(CASE, payment.id().toString(), "hub");
      return true;
    } catch (RuntimeException no) {
      LOG.error("payment {} cannot be entered into the ledger", payment.id(), no);
      cases.open(
          CASE,
          payment.id().toString(),
          "Payment " + payment.reference() + " is not in the ledger",
          "It could not be entered, and what came after it waits: " + no.getMessage());
      return false;
    }
  }

  private List<Row> page(Instant from, Instant upTo) {
    return jdbc.sql("select " + Row.COLUMNS + """
                   from payment p
                   where state = 'CAPTURED' and updated_at >= :from and updated_at <= :upTo
                     and ((fee > 0 and not exists (
                            select 1 from entry e
                             where e.cause = 'FEE'
                               and e.cause_id = p.gateway || '|' || p.capture_reference))
                          or ((p.unwanted_at is not null
                               or not exists (select 1 from sale s where s.id = p.sale_id))
                              and not exists (select 1 from entry e
                                               where e.cause = 'MONEY' and e.cause_id = p.id::text)))
                   order by updated_at limit :most
                  """)
        .param("from", from.atOffset(UTC))
        .param("upTo", upTo.atOffset(UTC))
        .param("most", AT_ONCE)
        .query((row, _) -> Row.of(row))
        .list();
  }

  private List<Given> refunds() {
    return jdbc.sql("select r.id as refund, r.amount as given, r.sent_at, r.created_at, p.*" + """
               from refund r join payment p on p.id = r.payment_id
              where r.state = 'DONE'
                and not exists (select 1 from entry e
                                 where e.cause = 'GATEWAY_REFUND' and e.cause_id = r.id::text)
              order by r.created_at limit :most
             """)
        .param("most", AT_ONCE)
        .query((row, _) -> {
          var payment = Row.of(row);
          var sent = row.getTimestamp("sent_at");
          var at = sent == null ? row.getTimestamp("created_at") : sent;
          return new Given(
              row.getObject("refund", UUID.class),
              payment,
              new Money(row.getLong("given"), payment.amount().currency()),
              Objects.requireNonNull(at).toInstant());
        })
        .list();
  }

  /** Money that was entered for want of a sale that has come since. */
  private List<Known> sold() {
    return jdbc.sql("""
            select e.id as entry, p.*
              from entry e
              join payment p on p.id::text = e.cause_id and p.state = 'CAPTURED'
                              and p.unwanted_at is null
              join sale s on s.id = p.sale_id
             where e.cause = 'MONEY' and e.reverses is null
               and not exists (select 1 from entry r where r.reverses = e.id)
             order by e.id limit :most
            """)
        .param("most", AT_ONCE)
        .query((row, _) -> new Known(row.getLong("entry"), Row.of(row)))
        .list();
  }
}
