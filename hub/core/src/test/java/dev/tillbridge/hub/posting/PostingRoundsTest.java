package dev.tillbridge.hub.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.books.LookAlike;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many documents by one call, and each is there once whatever became of the call. */
class PostingRoundsTest {

  private final SalesRig hub = new SalesRig();
  private final BulkBooks books = new BulkBooks();
  private final Sku mug = hub.shelf("MUG", 1_000, 1_000);
  private final Planner planner = new Planner(
      hub.db.jdbc(), hub.db.tx(), hub.clock, hub.sales, hub.catalog, hub.deliveries, hub.cases);
  private final Postings postings =
      new Postings(hub.db.jdbc(), hub.sales, planner, hub.cases, books);
  private final PostingRounds rounds =
      new PostingRounds(hub.db.jdbc(), hub.deliveries, hub.clock, postings, hub.cases, books);

  @AfterEach
  void close() {
    hub.close();
  }

  private List<UUID> sold(int count) {
    var ids = new ArrayList<UUID>();
    for (int i = 0; i < count; i++) {
      var sale = CounterSale.of(mug, 1, 1_000);
      sale.receiptNumber = "R1-" + (200 + i);
      ids.add(hub.sales.record(sale.report()).view().id());
    }
    return ids;
  }

  /** One turn of a worker. */
  private Map<Delivery, Outcome<String>> round() {
    var claimed = rounds.claim();
    var outcomes = rounds.deliver(claimed);
    assertThat(outcomes.keySet()).containsExactlyInAnyOrderElementsOf(claimed);
    outcomes.forEach(hub.deliveries::settle);
    return outcomes;
  }

  private void later(Duration wait) {
    hub.now.updateAndGet(now -> Objects.requireNonNull(now).plus(wait));
  }

  private void eachIsThereOnce(List<UUID> sales) {
    for (var sale : sales) {
      assertThat(books.documents.get(sale)).as("sale %s", sale).hasSize(1);
    }
  }

  private int inDoubt() {
    return hub.db
        .jdbc()
        .sql("select count(*) from books_call")
        .query(Integer.class)
        .single();
  }

  @Test
  void what_is_new_goes_by_calls_as_large_as_the_books_take() {
    var sales = sold(BulkBooks.MOST + 5);
    assertThat(round()).hasSize(BulkBooks.MOST);
    assertThat(round()).hasSize(5);
    assertThat(round()).isEmpty();
    eachIsThereOnce(sales);
    assertThat(books.calls).hasSize(2);
    assertThat(inDoubt()).isZero();
  }

  @Test
  void one_or_two_go_alone() {
    var sales = sold(2);
    assertThat(round().values()).allMatch(Delivered.class::isInstance);
    assertThat(books.calls).isEmpty();
    eachIsThereOnce(sales);
  }

  @Test
  void a_call_that_took_effect_and_lost_its_answer_is_found_and_not_made_again() {
    var sales = sold(5);
    books.loseAnswers = true;
    assertThat(round().values()).allMatch(InDoubt.class::isInstance);
    assertThat(inDoubt()).isEqualTo(5);
    books.loseAnswers = false;
    later(Duration.ofMinutes(1));
    assertThat(round().values()).hasSize(5).allMatch(Delivered.class::isInstance);
    assertThat(books.calls).hasSize(1);
    assertThat(inDoubt()).isZero();
    eachIsThereOnce(sales);
  }

  @Test
  void a_call_that_is_merely_late_has_no_second_effect() {
    var sales = sold(5);
    books.arriveLate = true;
    assertThat(round().values()).allMatch(InDoubt.class::isInstance);
    books.arriveLate = false;
    later(Duration.ofMinutes(1));
    // Not found yet: so it is made again, and then the first one arrives.
    assertThat(round().values()).hasSize(5).allMatch(Delivered.class::isInstance);
    books.letTheLateOnesIn();
    eachIsThereOnce(sales);
    assertThat(books.calls.stream().distinct()).as("under its key").hasSize(1);
  }

  @Test
  void what_a_crashed_worker_has_left_is_looked_for_as_the_call_it_was() {
    var sales = sold(5);
    // The worker makes the call, and dies before it can say so.
    rounds.deliver(rounds.claim());
    hub.db.jdbc().sql("""
            insert into books_call (delivery, key, place)
            select id, :key, row_number() over (order by id) from delivery where state = 'DUE'
            """).param("key", books.calls.getFirst()).update();
    later(Deliveries.LEASE);
    assertThat(round().values()).hasSize(5).allMatch(Delivered.class::isInstance);
    assertThat(books.calls).hasSize(1);
    eachIsThereOnce(sales);
  }

  @Test
  void some_of_a_call_in_doubt_go_again_under_its_key_and_the_rest_is_not_lost() {
    var sales = sold(6);
    books.arriveLate = true;
    round();
    books.arriveLate = false;
    books.late.clear();
    // Of one somebody else takes care for a while; it comes later than the others.
    hub.db
        .jdbc()
        .sql("update delivery set next_at = next_at + interval '1 hour' where subject = :sale")
        .param("sale", sales.getFirst().toString())
        .update();
    later(Duration.ofMinutes(1));
    assertThat(round().values()).hasSize(5).allMatch(Delivered.class::isInstance);
    later(Duration.ofHours(2));
    assertThat(round().values()).as("its call was carried out without it").hasSize(1);
    later(Duration.ofMinutes(1));
    round();
    eachIsThereOnce(sales);
    assertThat(inDoubt()).isZero();
  }

  @Test
  void one_that_is_refused_is_set_aside_and_the_others_are_booked() {
    var sales = sold(4);
    books.refused.add(sales.get(2));
    var outcomes = round();
    assertThat(outcomes.values().stream().filter(Delivered.class::isInstance)).hasSize(3);
    assertThat(outcomes.values().stream().filter(Refused.class::isInstance)).hasSize(1);
    assertThat(inDoubt()).isZero();
    books.refused.clear();
    hub.db
        .jdbc()
        .sql("select id from delivery where state = 'PARKED'")
        .query(UUID.class)
        .list()
        .forEach(hub.deliveries::retry);
    assertThat(round().values()).hasSize(1).allMatch(Delivered.class::isInstance);
    eachIsThereOnce(sales);
  }

  @Test
  void one_that_others_seem_to_have_booked_is_held_and_the_others_go() {
    var sales = sold(4);
    books.lookAlikes.put(sales.get(1), List.of(new LookAlike("Invoice", "7", "R1-201")));
    var outcomes = round();
    assertThat(outcomes.values().stream().filter(Delivered.class::isInstance)).hasSize(3);
    assertThat(hub.cases.about(sales.get(1).toString()))
        .extracting(found -> found.kind())
        .containsExactly(LookAlikeGuard.KIND);
    assertThat(books.documents).doesNotContainKey(sales.get(1));
  }

  @Test
  void while_a_limit_is_reached_nothing_is_in_doubt() {
    var sales = sold(4);
    books.limit = new NotSent<>("slow down", Duration.ofSeconds(60));
    assertThat(round().values()).hasSize(4).allMatch(NotSent.class::isInstance);
    assertThat(inDoubt()).isZero();
    books.limit = null;
    later(Duration.ofMinutes(2));
    round();
    eachIsThereOnce(sales);
  }
}
