package dev.tillbridge.hub.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.posting.DocumentQuestion.PageEnd;
import dev.tillbridge.hub.posting.ToldDocument.State;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.reports.LiveView;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.SalesRig;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The posting queue of a shop that has told many documents. */
class ToldDocumentsTest {

  private static final int MANY = 30_000;
  private static final Duration FAST = Duration.ofMillis(700);

  private final SalesRig hub = new SalesRig();
  private final ToldDocuments documents = new ToldDocuments(hub.db.jdbc());

  @AfterEach
  void close() {
    hub.close();
  }

  private static DocumentQuestion about(
      @Nullable State state,
      @Nullable String kind,
      @Nullable Long amount,
      @Nullable String number) {
    return new DocumentQuestion(state, null, null, kind, amount, number, null);
  }

  /** Of three thousand one is held, one on its way, and one kept. */
  private void many(int many) {
    hub.db.jdbc().sql("""
            insert into book_document (id, kind, cause, cause_id, series, part, day, currency, note,
                                       others, total, tax, adopted, made_at)
            select md5(n::text)::uuid, case when n % 5 = 0 then 'REFUND' else 'RECEIPT' end, 'SALE',
                   md5(n::text)::uuid::text, 1, 1, date '2026-01-01' + n / 300, 'USD',
                   'Tillbridge sale ' || md5(n::text)::uuid, array['R1-' || n], n, 0, n % 3000 = 7, now()
              from generate_series(1, :many) n
            """).param("many", many).update();
    hub.db.jdbc().sql("""
            insert into delivery (id, destination, subject, key, state, next_at, created_at, due_since,
                                  remote_id, note)
            select md5('d' || n)::uuid, 'BOOKS', md5(n::text)::uuid::text, md5('d' || n)::uuid,
                   case n % 3000 when 1 then 'PARKED' when 2 then 'DUE' else 'DONE' end, now(), now(),
                   now(), 'Q' || n, case n % 3000 when 1 then 'held: closed' end
              from generate_series(1, :many) n where n % 3000 <> 7
            """).param("many", many).update();
    hub.db.jdbc().sql("analyze book_document, delivery").update();
  }

  private static <T> T fast(Supplier<T> work) {
    long from = System.nanoTime();
    var done = work.get();
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(FAST);
    return done;
  }

  @Test
  void any_question_is_answered_fast_among_tens_of_thousands() {
    many(MANY);
    documents.find(about(null, null, null, null), 1);

    assertThat(fast(() -> documents.find(about(null, null, null, null), 50))).hasSize(50);
    assertThat(fast(() -> documents.find(about(State.HELD, null, null, null), 50)))
        .hasSize(10)
        .allSatisfy(one -> assertThat(one.why()).isEqualTo("held: closed"));
    assertThat(fast(() -> documents.find(about(State.WAITS, null, null, null), 50)))
        .hasSize(10);
    assertThat(fast(() -> documents.find(about(State.KEPT, null, null, null), 50)))
        .hasSize(10);
    assertThat(fast(() -> documents.find(about(State.TOLD, "REFUND", null, null), 50)))
        .hasSize(50);
    assertThat(fast(() -> documents.find(about(null, "SUMMARY", null, null), 50)))
        .isEmpty();
    assertThat(fast(() -> documents.find(about(null, null, 4_711L, null), 50)))
        .singleElement()
        .satisfies(one -> assertThat(one.remoteId()).isEqualTo("Q4711"));
    assertThat(fast(() -> documents.find(about(null, null, null, "R1-27777"), 50)))
        .hasSize(1);
    assertThat(fast(() -> documents.find(about(null, null, null, "Q27777"), 50)))
        .hasSize(1);
    var day = LocalDate.parse("2026-03-01");
    assertThat(fast(() -> documents.find(
            new DocumentQuestion(null, day, day, null, null, null, null), ToldDocuments.MOST)))
        .hasSize(200)
        .allSatisfy(one -> assertThat(one.day()).isEqualTo(day));
    assertThat(fast(() -> new LiveView(hub.db.jdbc()).sales(50))).isEmpty();
  }

  @Test
  void every_document_is_on_one_page() {
    many(2_000);
    var from = LocalDate.parse("2026-01-03");
    var seen = new HashSet<UUID>();
    PageEnd after = null;
    int asked = 0;
    while (true) {
      var end = after;
      var page = fast(
          () -> documents.find(new DocumentQuestion(null, from, null, null, null, null, end), 150));
      asked += page.size();
      page.forEach(one -> seen.add(one.id()));
      if (page.size() < 150) {
        break;
      }
      after = PageEnd.read(PageEnd.of(page.getLast()).cursor());
    }
    int there = hub.count("book_document where day >= '2026-01-03'");
    assertThat(there).isGreaterThan(1_000);
    assertThat(seen).hasSize(there);
    assertThat(asked).isEqualTo(there);
  }

  @Test
  void a_summary_opens_to_the_sales_in_it_and_is_found_by_their_receipts() {
    hub.db.jdbc().sql("""
            insert into telling (ident, kind, way, valid_from, made_by, made_at)
            values (gen_random_uuid(), 'SALES', 'DAY', '2026-11-22', 'test', now())
            """).update();
    var mug = hub.shelf("MUG", 1_000, 100);
    var sold = CounterSale.of(mug, 2, 1_000);
    var sale = hub.sales.record(sold.report()).view().id();
    var planner = new Planner(
        hub.db.jdbc(), hub.db.tx(), hub.clock, hub.sales, hub.catalog, hub.deliveries, hub.cases);
    planner.plan();
    assertThat(documents.waitingDays())
        .singleElement()
        .satisfies(day -> assertThat(day.entries()).isEqualTo(1));
    assertThat(documents.find(about(null, null, null, null), 10)).isEmpty();
    hub.now.set(SalesRig.NOW.plus(Duration.ofDays(1)));
    planner.plan();

    var found = documents.find(about(State.WAITS, "SUMMARY", 2_165L, "R1-000101"), 10);
    assertThat(found).singleElement().satisfies(one -> {
      assertThat(one.summary()).isEqualTo(SummaryKind.SALES);
      assertThat(one.entries()).isEqualTo(1);
      assertThat(one.note()).endsWith("sales at main, counter, 2026-11-22");
    });
    var whole = documents.get(found.getFirst().id()).orElseThrow();
    assertThat(whole.lines())
        .extracting(line -> line.title() + " " + line.amount().minor())
        .containsExactlyInAnyOrder("Cash 2165", "Sales tax -165", "Sales -2000");
    assertThat(documents.entries(whole.document(), 0, 10)).singleElement().satisfies(entry -> {
      assertThat(entry.sale()).isEqualTo(sale);
      assertThat(entry.amount().minor()).isEqualTo(2_165);
    });
    assertThat(documents.waitingDays()).isEmpty();
    assertThat(List.of(documents.untold())).containsExactly(0);
  }

  @Test
  void a_question_that_cannot_be_is_refused() {
    assertThatThrownBy(() -> documents.find(about(null, "POEM", null, null), 10))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> documents.find(about(null, null, null, null), 0))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> PageEnd.read("2026-02-31_x")).isInstanceOf(BadInput.class);
  }
}
