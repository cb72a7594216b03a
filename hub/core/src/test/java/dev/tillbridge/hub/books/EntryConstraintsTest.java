package dev.tillbridge.hub.books;

import static dev.tillbridge.hub.books.BooksRig.TODAY;
import static dev.tillbridge.hub.books.BooksRig.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself does not let happen, whoever writes to it. */
class EntryConstraintsTest {

  private final BooksRig rig = new BooksRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private void write(String id, int lines, String values) {
    rig.db.tx().executeWithoutResult(_ -> {
      rig.db.jdbc().sql("""
              insert into entry (day, event_day, heard_on, event_at, cause, cause_id, lines, words,
                                 recorded_at)
              values ('2026-11-22', '2026-11-22', '2026-11-22', now(), 'SALE', :id, :lines, '', now())
              """).param("id", id).param("lines", lines).update();
      if (!values.isEmpty()) {
        rig.db.jdbc().sql("""
                insert into entry_line (entry_id, position, account, currency, amount, role)
                select e.id, v.position, v.account, v.currency, v.amount, 'CASH'
                  from entry e, (values %s) as v (position, account, currency, amount)
                 where e.cause_id = '%s'
                """.formatted(values, id)).update();
      }
      // Or the sums would know nothing of it, and the ledger that this test leaves not add up.
      rig.db
          .jdbc()
          .sql("insert into entry_tail (entry_id) select id from entry where cause_id = :id")
          .param("id", id)
          .update();
    });
  }

  @Test
  void an_entry_that_is_off_by_a_cent_is_refused_when_its_transaction_ends() {
    assertThatThrownBy(() -> write("a", 2, "(1, '1010', 'USD', 1000), (2, '4000', 'USD', -999)"))
        .hasStackTraceContaining("is off by USD 1");
    assertThat(
            rig.db.jdbc().sql("select count(*) from entry").query(Integer.class).single())
        .isZero();
  }

  @Test
  void each_currency_balances_by_itself() {
    assertThatThrownBy(() -> write("a", 2, "(1, '1010', 'USD', 1000), (2, '4000', 'EUR', -1000)"))
        .hasStackTraceContaining("is off by");
    write(
        "b",
        4,
        "(1, '1010', 'USD', 1000), (2, '3900', 'USD', -1000), (3, '3900', 'EUR', 920),"
            + " (4, '1150', 'EUR', -920)");
  }

  @Test
  void an_entry_has_all_of_its_lines_or_none_of_them() {
    assertThatThrownBy(() -> write("a", 2, "")).hasStackTraceContaining("has 0 lines, not 2");
    assertThatThrownBy(() -> write("b", 4, "(1, '1010', 'USD', 1000), (2, '4000', 'USD', -1000)"))
        .hasStackTraceContaining("has 2 lines, not 4");
  }

  @Test
  void nothing_is_added_to_an_entry_that_was_whole_though_it_balances() {
    long id = rig.enter(BooksRig.sale(TODAY, 500));
    assertThatThrownBy(() -> rig.db.jdbc().sql("""
                insert into entry_line (entry_id, position, account, currency, amount, role)
                values (:id, 3, '1010', 'USD', 1, 'CASH'), (:id, 4, '4000', 'USD', -1, 'SALES')
                """).param("id", id).update())
        .hasMessageContaining("of a whole one");
  }

