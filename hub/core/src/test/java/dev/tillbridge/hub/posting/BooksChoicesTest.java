package dev.tillbridge.hub.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits for a bookkeeper's decision waits together, is told once, and goes on at once. */
class BooksChoicesTest {

  private static final String WHY = Bookkeeping.OTHER_ACCOUNT + "MUG belongs to account Services";

  private final SalesRig hub = new SalesRig();
  private final Sku mug = hub.shelf("MUG", 1_000, 100);
  private final FakeBooks remote = new FakeBooks();
  private final Planner planner = new Planner(
      hub.db.jdbc(), hub.db.tx(), hub.clock, hub.sales, hub.catalog, hub.deliveries, hub.cases);
  private final Postings postings =
      new Postings(hub.db.jdbc(), hub.sales, planner, hub.cases, remote);
  private final BooksChoices choices =
      new BooksChoices(hub.db.jdbc(), hub.db.tx(), hub.clock, hub.deliveries, hub.cases);

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void items_of_other_accounts_hold_their_sales_under_one_case_until_own_items_are_chosen() {
    var sales = List.of(sold("R1-000201"), sold("R1-000202"), sold("R1-000203"));
    remote.bookAnswers.addAll(List.of(new Refused<>(WHY), new Refused<>(WHY)));
    carry();

    assertThat(parked()).isEqualTo(2);
    assertThat(hub.cases.open())
        .extracting(OpenCase::kind)
        .containsExactly(BooksChoices.OTHER_ACCOUNT);
    assertThat(hub.cases.open().getFirst().detail()).contains("MUG belongs to account Services");
    assertThat(booked(sales)).hasSize(1).noneMatch(Posting::ownItems);

    assertThat(choices.ownItems(true, "Ann")).isEqualTo(2);
    assertThat(choices.ownItems(true, "Ann")).as("again").isZero();
    carry();

    assertThat(parked()).isZero();
    assertThat(hub.cases.open()).isEmpty();
    assertThat(booked(sales)).hasSize(3);
    assertThat(booked(sales).stream().filter(Posting::ownItems)).hasSize(2);
    assertThat(hub.count("books_own_items")).isEqualTo(1);
  }

  @Test
  void what_is_tried_again_and_still_refused_is_told_again() {
    var sale = sold("R1-000201");
    remote.bookAnswers.add(new Refused<>(WHY));
    carry();
    remote.bookAnswers.add(new Refused<>(WHY));

    assertThat(choices.retry()).isEqualTo(1);
    assertThat(hub.cases.open()).isEmpty();
    carry();

    assertThat(parked()).isEqualTo(1);
    assertThat(hub.cases.open()).hasSize(1);
    assertThat(booked(List.of(sale))).isEmpty();
  }

  @Test
  void another_refusal_opens_no_case_about_items() {
    sold("R1-000201");
    remote.bookAnswers.add(new Refused<>("the books are closed for that day"));
    carry();
    assertThat(hub.cases.open()).isEmpty();
    assertThat(choices.retry()).isEqualTo(1);
  }

  @Test
  void an_account_has_the_name_that_a_person_gave_it_and_what_waited_goes_on() {
    var sale = sold("R1-000201");
    remote.bookAnswers.add(new Refused<>("no QuickBooks account named Cash on hand - till"));
    carry();

    choices.link("1010", "", "Petty cash", "Ann");
    choices.link("1010", "", "Petty cash", "Ben");
    carry();

    assertThat(choices.links()).containsExactly(new BooksChoices.Link("1010", "", "Petty cash"));
    assertThat(cash(sale)).isEqualTo("Petty cash");
    choices.link("1010", "", null, "Ann");
    assertThat(choices.links()).isEmpty();
    var next = sold("R1-000202");
    carry();
    assertThat(cash(next)).isNull();
  }

  @Test
  void an_account_that_is_not_there_or_a_name_that_is_none_is_refused() {
    assertThatThrownBy(() -> choices.link("9999", "", "Petty cash", "Ann"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> choices.link("1010", "", " ", "Ann")).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> choices.link("1010", "", "x".repeat(101), "Ann"))
        .isInstanceOf(BadInput.class);
    assertThat(choices.links()).isEmpty();
  }

  private UUID sold(String receipt) {
    var sale = CounterSale.of(mug, 2, 1_000);
    sale.receiptNumber = receipt;
    return hub.sales.record(sale.report()).view().id();
  }

  private void carry() {
    for (var due : hub.deliveries.claim(Destination.BOOKS, 10)) {
      hub.deliveries.settle(due, postings.deliver(due));
    }
  }

  private int parked() {
    return hub.count("delivery where destination = 'BOOKS' and state = 'PARKED'");
  }

  private List<Posting> booked(List<UUID> sales) {
    var booked = new ArrayList<Posting>();
    sales.forEach(sale -> booked.addAll(remote.documents.getOrDefault(sale, List.of())));
    return booked;
  }

  private @Nullable String cash(UUID sale) {
    var receipt = (Document.Receipt) booked(List.of(sale)).getFirst().document();
    BookAccount money = receipt.money();
    assertThat(money.code()).isEqualTo("1010");
    return money.link();
  }
}
