package dev.tillbridge.hub.closing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.payment.SettlementReports;
import dev.tillbridge.model.payment.SettlementReports.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What gateways report: read page by page, written down, and entered into the ledger. Where a page was
 * lost, or a hub stopped, reading goes on from there; what is told twice is one.
 */
public final class Settlements {

  /** How often a gateway is asked. */
  public static final Duration EVERY = Duration.ofMinutes(15);

  /** One page: a call and its writing. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** The case about a report that cannot be read for longer than that. */
  static final String UNREAD = "gateway-report";

  private static final Duration PATIENCE = Duration.ofHours(6);
  private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final List<SettlementReports> reports;
  private final Cases cases;
  private final MovementStore store;
  private final MovementBooks books;
  private final Payouts payouts;
  private final PayoutSums sums;

  public Settlements(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Collection<SettlementReports> reports,
      Payouts payouts,
      Cases cases) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.reports = List.copyOf(reports);
    this.cases = cases;
    this.store = new MovementStore(jdbc);
    this.books = new MovementBooks(jdbc, tx, clock);
    this.payouts = payouts;
    this.sums = new PayoutSums(jdbc, tx, clock, payouts);
  }

  /**
   * An account at a gateway.
   *
   * @param through up to when its report is complete; null when it was never read to an end
   * @param trouble why it cannot be read just now, or null
   * @param open how many of its movements nothing here explains
   */
  public record Account(
      Gateway gateway,
      String account,
      @Nullable Instant through,
      @Nullable Instant readAt,
      @Nullable String trouble,
      @Nullable Instant troubledAt,
      int open) {}

  private record Claim(@Nullable String cursor, long lease) {}

  /** Asks every gateway for what is new, if it is time. */
  public void read() {
    for (var report : reports) {
      try {
        read(report);
      } catch (RuntimeException bug) {
        LOG.error("the report of {} could not be read", report.gateway(), bug);
      }
    }
  }

  /** Enters what was read, sums payouts up and matches them with the bank. */
  public void enter() {
    books.work();
    sums.run();
    payouts.match();
  }

  private void read(SettlementReports report) {
    for (var claim = claim(report); claim.isPresent(); claim = claim(report)) {
      if (!page(report, claim.get())) {
        return;
      }
    }
  }

  /** One hub at a time reads an account, and not before the pause is over. */
  private Optional<Claim> claim(SettlementReports report) {
    var now = clock.instant().atOffset(UTC);
    jdbc.sql("""
            insert into gateway_account (gateway, account) values (:gateway, :account)
            on conflict do nothing
            """)
        .param("gateway", report.gateway())
        .param("account", report.account())
        .update();
    return jdbc.sql("""
            update gateway_account set lease = lease + 1, lease_until = :end
             where gateway = :gateway and account = :account
               and (lease_until is null or lease_until <= :now)
            returning cursor, lease
            """)
        .param("gateway", report.gateway())
        .param("account", report.account())
        .param("now", now)
        .param("end", now.plus(LEASE))
        .query((row, _) -> new Claim(row.getString("cursor"), row.getLong("lease")))
        .optional();
  }

  /** Returns whether there is more to read now. */
  private boolean page(SettlementReports report, Claim claim) {
    return switch (ask(report, claim)) {
      case Delivered<Page>(var page) ->
        Boolean.TRUE.equals(tx.execute(_ -> written(report, claim, page)));
      case NotSent<Page>(var why, var wait) -> trouble(report, claim, why, wait);
      case InDoubt<Page>(var why) -> trouble(report, claim, why, null);
      case Refused<Page>(var ignored, var why) -> trouble(report, claim, why, EVERY);
    };
  }

  private static Outcome<Page> ask(SettlementReports report, Claim claim) {
    try {
      return report.since(claim.cursor());
    } catch (RuntimeException bug) {
      LOG.error("the report of {} could not be read", report.gateway(), bug);
      return new NotSent<>("the hub failed on it: " + bug, null);
    }
  }

  /** The lines and the place where the next page begins commit together. */
  private boolean written(SettlementReports report, Claim claim, Page page) {
    var now = clock.instant();
    boolean ours = jdbc.sql("""
            update gateway_account
               set cursor = :next, read_at = :now, trouble = null, troubled_at = null,
                   through = case when :more then through else :through end,
                   lease_until = :free
             where gateway = :gateway and account = :account and lease = :lease
            """)
            .param("next", page.next())
            .param("now", now.atOffset(UTC))
            .param("more", page.more())
            .param("through", page.through().atOffset(UTC))
            .param("free", (page.more() ? now : now.plus(EVERY)).atOffset(UTC))
            .param("gateway", report.gateway())
            .param("account", report.account())
            .param("lease", claim.lease())
            .update()
        == 1;
    if (!ours) {
      // Slower than the lease: another hub has read this page, or will.
      return false;
    }
    var gateway = Gateway.named(report.gateway());
    store.put(gateway, report.account(), page.lines(), null, now);
    store.aside(null, gateway, report.account(), page.aside(), now);
    cases.close(UNREAD, subject(report), "hub");
    return page.more();
  }

  private boolean trouble(
      SettlementReports report, Claim claim, String why, @Nullable Duration wait) {
    var now = clock.instant();
    var pause = wait != null && wait.compareTo(PAUSE) > 0 ? wait : PAUSE;
    jdbc.sql("""
            update gateway_account
               set trouble = :why, troubled_at = coalesce(troubled_at, :now), lease_until = :free
             where gateway = :gateway and account = :account and lease = :lease
            """)
        .param("why", why)
        .param("now", now.atOffset(UTC))
        .param("free", now.plus(pause).atOffset(UTC))
        .param("gateway", report.gateway())
        .param("account", report.account())
        .param("lease", claim.lease())
        .update();
    remind(report, why, now);
    return false;
  }

  /** A report that cannot be read for hours is somebody's to look at. */
  private void remind(SettlementReports report, String why, Instant now) {
    var since = jdbc.sql("""
            select troubled_at from gateway_account
             where gateway = :gateway and account = :account and troubled_at <= :then
            """)
        .param("gateway", report.gateway())
        .param("account", report.account())
        .param("then", now.minus(PATIENCE).atOffset(UTC))
        .query((row, _) -> Times.instant(row, "troubled_at"))
        .optional();
    since.ifPresent(at -> cases.open(
        UNREAD,
        subject(report),
        "The report of %s cannot be read"
            .formatted(Gateway.named(report.gateway()).title()),
        "Since %s it answers: %s. What it would tell of fees, payouts and disputes is not in the books yet; it is asked again every minute, and goes on where it was."
            .formatted(at, why)));
  }

  private static String subject(SettlementReports report) {
    return report.gateway() + " " + report.account();
  }

  /** All accounts that reports or files told of. */
  public List<Account> accounts() {
    return jdbc.sql("""
            select a.*, (select count(*) from gateway_work w
                          where w.gateway = a.gateway and w.account = a.account
                            and w.state = 'WAITING') as open
              from gateway_account a order by gateway, account
            """)
        .query((row, _) -> new Account(
            Gateway.valueOf(row.getString("gateway")),
            row.getString("account"),
            Times.instant(row, "through"),
            Times.instant(row, "read_at"),
            row.getString("trouble"),
            Times.instant(row, "troubled_at"),
            row.getInt("open")))
        .list();
  }

  /**
   * Movements of these days by UTC, in their order; at most 1,000.
   *
   * @param gateway null for all
   */
  public List<Movement> movements(LocalDate from, LocalDate through, @Nullable Gateway gateway) {
    return jdbc.sql("select " + Movement.COLUMNS + Movement.NOW + """
                 where l.at >= :from and l.at < :end
                   and (:gateway::text is null or l.gateway = :gateway)
                 order by l.at, l.gateway, l.account, l.id limit 1000
                """)
        .param("from", from.atStartOfDay().atOffset(UTC))
        .param("end", through.plusDays(1).atStartOfDay().atOffset(UTC))
        .param("gateway", gateway == null ? null : gateway.name())
        .query((row, _) -> Movement.of(row))
        .list();
  }
}
