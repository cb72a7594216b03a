package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.problem.BadInput;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The daily close: sales are in the ledger, tenders are what tills say, drawers had what they should, gateways report what was taken
 * through them, payouts are lines of the bank, and the accounting software was told all of it and still has it. Nothing is
 * written: it can be asked at any time.
 */
public final class DayClose {

  /** So many points of a topic are told one by one. */
  static final int TOLD = 50;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final List<DayCheck> checks;

  /**
   * Begins to compare.
   *
   * @param hasBooks whether accounting software is connected
   */
  public DayClose(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Payouts payouts,
      boolean hasBooks) {
    this.jdbc = jdbc;
    // One snapshot for all comparisons, so that nothing is between two of them.
    this.tx = new TransactionTemplate(Objects.requireNonNull(tx.getTransactionManager()));
    this.tx.setReadOnly(true);
    this.tx.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
    this.clock = clock;
    this.checks = List.of(
        new EnteredCheck(jdbc),
        new TenderCheck(jdbc),
        new CountedCheck(jdbc),
        new LedgerCheck(jdbc),
        new GatewayCheck(jdbc),
        new PayoutCheck(payouts),
        new DocumentCheck(jdbc, hasBooks),
        new ThereCheck(jdbc, hasBooks),
        new ShopCheck(jdbc));
  }

  /**
   * How the day stands now.
   *
   * @throws BadInput when it has not begun
   */
  public DayVerdict of(LocalDate day) {
    var all = all(day);
    return new DayVerdict(
        day,
        all.over(),
        all.locked(),
        all.parts().stream().map(part -> part.told(TOLD)).toList());
  }

  /**
   * The same with every point there is, as far as each comparison tells them: the first thousand. Joins the
   * caller's transaction.
   *
   * @throws BadInput when it has not begun
   */
  public DayVerdict all(LocalDate day) {
    return Objects.requireNonNull(tx.execute(_ -> {
      var zones = zones();
      var now = clock.instant();
      if (zones.stream().allMatch(zone -> day.isAfter(now.atZone(zone).toLocalDate()))) {
        throw BadInput.of("day", "has not begun");
      }
      var zone = zones.getFirst();
      var asked = new DayCheck.Asked(day, now.atZone(zone).toLocalDate(), now, zone);
      return new DayVerdict(
          day,
          zones.stream().allMatch(one -> day.isBefore(now.atZone(one).toLocalDate())),
          isLocked(day),
          checks.stream().map(check -> check.of(asked)).toList());
    }));
  }

  private List<ZoneId> zones() {
    var zones = jdbc.sql("select time_zone from location order by id")
        .query((row, _) -> ZoneId.of(row.getString("time_zone")))
        .list();
    return zones.isEmpty() ? List.of(ZoneOffset.UTC) : zones;
  }

  private boolean isLocked(LocalDate day) {
    return jdbc.sql("select exists (select 1 from book_lock where through >= :day)")
        .param("day", day)
        .query(Boolean.class)
        .single();
  }
}
