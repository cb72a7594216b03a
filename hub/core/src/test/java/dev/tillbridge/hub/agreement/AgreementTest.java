package dev.tillbridge.hub.agreement;

import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.closing.DayClose;
import dev.tillbridge.hub.closing.DayVerdict;
import dev.tillbridge.hub.closing.DayVerdict.State;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import dev.tillbridge.hub.closing.Payouts;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.posting.Planner;
import dev.tillbridge.hub.posting.Postings;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.books.DocumentKind;
import dev.tillbridge.model.books.DocumentThere.Move;
import dev.tillbridge.model.books.DocumentThere.Present;
import dev.tillbridge.model.catalog.Sku;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What others change in the books is noticed, named once, and put right in one of three ways. */
class AgreementTest {

  private static final LocalDate DAY = LocalDate.parse("2026-11-22");

  private final SalesRig hub = new SalesRig();
  private final Sku mug = hub.shelf("MUG", 1_000, 1_000);
  private final TellingBooks books = new TellingBooks(hub.clock);
  private final Planner planner = new Planner(
      hub.db.jdbc(), hub.db.tx(), hub.clock, hub.sales, hub.catalog, hub.deliveries, hub.cases);
  private final Postings postings =
      new Postings(hub.db.jdbc(), hub.sales, planner, hub.cases, books);
  private final Agreement agreement = agreement();
  private final ChangedThere changed =
      new ChangedThere(hub.db.jdbc(), hub.db.tx(), hub.clock, hub.cases, hub.deliveries, books);
  private int receipts = 100;

  @AfterEach
  void close() {
    hub.close();
  }

  private Agreement agreement() {
    return new Agreement(hub.db.jdbc(), hub.db.tx(), hub.clock, hub.cases, books);
  }

  private UUID sold() {
    var sale = CounterSale.of(mug, 2, 1_000);
    sale.receiptNumber = "R1-%06d".formatted(++receipts);
    return hub.sales.record(sale.report()).view().id();
  }

  /** Tells all that is due; the ids there. */
  private void tell() {
    planner.plan();
    for (var due : hub.deliveries.claim(Destination.BOOKS, 100)) {
      hub.deliveries.settle(due, postings.deliver(due));
    }
  }

  private String told(UUID document) {
    return hub.db
        .jdbc()
        .sql("select remote_id from delivery where destination = 'BOOKS' and subject = :id")
        .param("id", document.toString())
        .query(String.class)
        .single();
  }

  private void pass(Duration time) {
    hub.now.updateAndGet(now -> Objects.requireNonNull(now).plus(time));
  }

  private void lookAgain() {
    pass(Agreement.EVERY);
    agreement.look();
  }

  private List<OpenCase> cases(String kind) {
    return hub.cases.open().stream().filter(c -> c.kind().equals(kind)).toList();
  }

  private DayVerdict.Part closing() {
    var payouts = new Payouts(hub.db.jdbc(), hub.db.tx(), hub.clock, hub.cases);
    return new DayClose(hub.db.jdbc(), hub.db.tx(), hub.clock, payouts, true)
        .of(DAY).parts().stream()
            .filter(part -> part.topic() == Topic.BOOKS_THERE)
            .findFirst()
            .orElseThrow();
  }

  private Map<String, Long> ledger() {
    var ledger = new TreeMap<String, Long>();
    hub.db.jdbc().sql("""
            select e.day || ' ' || l.account as at, sum(l.amount)::bigint as sum
              from entry e join entry_line l on l.entry_id = e.id
             group by 1 having sum(l.amount) <> 0
            """).query(row -> {
      ledger.put(row.getString("at"), row.getLong("sum"));
    });
    return ledger;
  }