  @Test
  void a_line_goes_to_an_account_that_there_is() {
    assertThatThrownBy(() -> write("a", 2, "(1, '1011', 'USD', 1000), (2, '4000', 'USD', -1000)"))
        .hasMessageContaining("of no account");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update entry set words = 'x'",
        "delete from entry",
        "truncate entry cascade",
        "update entry_line set amount = -amount",
        "delete from entry_line",
        "truncate entry_line",
        "delete from account",
        "update account set kind = 'ASSET' where code = '4000'"
      })
  void what_was_entered_stays(String sql) {
    rig.enter(BooksRig.sale(TODAY, 500));
    assertThatThrownBy(() -> rig.db.jdbc().sql(sql).update()).isNotNull();
    assertThat(NaiveSums.of(rig.db)).containsEntry("1010", 500L).containsEntry("4000", -500L);
  }

  @Test
  void fifteen_digits_fit_and_one_more_does_not() {
    long most = 999_999_999_999_999L;
    rig.enter(BooksRig.sale(TODAY, most));
    rig.enter(BooksRig.sale(TODAY, most));
    assertThat(rig.ledger.trialBalance(null, null))
        .extracting(b -> b.balance().toString())
        .containsExactly("1999999999999998", "-1999999999999998");
    assertThatThrownBy(() -> line(Role.CASH, most + 1)).hasMessageContaining("cannot book");
    assertThatThrownBy(() -> write(
            "a", 2, "(1, '1010', 'USD', 1000000000000000), (2, '4000', 'USD', -1000000000000000)"))
        .hasMessageContaining("entry_line_amount_check");
  }

  @Test
  void a_draft_that_does_not_balance_is_a_bug_and_never_reaches_the_database() {
    assertThatThrownBy(() ->
            BooksRig.draft(TODAY, List.of(line(Role.CASH, 100), line(Role.SALES, -99))))
        .hasMessageContaining("is off by 1 USD");
    assertThatThrownBy(() -> BooksRig.draft(
            TODAY,
            List.of(
                line(Role.CASH, 100), new DraftLine(Role.SALES, "", "", Money.of(-100, "EUR")))))
        .hasMessageContaining("is off by");
  }

  @Test
  void an_event_is_entered_once_whoever_comes_at_the_same_time() throws Exception {
    var draft = BooksRig.sale(TODAY, 700);
    try (var pool = Executors.newFixedThreadPool(4)) {
      var start = new CountDownLatch(1);
      Callable<Boolean> enter = () -> {
        start.await();
        Boolean made = rig.db.tx().execute(_ -> rig.books.enter(draft).isPresent());
        return Boolean.TRUE.equals(made);
      };
      var all = List.of(pool.submit(enter), pool.submit(enter), pool.submit(enter));
      start.countDown();
      int made = 0;
      for (var one : all) {
        made += one.get() ? 1 : 0;
      }
      assertThat(made).isEqualTo(1);
    }
    assertThat(NaiveSums.of(rig.db)).containsEntry("1010", 700L);
  }

  @Test
  void a_reversal_is_the_opposite_and_happens_once() {
    long id = rig.enter(BooksRig.sale(TODAY, 500));
    var when = BooksRig.event("any", TODAY);
    assertThat(rig.books.reverse(id, when, "wrong")).isTrue();
    assertThat(rig.books.reverse(id, when, "wrong")).isFalse();
    var entries = rig.ledger.entries(new Ledger.Question(null, null, null, null, null), 10);
    assertThat(entries).hasSize(2);
    assertThat(entries.getLast().reverses()).isEqualTo(id);
    assertThat(entries.getLast().version()).isEqualTo(2);
    assertThat(rig.books.reverse(entries.getLast().id(), when, "no")).isFalse();
    assertThat(NaiveSums.of(rig.db)).isEmpty();
    assertThat(NaiveSums.reported(rig.db)).isEmpty();
  }

  @Test
  void what_comes_late_for_a_closed_period_counts_for_the_day_on_which_it_was_heard_of() {
    rig.enter(BooksRig.sale(LocalDate.parse("2026-10-31"), 500));
    rig.books.close(LocalDate.parse("2026-10-31"), "October is told", "Mira");
    var october = rig.ledger.trialBalance(null, LocalDate.parse("2026-10-31"));
    long late = rig.enter(BooksRig.sale(LocalDate.parse("2026-10-30"), 700));
    var entry = rig.ledger.find(late).orElseThrow();
    assertThat(entry.day()).isEqualTo(TODAY);
    assertThat(entry.eventDay()).isEqualTo("2026-10-30");
    assertThat(rig.ledger.trialBalance(null, LocalDate.parse("2026-10-31"))).isEqualTo(october);
    assertThatThrownBy(() -> rig.books.close(LocalDate.parse("2026-10-31"), "again", "Mira"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> rig.books.close(TODAY, "today", "Mira")).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> rig.db.jdbc().sql("delete from book_lock").update())
        .isNotNull();
  }

  @Test
  void no_entry_slips_into_a_period_while_it_is_being_closed() throws Exception {
    var day = LocalDate.parse("2026-10-31");
    try (var pool = Executors.newFixedThreadPool(6)) {
      var start = new CountDownLatch(1);
      var entries = new java.util.ArrayList<java.util.concurrent.Future<Long>>();
      for (int i = 0; i < 50; i++) {
        entries.add(pool.submit(() -> {
          start.await();
          return rig.enter(BooksRig.sale(day, 100));
        }));
      }
      var closing = pool.submit(() -> {
        start.await();
        rig.db.tx().executeWithoutResult(_ -> rig.books.close(day, "October", "Mira"));
        return rig.ledger.trialBalance(null, day);
      });
      start.countDown();
      for (var entry : entries) {
        entry.get();
      }
      assertThat(rig.ledger.trialBalance(null, day)).isEqualTo(closing.get());
    }
    assertThat(NaiveSums.of(rig.db)).containsEntry("1010", 5_000L);
  }
}
