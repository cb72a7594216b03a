package dev.tillbridge.hub.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.posting.BooksTracking.Kind;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.books.Tracking;
import dev.tillbridge.model.catalog.Sku;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What documents are told of their location and channel. */
class BooksTrackingTest {

  private final SalesRig hub = new SalesRig();
  private final FakeBooks books = new FakeBooks();
  private final Sku mug = hub.shelf("MUG", 1_000, 1_000);
  private final Planner planner = new Planner(
      hub.db.jdbc(), hub.db.tx(), hub.clock, hub.sales, hub.catalog, hub.deliveries, hub.cases);
  private final Postings postings =
      new Postings(hub.db.jdbc(), hub.sales, planner, hub.cases, books);
  private final BooksTracking tracking = new BooksTracking(
      hub.db.jdbc(),
      hub.clock,
      hub.cases,
      new BooksChoices(hub.db.jdbc(), hub.db.tx(), hub.clock, hub.deliveries, hub.cases));
  private int count;

  @AfterEach
  void close() {
    hub.close();
  }

  private Tracking told() {
    var sale = CounterSale.of(mug, 1, 1_000);
    sale.receiptNumber = "R1-" + (200 + count++);
    UUID id = hub.sales.record(sale.report()).view().id();
    var due = hub.deliveries.claim(Destination.BOOKS, 1).getFirst();
    hub.deliveries.settle(due, postings.deliver(due));
    return Objects.requireNonNull(books.documents.get(id)).getFirst().tracking();
  }

  @Test
  void nothing_is_told_until_it_is_chosen_and_nothing_after_it_is_switched_off() {
    assertThat(told()).isEqualTo(Tracking.NONE);
    tracking.choose(true, true, "test");
    assertThat(told()).isEqualTo(new Tracking("main", "Counter"));
    tracking.choose(false, true, "test");
    assertThat(told()).isEqualTo(new Tracking(null, "Counter"));
    tracking.choose(false, false, "test");
    assertThat(told()).isEqualTo(Tracking.NONE);
  }

  @Test
  void a_name_that_was_used_stays_until_a_person_says_otherwise() {
    tracking.choose(true, true, "test");
    told();
    hub.db.jdbc().sql("update location set name = 'Renamed' where id = 'main'").update();
    assertThat(told().location()).as("no second one there").isEqualTo("main");
    tracking.name(Kind.LOCATION, "main", "Main Street", "test");
    tracking.name(Kind.CHANNEL, "COUNTER", null, "test");
    assertThat(told()).isEqualTo(new Tracking("Main Street", null));
    assertThat(tracking.names()).hasSize(2);
  }

  @Test
  void what_cannot_be_named_is_refused() {
    assertThatThrownBy(() -> tracking.name(Kind.LOCATION, "nowhere", "x", "test"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> tracking.name(Kind.CHANNEL, "COUNTER|x", "x", "test"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> tracking.name(Kind.LOCATION, "main", " ", "test"))
        .isInstanceOf(BadInput.class);
  }

  @Test
  void books_that_do_not_track_it_are_a_case_until_they_do() {
    tracking.review(books);
    assertThat(hub.cases.open()).isEmpty();
    tracking.choose(true, true, "test");
    books.tracked = new Tracking.Known(true, false);
    tracking.review(books);
    tracking.review(books);
    assertThat(hub.cases.open()).hasSize(1).first().satisfies(open -> {
      assertThat(open.kind()).isEqualTo(BooksTracking.OFF_THERE);
      assertThat(open.title()).isEqualTo("The books do not track classes");
    });
    told();
    books.tracked = new Tracking.Known(true, true);
    tracking.review(books);
    assertThat(hub.cases.open()).isEmpty();
  }
}