  @Test
  void what_is_there_as_it_was_told_is_no_news() {
    assertThat(closing().state()).as("nobody has ever looked").isEqualTo(State.UNUSED);
    sold();
    tell();
    agreement.look();
    assertThat(hub.cases.open()).isEmpty();
    assertThat(books.asked).isEqualTo(1);
    assertThat(closing().state()).as("told in the moment of the look").isEqualTo(State.WAITS);
    lookAgain();
    var part = closing();
    assertThat(part.state()).isEqualTo(State.AGREES);
    assertThat(part.sums())
        .containsExactly(new DayVerdict.Sum("Documents", usd(2_165), usd(2_165)));
  }

  @Test
  void another_memo_another_version_or_the_same_again_is_no_news() {
    var id = told(sold(), true);
    agreement.look();
    pass(Duration.ofMinutes(1));
    books.change(
        id,
        was -> new Present(
            was.kind(),
            id,
            hub.clock.instant(),
            "other number",
            "another memo",
            false,
            was.day(),
            was.total(),
            was.tax(),
            was.moves()));
    lookAgain();
    assertThat(hub.cases.open()).isEmpty();
    // Somebody names our account otherwise: what was right before is right.
    books.unknown.add("1010");
    books.change(id, was -> same(was));
    lookAgain();
    assertThat(hub.cases.open()).isEmpty();
  }

  private String told(UUID sale, boolean now) {
    if (now) {
      tell();
    }
    return told(sale);
  }

  private Present same(Present was) {
    return books.now(was, false, was.day(), was.total(), was.tax(), was.moves());
  }

  /** What a person does there, and what is said of it. */
  record Edit(String words, BiFunction<TellingBooks, Present, Present> edit) {
    @Override
    public String toString() {
      return words;
    }
  }

