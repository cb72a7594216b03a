package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.books.Adjustments;
import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Event;
import dev.tillbridge.hub.books.GatewayRecipe;
import dev.tillbridge.hub.closing.Payouts.Payout;
import dev.tillbridge.model.money.Money;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Sums payouts up from what gateways told of them, and enters them into the ledger. */
final class PayoutSums {

  private static final Logger LOG = LoggerFactory.getLogger(PayoutSums.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Payouts payouts;
  private final Adjustments adjustments;

  PayoutSums(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Payouts payouts) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.payouts = payouts;
    this.adjustments = new Adjustments(jdbc, new Books(jdbc, clock));
  }

  /** Sums up payouts whose movements came or changed, and enters what changed of them. */
  void run() {
    for (var id : jdbc.sql("select id from payout where due order by day, id limit 1000")
        .query((row, _) -> row.getObject("id", UUID.class))
        .list()) {
      try {
        tx.executeWithoutResult(_ -> sumUp(id));
      } catch (RuntimeException no) {
        LOG.error("payout {} cannot be summed up", id, no);
      }
    }
  }

  private record Parts(
      long told, boolean isTold, long sum, @Nullable LocalDate day) {}

  private void sumUp(UUID id) {
    payouts.alone();
    var locked = jdbc.sql("select id from payout where id = :id and due for update skip locked")
        .param("id", id)
        .query(UUID.class)
        .optional();
    if (locked.isEmpty()) {
      return;
    }
    var payout = payouts.get(id);
    var zone = Times.zone(jdbc);
    var parts = parts(payout, zone);
    long amount = parts.isTold() ? parts.told() : parts.sum();
    var day = parts.day() == null ? payout.day() : parts.day();
    jdbc.sql("""
            update payout set amount = :amount, told = :told, day = :day, due = false where id = :id
            """)
        .param("amount", amount)
        .param("told", parts.isTold())
        .param("day", day)
        .param("id", id)
        .update();
    var sum = new Money(amount, payout.amount().currency());
    enter(payout, sum, day, zone);
    if (!sum.equals(payout.amount())) {
      payouts.changed(id);
    }
  }

  private Parts parts(Payout payout, ZoneId zone) {
    return jdbc.sql("""
            select coalesce(-sum(l.amount) filter (where l.kind = 'PAYOUT'), 0)::bigint as told,
                   count(*) filter (where l.kind = 'PAYOUT') > 0 as is_told,
                   coalesce(sum(coalesce(l.settled, l.amount) - coalesce(l.fee, 0))
                            filter (where l.kind <> 'PAYOUT'), 0)::bigint as parts,
                   coalesce(max((l.at at time zone :zone)::date) filter (where l.kind = 'PAYOUT'),
                            max((l.at at time zone :zone)::date)) as day
            """ + Movement.NOW + """
             where w.gateway = :gateway and w.account = :account and not l.pending
               and coalesce(l.settled_currency, l.currency) = :currency
               and (l.payout = :payout or (l.kind = 'PAYOUT' and l.payout is null and l.id = :payout))
            """)
        .param("zone", zone.getId())
        .param("gateway", payout.gateway().name())
        .param("account", payout.account())
        .param("payout", payout.remoteId())
        .param("currency", payout.amount().currency().getCurrencyCode())
        .query((row, _) -> new Parts(
            row.getLong("told"),
            row.getBoolean("is_told"),
            row.getLong("parts"),
            row.getObject("day", LocalDate.class)))
        .single();
  }

  private void enter(Payout payout, Money amount, LocalDate day, ZoneId zone) {
    var heard = clock.instant().atZone(zone).toLocalDate();
    adjustments.bring(
        new Event(
            Cause.PAYOUT,
            payout.causeId(),
            day,
            heard.isBefore(day) ? day : heard,
            day.atTime(12, 0).atZone(zone).toInstant(),
            null,
            null,
            null),
        "%s sent %s to the bank as %s"
            .formatted(payout.gateway().title(), amount, payout.remoteId()),
        GatewayRecipe.payout(
            amount, payout.gateway().clearing(), payout.gateway().key(payout.account())));
  }
}
