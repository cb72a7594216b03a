package dev.tillbridge.hub.payments;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.cases.Cases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks after payments that their till forgot. */
final class OrphanSweep {

  static final String CASE = "money-without-sale";

  private static final Logger LOG = LoggerFactory.getLogger(OrphanSweep.class);

  /** A few at a time: the next sweep takes the next ones. */
  private static final int STUCK_MAX = 50;

  private final JdbcClient jdbc;
  private final PaymentStore store;
  private final Payments payments;
  private final Cases cases;

  OrphanSweep(JdbcClient jdbc, PaymentStore store, Payments payments, Cases cases) {
    this.jdbc = jdbc;
    this.store = store;
    this.payments = payments;
    this.cases = cases;
  }

  int run(Duration olderThan) {
    var before = store.now().minus(olderThan);
    for (var row : stuck(before)) {
      try {
        follow(row);
      } catch (RuntimeException e) {
        LOG.warn("payment {} could not be followed up", row.id(), e);
      }
    }
    closeClaimed();
    var orphans = orphans(before);
    for (var row : orphans) {
      cases.open(
          CASE,
          row.id().toString(),
          row.amount() + " was taken, but there is no sale",
          "%s %s, taken as %s for sale %s. Record the sale at the till, or give the money back."
              .formatted(row.gateway(), row.reference(), row.captureReference(), row.saleId()));
    }
    return orphans.size();
  }

  private void follow(Row row) {
    var view = row.reference() == null && !row.unwanted()
        ? payments.cancel(row.id())
        : payments.look(row.id());
    if (!view.state().isFinal() && !row.unwanted() && createdAt(row.id()).isBefore(abandoned())) {
      view = payments.cancel(row.id());
    }
    if (!view.state().isFinal()) {
      // To the end of the queue.
      jdbc.sql("update payment set updated_at = :now where id = :id and state = :state")
          .param("now", store.now().atOffset(UTC))
          .param("id", row.id())
          .param("state", row.state().name())
          .update();
    }
  }

  private Instant abandoned() {
    return store.now().minus(Payments.ABANDONED);
  }

  private Instant createdAt(UUID id) {
    return jdbc.sql("select created_at from payment where id = :id")
        .param("id", id)
        .query((row, _) -> row.getTimestamp("created_at").toInstant())
        .single();
  }

  private List<Row> stuck(Instant before) {
    return jdbc.sql("select "
            + Row.COLUMNS
            + " from payment where state not in ('CAPTURED', 'FAILED', 'CANCELLED')"
            + " and updated_at < :before order by updated_at limit :most")
        .param("before", before.atOffset(UTC))
        .param("most", STUCK_MAX)
        .query((row, _) -> Row.of(row))
        .list();
  }

  private List<Row> orphans(Instant before) {
    return jdbc.sql("select " + Row.COLUMNS + """
                   from payment p
                   where state = 'CAPTURED' and updated_at < :before
                     -- A sale that is paid in parts may have come without this one.
                     and not exists (select 1 from sale s
                                      where s.id = p.sale_id
                                        and (p.register is null
                                             or exists (select 1 from tender t
                                                         where t.sale_id = s.id
                                                           and t.reference in (
                                                             p.id::text, p.reference,
                                                             p.capture_reference))))
                     -- Paid ahead for something that is yet to be collected, or on its way back.
                     and not exists (select 1 from pickup u
                                      where u.hold_id = p.hold_id and u.ended_at is null)
                     and not exists (select 1 from refund_due d
                                      where d.payment_id = p.id and d.state = 'DUE')
                     and amount > (select coalesce(sum(r.amount), 0) from refund r
                                    where r.payment_id = p.id and r.state = 'DONE')
                   order by updated_at
                  """)
        .param("before", before.atOffset(UTC))
        .query((row, _) -> Row.of(row))
        .list();
  }

  private void closeClaimed() {
    var claimed = jdbc.sql("""
                select c.subject from open_case c join payment p on p.id::text = c.subject
                 where c.kind = :kind and c.closed_at is null
                   and (exists (select 1 from sale s
                                 where s.id = p.sale_id
                                   and (p.register is null
                                        or exists (select 1 from tender t
                                                    where t.sale_id = s.id
                                                      and t.reference in (
                                                        p.id::text, p.reference,
                                                        p.capture_reference))))
                        or amount <= (select coalesce(sum(r.amount), 0) from refund r
                                       where r.payment_id = p.id and r.state = 'DONE'))
                """)
        .param("kind", CASE)
        .query((row, _) -> row.getString("subject"))
        .list();
    claimed.forEach(subject -> cases.close(CASE, subject, "hub"));
  }
}