  static Stream<Edit> edits() {
    return Stream.of(
        new Edit(
            "the total is 20.65 USD instead of 21.65 USD",
            (books, was) -> books.now(
                was,
                false,
                was.day(),
                usd(2_065),
                was.tax(),
                List.of(new Move("#1010", "Cash", 2_065), new Move("#4000", "Sales", -1_900)))),
        new Edit(
            "the tax is 1.66 USD instead of 1.65 USD",
            (books, was) -> books.now(was, false, was.day(), usd(2_166), usd(166), was.moves())),
        new Edit(
            "the day is 2026-11-20 instead of 2026-11-22",
            (books, was) -> books.now(
                was, false, LocalDate.parse("2026-11-20"), was.total(), was.tax(), was.moves())),
        new Edit(
            "21.65 USD is on account Checking instead of nothing",
            (books, was) -> books.now(
                was,
                false,
                was.day(),
                was.total(),
                was.tax(),
                List.of(new Move("#1150", "Checking", 2_165), new Move("#4000", "Sales", -2_000)))),
        new Edit(
            "it was voided",
            (books, was) -> books.now(was, true, was.day(), usd(0), usd(0), List.of())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("edits")
  void a_change_is_found_once_and_named_and_closes_when_it_is_put_back(Edit edit) {
    sold();
    var id = told(sold(), true);
    agreement.look();
    pass(Duration.ofMinutes(1));
    var before = books.present(id);
    books.change(id, was -> edit.edit().apply(books, was));
    lookAgain();
    lookAgain();
    assertThat(cases(Agreement.CHANGED))
        .singleElement()
        .satisfies(open -> assertThat(open.detail()).contains(edit.words()));
    assertThat(hub.cases.open()).hasSize(1);
    assertThat(changed.all()).singleElement().satisfies(one -> {
      assertThat(one.words()).contains(edit.words());
      assertThat(one.gone()).isEqualTo(edit.words().equals("it was voided"));
    });
    var part = closing();
    assertThat(part.state()).isEqualTo(State.DIFFERS);
    assertThat(part.points()).singleElement().satisfies(point -> {
      assertThat(point.words()).contains(edit.words());
      assertThat(point.comes()).isFalse();
    });

    books.change(id, ignored -> same(before));
    lookAgain();
    assertThat(hub.cases.open()).isEmpty();
    assertThat(changed.all()).isEmpty();
    assertThat(closing().state()).isEqualTo(State.AGREES);
  }

  @Test
  void a_deleted_document_is_sent_again_under_another_number_and_key() {
    var sale = sold();
    var id = told(sale, true);
    agreement.look();
    var key = Objects.requireNonNull(books.postings.get(id)).key();
    books.delete(id);
    lookAgain();
    assertThat(cases(Agreement.CHANGED)).singleElement().satisfies(open -> {
      assertThat(open.title()).contains("was deleted");
      assertThat(open.subject()).isEqualTo(sale.toString());
    });

    changed.sendAgain(sale, "Ann");
    assertThatThrownBy(() -> changed.sendAgain(sale, "Ann")).isInstanceOf(NotFound.class);
    tell();
    var again = told(sale);
    assertThat(again).isNotEqualTo(id);
    var posting = Objects.requireNonNull(books.postings.get(again));
    assertThat(posting.key()).isNotEqualTo(key);
    var head = posting.document().head();
    assertThat(head.id()).isNotEqualTo(sale);
    assertThat(head.note()).contains(head.id().toString()).doesNotContain(sale.toString());
    lookAgain();
    lookAgain();
    assertThat(hub.cases.open()).isEmpty();
    assertThat(closing().state()).isEqualTo(State.AGREES);
    assertThat(closing().sums())
        .containsExactly(new DayVerdict.Sum("Documents", usd(2_165), usd(2_165)));
  }

  @Test
  void taken_over_the_ledger_has_what_is_there_and_nobody_is_told() {
    var sale = sold();
    var id = told(sale, true);
    agreement.look();
    // A dollar less, in another account, two days before.
    var other = LocalDate.parse("2026-11-20");
    books.change(
        id,
        was -> books.now(
            was,
            false,
            other,
            usd(2_065),
            usd(165),
            List.of(new Move("#1150", "Checking", 2_065), new Move("#4000", "Sales", -1_900))));
    lookAgain();
    changed.takeOver(sale, "Ann");
    assertThat(ledger())
        .isEqualTo(Map.of(
            "2026-11-20 1150", 2_065L, "2026-11-20 4000", -1_900L, "2026-11-20 2200", -165L));
    assertThat(hub.cases.open()).isEmpty();
    tell();
    assertThat(books.postings).hasSize(1);
    books.change(id, this::same);
    lookAgain();
    assertThat(hub.cases.open()).isEmpty();
    assertThat(closing().state()).isEqualTo(State.AGREES);

    // What is changed once more is compared with what was taken over.
    books.delete(id);
    lookAgain();
    assertThat(cases(Agreement.CHANGED)).hasSize(1);
    assertThatThrownBy(() -> changed.sendAgain(sale, "Ann")).isInstanceOf(NotPossible.class);
    changed.takeOver(sale, "Ann");
    assertThat(ledger()).isEmpty();
    lookAgain();
    assertThat(hub.cases.open()).isEmpty();
  }

  @Test
  void what_our_ledger_cannot_have_is_not_taken_over() {
    var sale = sold();
    var id = told(sale, true);
    agreement.look();
    var before = ledger();
    var was = books.present(id);
    books.change(
        id,
        one -> books.now(
            one,
            false,
            one.day(),
            one.total(),
            one.tax(),
            List.of(new Move("#77", "Travel", 2_165), new Move("#4000", "Sales", -2_000))));
    lookAgain();
    assertThatThrownBy(() -> changed.takeOver(sale, "Ann"))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("no account here that is called Travel there");
    books.change(
        id,
        one -> books.now(
            was, false, LocalDate.parse("2026-11-20"), was.total(), was.tax(), was.moves()));
    lookAgain();
    hub.db
        .tx()
        .executeWithoutResult(_ -> new Books(hub.db.jdbc(), hub.clock)
            .close(LocalDate.parse("2026-11-20"), "told the office", "Ann"));
    assertThatThrownBy(() -> changed.takeOver(sale, "Ann"))
        .isInstanceOf(NotPossible.class)
        .hasMessageContaining("2026-11-20 is closed here");
    assertThat(ledger()).isEqualTo(before);
    assertThat(cases(Agreement.CHANGED)).hasSize(1);
    assertThatThrownBy(() -> changed.sendAgain(sale, "Ann")).isInstanceOf(NotPossible.class);
  }

  @Test
  void after_an_outage_of_a_month_every_document_is_looked_at_by_itself() {
    var first = told(sold(), true);
    var second = told(sold(), true);
    var third = told(sold(), true);
    agreement.look();
    lookAgain();
    books.away = true;
    books.delete(second);
    pass(Duration.ofDays(31));
    agreement.look();
    assertThat(cases(Agreement.CHANGED)).isEmpty();
    books.away = false;
    books.looked = 0;
    lookAgain();
    assertThat(books.looked).isEqualTo(3);
    assertThat(cases(Agreement.CHANGED)).hasSize(1);
    assertThat(List.of(first, third)).allSatisfy(id -> assertThat(books.there).containsKey(id));
    books.looked = 0;
    lookAgain();
    assertThat(books.looked).as("once").isZero();
  }

  @Test
  void what_is_left_out_of_a_long_answer_is_looked_for() {
    var id = told(sold(), true);
    told(sold(), true);
    agreement.look();
    books.cut.add(DocumentKind.RECEIPT);
    books.delete(id);
    pass(Duration.ofMinutes(10));
    lookAgain();
    assertThat(cases(Agreement.CHANGED)).hasSize(1);
  }

  @Test
  void what_no_look_has_told_of_is_looked_at_by_itself() {
    var id = told(sold(), true);
    pass(Duration.ofDays(3));
    books.delete(id);
    pass(Duration.ofDays(3));
    agreement.look();
    assertThat(cases(Agreement.CHANGED)).hasSize(1);
    assertThat(books.looked).isEqualTo(1);
  }

  @Test
  void two_hubs_ask_once_and_a_lost_answer_is_asked_for_again_soon() {
    var other = agreement();
    agreement.look();
    other.look();
    assertThat(books.asked).isEqualTo(1);
    var id = told(sold(), true);
    books.away = true;
    lookAgain();
    books.delete(id);
    books.away = false;
    other.look();
    assertThat(books.asked).as("not at once").isEqualTo(2);
    pass(Duration.ofMinutes(1));
    other.look();
    agreement.look();
    assertThat(books.asked).isEqualTo(3);
    assertThat(cases(Agreement.CHANGED)).hasSize(1);
  }

  @Test
  void a_document_whose_answer_was_lost_is_ours() {
    var sale = sold();
    planner.plan();
    var due = hub.deliveries.claim(Destination.BOOKS, 1).getFirst();
    // It is there, and nobody here knows it yet.
    postings.deliver(due);
    agreement.look();
    assertThat(hub.cases.open()).isEmpty();
    assertThat(hub.sales.find(sale)).isPresent();
  }

  @Test
  void what_others_enter_on_an_account_of_ours_is_told_once() {
    agreement.look();
    var id = books.stranger("#1100", 500);
    books.stranger("#6900", 700);
    lookAgain();
    lookAgain();
    assertThat(hub.cases.open()).singleElement().satisfies(open -> {
      assertThat(open.kind()).isEqualTo(Agreement.STRANGER);
      assertThat(open.title()).contains("5.00 USD on PayPal clearing");
    });
    hub.cases.resolve(cases(Agreement.STRANGER).getFirst().id(), "Ann");
    books.change(id, this::same);
    lookAgain();
    assertThat(hub.cases.open()).as("she has seen it").isEmpty();
    books.stranger("#1110", 900);
    var gone = books.stranger("#1120", 900);
    lookAgain();
    assertThat(cases(Agreement.STRANGER)).hasSize(2);
    books.delete(gone);
    lookAgain();
    assertThat(cases(Agreement.STRANGER)).hasSize(1);
  }
}
