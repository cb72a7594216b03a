package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Draft;
import dev.tillbridge.hub.books.DraftLine;
import dev.tillbridge.hub.books.Event;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.books.RollUp;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many sales a second the ledger takes, each in a transaction of its own, while their sums by day
 * are kept beside as the hub keeps them.
 */
final class BookEntries implements Part {

  private static final int SALES_A_SECOND = 1_000;
  private static final Duration FOLDED_EVERY = Duration.ofSeconds(1);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final Instant AT = Instant.parse("2026-11-20T15:00:00Z");

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    try (var rig = new Rig(servers, "entries")) {
      var books = new Books(rig.jdbc(), InstantSource.system());
      var rollUp = new RollUp(rig.jdbc(), rig.tx());
      var cash = new LongAdder();
      Callers.Work work = random -> {
        var sale = sale(random, cash);
        rig.tx().executeWithoutResult(_ -> books.enter(sale));
      };
      try (var beside = Executors.newSingleThreadScheduledExecutor()) {
        long every = FOLDED_EVERY.toMillis();
        var folding =
            beside.scheduleWithFixedDelay(rollUp::run, every, every, TimeUnit.MILLISECONDS);
        Callers.run(Floors.CLIENTS, scale.warmUp(), rig.cpu(), _ -> work);
        for (int run = 0; run < scale.runs(); run++) {
          measure(rig, scale, report, work);
        }
        if (folding.isDone()) {
          throw BenchException.trouble("the sums by day were not kept");
        }
        folding.cancel(false);
      }
      verify(rig, cash.sum());
    }
    enter(report);
  }

  private static void measure(Rig rig, Scale scale, Report report, Callers.Work work) {
    var seen = Callers.run(Floors.CLIENTS, scale.measured(), rig.cpu(), _ -> work);
    report.sample("entries: sales", seen.perSecond());
    report.sample("entries: p99 at full load", seen.latencies().millis(0.99));
    seen.cpuMicros().forEach((who, cpu) -> {
      if (!who.equals("Redis")) {
        report.sample("entries: CPU of " + who, cpu);
      }
    });
    // As fast as the goal, or half of what this machine can: then it says how long one waits.
    double rate = Math.min(SALES_A_SECOND, seen.perSecond() / 2);
    var steady = OpenLoop.run(rate, scale.measured(), work);
    report.sample("entries: steady load", rate);
    report.sample("entries: p50 at steady load", steady.millis(0.5));
    report.sample("entries: p99 at steady load", steady.millis(0.99));
  }

  /** Two kinds of goods, a discount, a tax, paid in cash. */
  private static Draft sale(SplittableRandom random, LongAdder cash) {
    long shoes = 1_000L + random.nextInt(20_000);
    long socks = 200L + random.nextInt(2_000);
    long off = shoes / 10;
    long tax = (shoes + socks - off) * 825 / 10_000;
    long total = shoes + socks - off + tax;
    cash.add(total);
    var event =
        new Event(Cause.SALE, Ids.next(random).toString(), DAY, DAY, AT, "main", "COUNTER", "R1");
    return new Draft(
        event,
        "Sale at the counter",
        List.of(
            line(Role.CASH, "", "", total),
            line(Role.SALES, "Shoes", "", -shoes),
            line(Role.SALES, "Socks", "", -socks),
            line(Role.DISCOUNT, "Shoes", "", off),
            line(Role.TAX, "standard", "NY", -tax)));
  }

  private static DraftLine line(Role role, String category, String key, long minor) {
    return new DraftLine(role, category, key, Money.of(minor, "USD"));
  }

  /** Everything that was paid is on the account for cash, and the ledger balances. */
  private static void verify(Rig rig, long paid) {
    var balances = new Ledger(rig.jdbc()).trialBalance(null, null);
    var off = balances.stream()
        .map(balance -> balance.balance())
        .reduce(BigInteger.ZERO, BigInteger::add);
    var cash = balances.stream()
        .filter(balance -> balance.account().equals(Role.CASH.account()))
        .map(balance -> balance.balance())
        .reduce(BigInteger.ZERO, BigInteger::add);
    if (off.signum() != 0 || !cash.equals(BigInteger.valueOf(paid))) {
      throw BenchException.trouble(
          "%d was paid, the ledger has %s in cash and is off by %s".formatted(paid, cash, off));
    }
  }

  private static void enter(Report report) {
    report.enter("entries: sales", "sales/s", Goal.atLeast(SALES_A_SECOND));
    report.enter("entries: p99 at full load", "ms", null);
    report.enter("entries: CPU of hub", "us/sale", null);
    report.enter("entries: CPU of PostgreSQL", "us/sale", null);
    report.enter("entries: steady load", "sales/s", null);
    report.enter("entries: p50 at steady load", "ms", null);
    report.enter("entries: p99 at steady load", "ms", null);
  }
}
