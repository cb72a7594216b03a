package dev.tillbridge.hub.posting;

import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Draft;
import dev.tillbridge.hub.books.DraftLine;
import dev.tillbridge.hub.books.Event;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.Tender;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Days of shops in New York, told by the day from the 23rd on. */
class SummariesTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-23");

  private final SalesRig hub = new SalesRig();
  private final Sku mug = hub.shelf("MUG", 1_000, 100_000);
  private final Tellings tellings = new Tellings(hub.db.jdbc(), hub.db.tx(), hub.clock);
  private final Planner planner = planner();
  private final FakeBooks books = new FakeBooks();
  private final Postings postings =
      new Postings(hub.db.jdbc(), hub.sales, planner, hub.cases, books);
  private int receipts = 500;

  @BeforeEach
  void chosenForTheNextDay() {
    choose(Channel.COUNTER, "main", true, DAY);
    at("2026-11-23T15:00:00Z");
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private Planner planner() {
    return new Planner(
        hub.db.jdbc(), hub.db.tx(), hub.clock, hub.sales, hub.catalog, hub.deliveries, hub.cases);
  }

  private void choose(Channel channel, String location, boolean daily, LocalDate from) {
    tellings.choose(
        UUID.randomUUID(),
        new Tellings.Scope(SummaryKind.SALES, channel, location, null),
        daily,
        from,
        "Ann");
  }

  private void at(String instant) {
    hub.now.set(Instant.parse(instant));
  }

  private CounterSale mugs(int units, String soldAt) {
    var sale = CounterSale.of(mug, units, 1_000);
    sale.receiptNumber = "R1-%06d".formatted(receipts++);
    sale.soldAt = Instant.parse(soldAt);
    return sale;
  }

  private UUID sold(CounterSale sale) {
    return hub.sales.record(sale.report()).view().id();
  }

  /** Delivers all that is due, as the route does. */
  private void deliver() {
    for (var due = hub.deliveries.claim(Destination.BOOKS, 10);
        !due.isEmpty();
        due = hub.deliveries.claim(Destination.BOOKS, 10)) {
      due.forEach(one -> hub.deliveries.settle(one, postings.deliver(one)));
    }
  }

  private List<String> documents() {
    return hub.db
        .jdbc()
        .sql("select kind || ' ' || cause || ' ' || series || ' ' || total || ' of ' || day"
            + " from book_document order by made_at, cause, series")
        .query((row, _) -> row.getString(1))
        .list();
  }

  private Map<String, Long> moved(UUID document) {
    var moves = new TreeMap<String, Long>();
    var told = (Document.Journal)
        Objects.requireNonNull(books.documents.get(document)).getFirst().document();
    told.moves()
        .forEach(m ->
            moves.merge(m.account().code() + " " + m.title(), m.amount().minor(), Math::addExact));
    return moves;
  }

  private UUID onlyDocument() {
    assertThat(books.documents).hasSize(1);
    return books.documents.keySet().iterator().next();
  }

  private String state(UUID sale) {
    var told = hub.sales.find(sale).orElseThrow().deliveries().getFirst();
    return told.state() + " " + told.remoteId() + " " + told.note();
  }

  @Test
  void a_day_is_one_journal_of_the_sums_of_its_sales_made_half_an_hour_after_its_end() {
    var first = sold(mugs(2, "2026-11-23T15:00:00Z"));
    deliver();
    var cardAndCash = mugs(1, "2026-11-23T15:00:00Z");
    cardAndCash.tenders.clear();
    cardAndCash.tenders.add(CounterSale.card(usd(583), "slip"));
    cardAndCash.tenders.add(CounterSale.cash(500));
    sold(cardAndCash);
    planner.plan();
    deliver();
    assertThat(documents()).isEmpty();
    assertThat(hub.count("entry_untold")).isZero();
    assertThat(state(first)).isEqualTo("DUE null waits for the summary of 2026-11-23");

    // One that was sold two seconds before midnight, and came at twenty past.
    at("2026-11-24T05:20:00Z");
    sold(mugs(3, "2026-11-24T04:59:58Z"));
    planner.plan();
    assertThat(documents()).isEmpty();
    at("2026-11-24T05:29:59Z");
    planner.plan();
    assertThat(documents()).isEmpty();
    at("2026-11-24T05:30:00Z");
    planner.plan();
    deliver();

    // 20.00, 10.00 and 30.00; tax of 8.25 % on each: 1.65, 0.83 and 2.48.
    assertThat(documents()).containsExactly("JOURNAL SALES_DAY 1 6496 of 2026-11-23");
    assertThat(moved(onlyDocument()))
        .isEqualTo(Map.of(
            "1010 Cash",
            2_165L + 500 + 3_248,
            "1110 Card",
            583L,
            "2200 Sales tax",
            -(165L + 83 + 248),
            "4000 Sales",
            -6_000L));
    assertThat(hub.count("book_document_entry where document_id is not null")).isEqualTo(3);
    assertThat(hub.count("book_document where entries = 3")).isEqualTo(1);
    assertThat(hub.count("summary_entry")).isZero();
    assertThat(state(first))
        .isEqualTo("DONE doc-" + onlyDocument() + " in the summary of 2026-11-23");
  }

  @Test
  void what_comes_later_for_that_day_is_a_second_journal_and_the_first_stays() {
    sold(mugs(2, "2026-11-23T15:00:00Z"));
    at("2026-11-24T06:00:00Z");
    planner.plan();
    at("2026-11-24T06:20:00Z");
    planner.plan();
    assertThat(documents()).hasSize(1);

    // A register comes back three days later, with two sales one after the other.
    at("2026-11-26T15:00:00Z");
    sold(mugs(1, "2026-11-23T18:00:00Z"));
    planner.plan();
    at("2026-11-26T15:10:00Z");
    sold(mugs(1, "2026-11-23T18:05:00Z"));
    planner.plan();
    assertThat(documents()).hasSize(1);
    at("2026-11-26T15:15:00Z");
    planner.plan();
    deliver();

    assertThat(documents())
        .containsExactly(
            "JOURNAL SALES_DAY 1 2165 of 2026-11-23", "JOURNAL SALES_DAY 2 2166 of 2026-11-23");
    assertThat(books.documents)
        .hasSize(2)
        .allSatisfy((_, told) -> assertThat(told).hasSize(1));
  }

  @Test
  void a_correction_of_a_day_that_was_told_is_in_the_next_journal_of_that_day() {
    sold(mugs(2, "2026-11-23T15:00:00Z"));
    at("2026-11-24T06:00:00Z");
    planner.plan();
    at("2026-11-24T07:00:00Z");
    planner.plan();
    long entry = hub.db
        .jdbc()
        .sql("select id from entry where cause = 'SALE'")
        .query(Long.class)
        .single();
    var ledger = new Books(hub.db.jdbc(), hub.clock);
    hub.db
        .tx()
        .executeWithoutResult(_ -> ledger.reverse(
            entry,
            new Event(Cause.SALE, "-", DAY, DAY, hub.clock.instant(), null, null, null),
            "Taken back"));
    planner.plan();
    at("2026-11-24T08:00:00Z");
    planner.plan();

    assertThat(documents())
        .containsExactly(
            "JOURNAL SALES_DAY 1 2165 of 2026-11-23", "JOURNAL SALES_DAY 2 2165 of 2026-11-23");
  }

  @Test
  void what_comes_to_nothing_within_its_day_is_not_told() {
    sold(mugs(2, "2026-11-23T15:00:00Z"));
    long entry = hub.db
        .jdbc()
        .sql("select id from entry where cause = 'SALE'")
        .query(Long.class)
        .single();
    var ledger = new Books(hub.db.jdbc(), hub.clock);
    hub.db
        .tx()
        .executeWithoutResult(_ -> ledger.reverse(
            entry,
            new Event(Cause.SALE, "-", DAY, DAY, hub.clock.instant(), null, null, null),
            "Taken back"));
    at("2026-11-24T06:00:00Z");
    planner.plan();
    at("2026-11-24T07:00:00Z");
    planner.plan();

    assertThat(documents()).isEmpty();
    assertThat(hub.count("book_document_entry where document_id is null")).isEqualTo(2);
    assertThat(hub.count("summary_entry")).isZero();
  }

  @Test
  void days_before_the_choice_and_places_without_one_are_told_sale_by_sale() {
    at("2026-11-24T06:00:00Z");
    var before = sold(mugs(1, "2026-11-22T15:00:00Z"));
    var elsewhere = mugs(1, "2026-11-23T15:00:00Z");
    elsewhere.location = SalesRig.STRICT;
    elsewhere.register = "R9";
    var there = sold(elsewhere);
    planner.plan();

    assertThat(
            hub.db.jdbc().sql("select id from book_document").query(UUID.class).list())
        .containsExactlyInAnyOrder(before, there);
    assertThat(hub.count("summary_entry")).isZero();
  }

  @Test
  void a_sale_on_account_has_its_invoice_whatever_is_chosen() {
    var owed = mugs(1, "2026-11-23T15:00:00Z");
    owed.tenders.clear();
    owed.tenders.add(new NewSale.NewTender(
        Tender.Kind.ON_ACCOUNT, usd(1_083), null, null, null, "Baker & Sons"));
    sold(owed);
    planner.plan();

    assertThat(documents()).containsExactly("INVOICE SALE 1 1083 of 2026-11-23");
  }

  @Test
  void a_choice_counts_from_a_day_that_has_not_begun_and_can_be_taken_back_for_later_days() {
    assertThat(tellings.earliest()).isEqualTo(DAY.plusDays(1));
    assertThatThrownBy(() -> choose(Channel.COUNTER, "main", false, DAY))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> choose(Channel.COUNTER, "nowhere", true, DAY.plusDays(1)))
        .isInstanceOf(BadInput.class);
    choose(Channel.COUNTER, "main", false, DAY.plusDays(1));

    at("2026-11-24T15:00:00Z");
    sold(mugs(1, "2026-11-23T15:00:00Z"));
    var single = sold(mugs(1, "2026-11-24T14:00:00Z"));
    planner.plan();
    at("2026-11-24T15:15:00Z");
    planner.plan();

    assertThat(documents())
        .containsExactly(
            "RECEIPT SALE 1 1083 of 2026-11-24", "JOURNAL SALES_DAY 1 1083 of 2026-11-23");
    assertThat(hub.sales.find(single)).isPresent();
  }

  @Test
  void the_same_choice_twice_is_one_and_its_id_stands_for_no_other() {
    var id = UUID.randomUUID();
    var scope = new Tellings.Scope(SummaryKind.SALES, Channel.WEB, null, "one-shop");
    var from = DAY.plusDays(3);
    var made = tellings.choose(id, scope, true, from, "Ann");
    assertThat(tellings.choose(id, scope, true, from, "Bob")).isEqualTo(made);
    assertThatThrownBy(() -> tellings.choose(id, scope, false, from, "Bob"))
        .isInstanceOf(IdReused.class);
    assertThatThrownBy(() -> tellings.choose(
            UUID.randomUUID(),
            new Tellings.Scope(SummaryKind.SALES, Channel.COUNTER, null, "one-shop"),
            true,
            from,
            "Ann"))
        .isInstanceOf(BadInput.class);
    assertThat(tellings.all()).hasSize(2);
  }

  @Test
  void movements_of_stock_are_one_journal_a_day_and_place_unless_chosen_otherwise() {
    enter(Cause.COST, "sale|1", Role.COST, Role.STOCK, 600);
    enter(Cause.COST, "sale|2", Role.COST, Role.STOCK, 720);
    enter(Cause.COST_RETURN, "sale|3", Role.STOCK, Role.COST, 720);
    enter(Cause.WRITE_OFF, "gone|1", Role.STOCK_LOSS, Role.STOCK, 100);
    planner.plan();
    at("2026-11-24T05:30:00Z");
    planner.plan();
    deliver();

    assertThat(documents()).containsExactly("JOURNAL STOCK_DAY 1 2140 of 2026-11-23");
    assertThat(moved(onlyDocument()))
        .isEqualTo(Map.of(
            "1300 Cost of goods sold", -1_320L,
            "5000 Cost of goods sold", 1_320L,
            "1300 Goods that came back", 720L,
            "5000 Goods that came back", -720L,
            "1300 Goods written off", -100L,
            "5100 Goods written off", 100L));
  }

  private void enter(Cause cause, String id, Role debit, Role credit, long cents) {
    var draft = new Draft(
        new Event(cause, id, DAY, DAY, hub.clock.instant(), "main", "COUNTER", "R1"),
        "entered for " + id,
        List.of(
            new DraftLine(debit, "", "", usd(cents)), new DraftLine(credit, "", "", usd(-cents))));
    hub.db.tx().executeWithoutResult(_ -> new Books(hub.db.jdbc(), hub.clock).enter(draft));
  }

  @Test
  void a_busy_day_is_summed_up_by_the_database_in_as_many_lines_as_kinds() {
    int many = 5_000;
    var drafts = new ArrayList<Draft>();
    for (int i = 0; i < many; i++) {
      drafts.add(new Draft(
          new Event(
              Cause.SALE,
              UUID.randomUUID().toString(),
              DAY,
              DAY,
              hub.clock.instant(),
              "main",
              "COUNTER",
              "R" + i % 7),
          "Sale " + i,
          List.of(
              new DraftLine(i % 2 == 0 ? Role.CASH : Role.CARD, "", "", usd(1_083)),
              new DraftLine(Role.TAX, "standard", "Sales tax", usd(-83)),
              new DraftLine(Role.SALES, "Mugs", "", usd(-1_000)))));
    }
    hub.db.tx().executeWithoutResult(_ -> new Books(hub.db.jdbc(), hub.clock).enter(drafts));
    planner.plan();
    assertThat(hub.count("summary_entry")).isEqualTo(many);
    at("2026-11-24T05:30:00Z");
    long from = System.nanoTime();
    planner.plan();
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
    deliver();

    assertThat(hub.count("book_document_line")).isEqualTo(4);
    assertThat(moved(onlyDocument()))
        .isEqualTo(Map.of(
            "1010 Cash",
            1_083L * many / 2,
            "1110 Card",
            1_083L * many / 2,
            "2200 Sales tax",
            -83L * many,
            "4000 Sales",
            -1_000L * many));
    assertThat(hub.count("book_document where entries = 5000")).isEqualTo(1);
  }

  @Test
  void many_planners_at_once_make_one_summary_while_sales_go_on() throws Exception {
    int hubs = 4;
    for (int i = 0; i < 60; i++) {
      sold(mugs(1, "2026-11-23T15:00:00Z"));
    }
    at("2026-11-24T05:29:59Z");
    var start = new CountDownLatch(1);
    try (var pool = Executors.newFixedThreadPool(hubs + 1)) {
      Callable<Void> work = () -> {
        var own = planner();
        start.await();
        for (int i = 0; i < 20; i++) {
          own.plan();
        }
        return null;
      };
      var running = new ArrayList<Future<Void>>();
      for (int i = 0; i < hubs; i++) {
        running.add(pool.submit(work));
      }
      running.add(pool.submit(() -> {
        start.await();
        for (int i = 0; i < 20; i++) {
          sold(mugs(1, "2026-11-23T15:00:00Z"));
          if (i == 10) {
            at("2026-11-24T05:30:00Z");
          }
        }
        return null;
      }));
      start.countDown();
      for (var one : running) {
        one.get();
      }
    }
    at("2026-11-24T06:30:00Z");
    planner.plan();
    at("2026-11-24T07:30:00Z");
    planner.plan();

    assertThat(hub.count("entry_untold")).isZero();
    assertThat(hub.count("summary_entry")).isZero();
    assertThat(hub.count("book_document_entry")).isEqualTo(80);
    assertThat(hub.count("book_document")).isBetween(1, 2);
    assertThat(hub.db
            .jdbc()
            .sql("select sum(total) from book_document")
            .query(Long.class)
            .single())
        .isEqualTo(80L * 1_083);
  }

  @Test
  void a_planner_that_dies_while_it_sums_up_leaves_everything_as_it_was() {
    sold(mugs(2, "2026-11-23T15:00:00Z"));
    planner.plan();
    at("2026-11-24T06:00:00Z");
    var summaries = new Summaries(hub.db.jdbc(), hub.db.tx(), hub.deliveries, hub.cases);
    assertThatThrownBy(() -> hub.db.tx().executeWithoutResult(_ -> {
          assertThat(summaries.tellOne(hub.clock.instant(), hub.clock.instant()))
              .isTrue();
          throw new IllegalStateException("died");
        }))
        .hasMessage("died");
    assertThat(documents()).isEmpty();
    assertThat(hub.count("summary_entry")).isEqualTo(1);

    planner.plan();
    planner.plan();
    assertThat(documents()).containsExactly("JOURNAL SALES_DAY 1 2165 of 2026-11-23");
  }

  @Test
  void a_day_of_which_nothing_can_be_made_is_told_to_a_person_and_holds_up_no_other() {
    enter(Cause.COST, "sale|1", Role.COST, Role.STOCK, 600);
    sold(mugs(2, "2026-11-23T15:00:00Z"));
    planner.plan();
    door("a door nobody knows");
    at("2026-11-24T05:30:00Z");
    planner.plan();

    assertThat(documents()).containsExactly("JOURNAL STOCK_DAY 1 600 of 2026-11-23");
    assertThat(hub.cases.open())
        .singleElement()
        .satisfies(open -> assertThat(open.kind()).isEqualTo(Summaries.NOT_SUMMED));
    door("COUNTER");
    at("2026-11-24T05:40:00Z");
    planner.plan();
    assertThat(documents()).hasSize(2);
    assertThat(hub.cases.open()).isEmpty();
  }

  private void door(String channel) {
    hub.db
        .jdbc()
        .sql("update summary_day set channel = :channel where kind = 'SALES'")
        .param("channel", channel)
        .update();
  }

  @Test
  void a_worker_that_has_a_sale_in_hand_finds_that_its_day_tells_it() {
    var sale = sold(mugs(2, "2026-11-23T15:00:00Z"));
    var claimed = hub.deliveries.claim(Destination.BOOKS, 1).getFirst();
    assertThat(claimed.subject()).isEqualTo(sale.toString());

    var outcome = postings.deliver(claimed);
    hub.deliveries.settle(claimed, outcome);

    assertThat(outcome).isEqualTo(new Delivered<>("told in the summary of its day"));
    assertThat(books.documents).isEmpty();
    assertThat(state(sale)).startsWith("DUE null waits");
    // Nothing is left to be claimed again and again until the day ends.
    at("2026-11-23T16:00:00Z");
    assertThat(hub.deliveries.claim(Destination.BOOKS, 1)).isEmpty();
  }
}
