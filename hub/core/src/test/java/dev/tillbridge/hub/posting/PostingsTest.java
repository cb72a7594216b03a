package dev.tillbridge.hub.posting;

import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostingsTest {

  private final SalesRig hub = new SalesRig();
  private final FakeBooks books = new FakeBooks();
  private final Planner planner = new Planner(
      hub.db.jdbc(), hub.db.tx(), hub.clock, hub.sales, hub.catalog, hub.deliveries, hub.cases);
  private final Postings postings = postings(books);
  private final UUID sale = hub.sales
      .record(CounterSale.of(hub.shelf("MUG", 1_000, 10), 2, 1_000).report())
      .view()
      .id();

  @AfterEach
  void close() {
    hub.close();
  }

  private Postings postings(@Nullable Bookkeeping told) {
    return new Postings(hub.db.jdbc(), hub.sales, planner, hub.cases, told);
  }

  private Delivery due() {
    return hub.deliveries.claim(Destination.BOOKS, 1).getFirst();
  }

  private void later(Duration wait) {
    hub.now.updateAndGet(now -> Objects.requireNonNull(now).plus(wait));
  }

  private void cancel() {
    hub.db.jdbc().sql("update sale set state = 'CANCELLED'").update();
  }

  @Test
  void a_sale_is_booked_as_charged_on_its_business_day() {
    var delivery = due();

    assertThat(postings.deliver(delivery)).isEqualTo(new Delivered<>("doc-" + sale));

    var document = Objects.requireNonNull(books.documents.get(sale)).getFirst();
    assertThat(document.key()).isEqualTo(delivery.key());
    assertThat(document.document()).isInstanceOfSatisfying(Document.Receipt.class, receipt -> {
      assertThat(receipt.head().day()).isEqualTo(LocalDate.parse("2026-11-22"));
      assertThat(receipt.total()).isEqualTo(usd(2_165));
      assertThat(receipt.form().items()).hasSize(1);
      assertThat(receipt.form().taxes()).hasSize(1);
      assertThat(receipt.head().others()).containsExactly("R1-000101");
      assertThat(receipt.money().code()).isEqualTo("1010");
    });
    assertThat(books.recalls).as("a first attempt has nothing to look for").isZero();
  }

  @Test
  void a_lost_answer_is_looked_up_first_and_leaves_one_document() {
    books.loseAnswers = true;
    books.bookAnswers.add(new InDoubt<>("no answer"));
    var first = due();
    hub.deliveries.settle(first, postings.deliver(first));
    later(Duration.ofMinutes(1));

    var second = due();
    assertThat(second.lookFirst()).isTrue();
    hub.deliveries.settle(second, postings.deliver(second));

    assertThat(books.documents.get(sale)).hasSize(1);
    var told = hub.sales.find(sale).orElseThrow().deliveries().getFirst();
    assertThat(told.state()).isEqualTo("DONE");
    assertThat(told.remoteId()).isEqualTo("doc-" + sale);
  }

  @Test
  void what_a_crashed_worker_may_have_booked_is_looked_up_first() {
    // The worker books, and dies before it can say so.
    postings.deliver(due());
    later(Deliveries.LEASE);

    var again = due();
    assertThat(postings.deliver(again)).isEqualTo(new Delivered<>("doc-" + sale));

    assertThat(books.documents.get(sale)).hasSize(1);
  }

  @Test
  void a_lost_request_is_looked_up_and_then_sent_under_the_same_key() {
    books.bookAnswers.add(new InDoubt<>("no answer"));
    var first = due();
    hub.deliveries.settle(first, postings.deliver(first));
    later(Duration.ofMinutes(1));

    assertThat(postings.deliver(due())).isEqualTo(new Delivered<>("doc-" + sale));

    assertThat(Objects.requireNonNull(books.documents.get(sale)))
        .extracting(p -> p.key())
        .containsExactly(first.key());
  }

  @Test
  void while_nobody_can_look_nothing_is_booked() {
    books.recallAnswers.add(new InDoubt<>("could not look it up"));
    assertThat(postings.deliver(looking())).isEqualTo(new InDoubt<>("could not look it up"));
    assertThat(books.documents).isEmpty();
  }

  @Test
  void every_other_ending_is_passed_on() {
    for (var ending : List.of(
        new NotSent<String>("throttled", Duration.ofSeconds(7)),
        new InDoubt<String>("no answer"),
        new Refused<String>("no item for SKU MUG"))) {
      books.bookAnswers.add(ending);
      assertThat(postings.deliver(looking())).isEqualTo(ending);
    }
    assertThat(books.documents).isEmpty();
  }

  @Test
  void a_cancelled_sale_of_which_nobody_knows_whether_it_is_booked_stays_in_doubt() {
    cancel();
    books.recallAnswers.add(new InDoubt<>("could not look it up"));
    assertThat(postings.deliver(looking())).isInstanceOf(InDoubt.class);
  }

  @Test
  void without_accounting_software_the_sale_waits() {
    assertThat(postings(null).deliver(due()))
        .isEqualTo(new NotSent<>("no accounting software is connected", Duration.ofMinutes(10)));
    assertThat(postings(null).deliver(looking()))
        .as("what was in doubt still is")
        .isEqualTo(new InDoubt<>("no accounting software is connected"));
  }

  @Test
  void a_delivery_about_no_sale_is_refused() {
    for (var subject : List.of(UUID.randomUUID().toString(), "nonsense")) {
      assertThat(postings.deliver(delivery(subject, false)))
          .isEqualTo(new Refused<>("there is no sale or document " + subject));
    }
  }

  private Delivery looking() {
    return delivery(sale.toString(), true);
  }

  private static Delivery delivery(String subject, boolean lookFirst) {
    return new Delivery(
        UUID.randomUUID(), Destination.BOOKS, subject, UUID.randomUUID(), 1, 1, 1, lookFirst);
  }
}
