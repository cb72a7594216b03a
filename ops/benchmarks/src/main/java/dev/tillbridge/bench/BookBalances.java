package dev.tillbridge.bench;

import dev.tillbridge.bench.Report.Goal;
import dev.tillbridge.hub.books.Ledger;
import dev.tillbridge.hub.books.RollUp;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.closing.DayClose;
import dev.tillbridge.hub.closing.DayVerdict.State;
import dev.tillbridge.hub.closing.Payouts;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Trial balance and daily close of a shop that has sold for a year: ten million lines. */
final class BookBalances implements Part {

  private static final int DAYS = 365;
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 20);
  private static final LocalDate FIRST_DAY = LAST_DAY.minusDays(DAYS - 1L);

  /** Two weeks after the last day: whatever comes by itself has come. */
  private static final Instant NOW = Instant.parse("2026-12-04T12:00:00Z");

  private static final int LINES_OF_A_SALE = 4;
  private static final int TIMES = 5;

  @Override
  public void run(Servers servers, Scale scale, Report report) {
    try (var rig = new Rig(servers, "balances")) {
      int sales = scale.booked() / LINES_OF_A_SALE;
      System.err.println("selling " + sales + " times");
      rig.count(jdbc -> sell(jdbc, sales));
      long begun = System.nanoTime();
      new RollUp(rig.jdbc(), rig.tx()).run();
      double folding = seconds(begun);
      report.sample("balances: entry lines", sales * (double) LINES_OF_A_SALE);
      report.sample("balances: folded into sums", sales / folding);
      rig.count(jdbc -> jdbc.sql("vacuum analyze").update());
      var ledger = new Ledger(rig.jdbc());
      var close = close(rig);
      for (int run = 0; run < TIMES; run++) {
        measure(rig, ledger, close, report, sales);
      }
    }
    report.enter("balances: entry lines", "lines", null);
    report.enter("balances: folded into sums", "entries/s", null);
    report.enter("balances: trial balance of all time", "ms", Goal.below(1_000));
    report.enter("balances: with 5,000 entries not folded", "ms", Goal.below(1_000));
    report.enter("balances: sales of the day closed", "sales", null);
    report.enter("balances: daily close", "ms", Goal.below(2_000));
  }

  private static DayClose close(Rig rig) {
    InstantSource clock = InstantSource.fixed(NOW);
    var cases = new Cases(rig.jdbc(), clock);
    return new DayClose(
        rig.jdbc(), rig.tx(), clock, new Payouts(rig.jdbc(), rig.tx(), clock, cases), true);
  }

  private static void measure(Rig rig, Ledger ledger, DayClose close, Report report, int sales) {
    long begun = System.nanoTime();
    var balances = ledger.trialBalance(null, null);
    report.sample("balances: trial balance of all time", seconds(begun) * 1_000);
    var off = balances.stream()
        .map(balance -> balance.balance())
        .reduce(BigInteger.ZERO, BigInteger::add);
    if (balances.size() != LINES_OF_A_SALE || off.signum() != 0) {
      throw BenchException.trouble("the trial balance is off by " + off);
    }

    // As in a rush: what the last seconds brought is in the answer, too.
    int tail = Math.min(5_000, sales);
    unfold(rig.jdbc(), tail);
    begun = System.nanoTime();
    var same = ledger.trialBalance(null, null);
    report.sample("balances: with 5,000 entries not folded", seconds(begun) * 1_000);
    if (!same.equals(balances)) {
      throw BenchException.trouble("entries that are not folded yet are missing");
    }
    new RollUp(rig.jdbc(), rig.tx()).run();

    begun = System.nanoTime();
    var verdict = close.of(LAST_DAY.minusDays(2));
    report.sample("balances: daily close", seconds(begun) * 1_000);
    if (!verdict.isGreen()
        || verdict.parts().stream().filter(part -> part.state() == State.AGREES).count() < 5) {
      throw BenchException.trouble("the day is not green: " + verdict.parts());
    }
    report.sample("balances: sales of the day closed", Math.floorDiv(sales, DAYS));
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  /**
   * A year's sales as the hub would have left them, each with its entry, its document and its delivery;
   * only the checks that look at each row are left out.
   */
  private static int sell(JdbcClient jdbc, int sales) {
    jdbc.sql("set session_replication_role = replica").update();
    statement(jdbc, sales, """
        insert into sale (id, request_hash, channel, location, register, receipt_number, state, sold_at,
                          recorded_at, business_day, currency, subtotal, shipping, tax, total)
        select bench_id(n), '\\x00', 'COUNTER', 'main', 'R1', 'R1-' || n, 'FULFILLED', at, at, day, 'USD',
               1000 + n % 5000, 0, 83, 1083 + n % 5000
        """);
    statement(jdbc, sales, """
        insert into tender (sale_id, position, kind, amount)
        select bench_id(n), 1, 'CASH', 1083 + n % 5000
        """);
    statement(jdbc, sales, """
        insert into entry (id, day, event_day, heard_on, event_at, cause, cause_id, location, channel,
                           source, lines, words, recorded_at)
        overriding system value
        select n, day, day, day, at, 'SALE', bench_id(n)::text, 'main', 'COUNTER', 'R1', 4, 'Sale', at
        """);
    statement(jdbc, sales, """
        insert into entry_line (entry_id, position, account, currency, amount, role, category, key)
        select n, l.position, l.account, 'USD', l.amount, l.role, l.category, l.key
        """, """
        cross join lateral (values
          (1::smallint, '1010', 1083 + n % 5000, 'CASH', '', ''),
          (2::smallint, '4000', -1100 - n % 5000, 'SALES', 'Shoes', ''),
          (3::smallint, '4100', 100, 'DISCOUNT', 'Shoes', ''),
          (4::smallint, '2200', -83, 'TAX', 'standard', 'NY')) l(position, account, amount, role,
                                                                 category, key)
        """);
    statement(jdbc, sales, """
        insert into book_document (id, kind, cause, cause_id, series, part, day, currency, location,
                                   channel, source, note, others, money, total, tax, made_at)
        select bench_id(n), 'RECEIPT', 'SALE', bench_id(n)::text, 1, 1, day, 'USD', 'main', 'COUNTER',
               'R1', 'R1-' || n, '{}', '1010', 1083 + n % 5000, 83, at
        """);
    statement(jdbc, sales, """
        insert into book_document_entry (entry_id, document_id) select n, bench_id(n)
        """);
    statement(jdbc, sales, """
        insert into delivery (id, destination, subject, key, state, next_at, created_at, settled_at,
                              remote_id)
        select bench_id(n), 'BOOKS', bench_id(n)::text, bench_id(n), 'DONE', at, at, at, n::text
        """);
    statement(jdbc, sales, """
        insert into book_there (document_id, remote_id, state, day, currency, total, tax, accounts, names,
                                amounts, changed_at, seen_at)
        select bench_id(n), n::text, 'PRESENT', day, 'USD', 1083 + n % 5000, 83, '{}', '{}', '{}', at, at
        """);
    jdbc.sql("insert into books_look (company, looked_at) values ('quickbooks', :now)")
        .param("now", NOW.atOffset(ZoneOffset.UTC))
        .update();
    statement(jdbc, sales, "insert into entry_tail (entry_id) select n");
    jdbc.sql("select setval(pg_get_serial_sequence('entry', 'id'), :n)")
        .param("n", sales)
        .query(Long.class)
        .single();
    jdbc.sql("set session_replication_role = origin").update();
    jdbc.sql("analyze").update();
    return sales;
  }

  private static void statement(JdbcClient jdbc, int sales, String insert) {
    statement(jdbc, sales, insert, "");
  }

  /** For each sale its number, its day and its moment; the days have equally many. */
  private static void statement(JdbcClient jdbc, int sales, String insert, String more) {
    jdbc.sql("""
            create or replace function pg_temp.bench_id(n bigint) returns uuid language sql immutable as
            $$ select ('0198a000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$
            """).update();
    jdbc.sql(insert.replace("bench_id", "pg_temp.bench_id") + """
              from (select n, :first::date + (n * :days / (:sales + 1))::int as day,
                           :at::timestamptz + (n * :days / (:sales + 1)) * interval '1 day' as at
                      from generate_series(1, :sales::bigint) n) s
            """ + more)
        .param("first", FIRST_DAY)
        .param("days", DAYS)
        .param("sales", sales)
        .param("at", FIRST_DAY.atTime(15, 0).atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Takes the newest entries out of the sums again, as if they had just been made. */
  private static void unfold(JdbcClient jdbc, int count) {
    jdbc.sql("""
            with last as (select id, day from entry order by id desc limit :count),
            noted as (insert into entry_tail (entry_id) select id from last),
            gone as (
              select l.account, l.currency, x.day, sum(greatest(l.amount, 0)) as debit,
                     sum(greatest(-l.amount, 0)) as credit, count(*) as lines
                from last x join entry_line l on l.entry_id = x.id group by 1, 2, 3)
            update account_day d
               set debit = d.debit - g.debit, credit = d.credit - g.credit, lines = d.lines - g.lines
              from gone g
             where (d.account, d.currency, d.day, d.location, d.channel)
                   = (g.account, g.currency, g.day, 'main', 'COUNTER')
            """).param("count", count).update();
  }
}
