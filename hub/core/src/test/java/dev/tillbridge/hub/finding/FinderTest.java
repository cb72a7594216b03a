package dev.tillbridge.hub.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tillbridge.hub.finding.Hit.Kind;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.SalesRig;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinderTest {

  /** More with {@code -Dtillbridge.find=1000000}. */
  private static final int ENTRIES = Integer.getInteger("tillbridge.find", 3_000);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12.50|USD 1250",
        "12,5|USD 1250",
        "$12.50|USD 1250",
        "12.50 eur|EUR 1250",
        "€ 12,50|EUR 1250",
        "-12.50|USD 1250",
        "1,234.50|USD 123450",
        "1.234,50 EUR|EUR 123450",
        "1'234.50|USD 123450",
        "1234|USD 123400",
        "1234|JPY 1234",
        "1,234|USD 123400",
        "1.234|KWD 1234",
        "1 234,50|USD 123450"
      })
  void an_amount_is_understood_however_it_is_written(String typed, String meant) {
    assertThat(Wanted.of(typed).amounts())
        .anyMatch(amount -> List.of(amount.codes().split(",", -1)).contains(meant.substring(0, 3))
            && amount.minor() == Long.parseLong(meant.substring(4)));
  }

  @Test
  void what_is_no_amount_is_words_only() {
    for (var typed : List.of("R1-000101", "PAYPAL TRANSFER", "12.50.1x", "#1001")) {
      assertThat(Wanted.of(typed).amounts()).as(typed).isEmpty();
    }
    assertThat(Wanted.of("12.50 USD").amounts()).hasSize(1);
    assertThat(Wanted.of("12.5555 USD").amounts()).as("no such cents").isEmpty();
  }

  @Test
  void one_search_finds_sales_entries_payouts_movements_and_lines_of_the_bank() {
    try (var hub = new SalesRig()) {
      var mug = hub.shelf("MUG", 1_000, 100);
      var sale = CounterSale.of(mug, 1, 1_000);
      hub.sales.record(sale.report());
      fill(hub);
      assertThat(new Finder(hub.db.jdbc()).find("10.83"))
          .extracting(Hit::kind)
          .contains(Kind.SALE, Kind.ENTRY, Kind.PAYOUT, Kind.MOVEMENT, Kind.BANK_LINE);
      assertThat(new Finder(hub.db.jdbc()).find("10.83 EUR")).isEmpty();
      var finder = new Finder(hub.db.jdbc());
      assertThat(finder.find("R1-000101"))
          .extracting(Hit::kind, Hit::id)
          .containsExactly(tuple(Kind.SALE, sale.id.toString()));
      assertThat(finder.find("P-7")).extracting(Hit::kind).contains(Kind.PAYOUT);
      assertThat(finder.find("slip-7")).extracting(Hit::kind).containsExactly(Kind.MOVEMENT);
      assertThat(finder.find("transfer cards"))
          .extracting(Hit::kind)
          .containsExactly(Kind.BANK_LINE);
      assertThat(finder.find("1")).extracting(Hit::title).contains("Entry 1");
      assertThatThrownBy(() -> finder.find(" ")).isInstanceOf(BadInput.class);
      assertThatThrownBy(() -> finder.find("x".repeat(101))).isInstanceOf(BadInput.class);
      assertThat(finder.find("'; drop table sale; --")).isEmpty();
    }
  }

  private static void fill(SalesRig hub) {
    var jdbc = hub.db.jdbc();
    var file = UUID.randomUUID();
    jdbc.sql("""
            insert into money_file (id, kind, account, hash, lines, made_by, made_at)
            values (:id, 'BANK', 'main', 'x', 1, 'test', now())
            """).param("id", file).update();
    jdbc.sql("""
            insert into bank_line (id, account, line_id, day, amount, currency, words, file, heard_at)
            values (gen_random_uuid(), 'main', '7', '2026-11-22', 1083, 'USD', 'CARDS Transfer', :file, now())
            """).param("file", file).update();
    jdbc.sql("""
            insert into payout (id, gateway, account, remote_id, amount, currency, day, told, due)
            values (gen_random_uuid(), 'CARD', 'me', 'P-7', 1083, 'USD', '2026-11-22', true, false)
            """).update();
    jdbc.sql("""
            insert into gateway_line (gateway, account, id, kind, pending, amount, currency, reference, at,
                                      words, hash, heard_at)
            values ('CARD', 'me', 'a-7', 'CHARGE', false, 1083, 'USD', 'slip-7', now(), 'a charge', 'x', now())
            """).update();
  }

  @Test
  void it_looks_in_indexes_only_however_much_there_is() {
    try (var hub = new SalesRig()) {
      hub.db.tx().executeWithoutResult(_ -> {
        hub.db.jdbc().sql("set local session_replication_role = replica").update();
        hub.db.jdbc().sql("""
                with e as (
                  insert into entry (day, event_day, heard_on, event_at, cause, cause_id, lines, words,
                                     recorded_at)
                  select d, d, d, now(), 'SALE', gen_random_uuid()::text, 2, 'Sale ' || n, now()
                    from generate_series(1, :many) n, lateral (select date '2026-05-01' + n % 90 as d) x
                  returning id)
                insert into entry_line (entry_id, position, account, currency, amount, role)
                select id, p, a, 'USD', s * (100 + id % 5000), r
                  from e cross join (values (1, '1010', 1, 'CASH'), (2, '4000', -1, 'SALES')) as x(p, a, s, r)
                """).param("many", ENTRIES).update();
        hub.db.jdbc().sql("insert into entry_tail select id from entry limit 0").update();
      });
      hub.db.jdbc().sql("analyze").update();
      var finder = new Finder(hub.db.jdbc());
      finder.find("20.00");
      long begun = System.nanoTime();
      var hits = finder.find("21.00");
      long took = (System.nanoTime() - begun) / 1_000;
      System.out.printf("%,d entries: found in %,d microseconds%n", ENTRIES, took);
      assertThat(hits).hasSize(Math.min(Finder.MOST, 2 * Math.ceilDiv(ENTRIES - 1_999, 5_000)));
      var plan = String.join("\n", hub.db.jdbc().sql("""
              explain select * from (values (2100), (-2100)) w(minor) cross join lateral (
                select e.id from entry_line l join entry e on e.id = l.entry_id
                 where l.amount = w.minor order by l.entry_id desc limit 20) x
              """).query(String.class).list());
      assertThat(plan).contains("entry_line_found").doesNotContain("Seq Scan on entry");
      hub.db.jdbc().sql("truncate entry_tail").update();
      hub.db.tx().executeWithoutResult(_ -> {
        hub.db.jdbc().sql("set local session_replication_role = replica").update();
        hub.db.jdbc().sql("delete from entry_line").update();
        hub.db.jdbc().sql("delete from entry").update();
      });
    }
  }
}
