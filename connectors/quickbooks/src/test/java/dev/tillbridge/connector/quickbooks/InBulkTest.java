package dev.tillbridge.connector.quickbooks;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.books.BooksInBulk;
import dev.tillbridge.model.books.LookAlike;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.sale.Tender;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Thirty documents a request, each with an ending of its own. */
class InBulkTest {

  private static final UUID CALL = UUID.fromString("0198f3c2-7a12-7000-8000-000000000001");

  private final Simulated company = new Simulated();
  private final BooksInBulk bulk = company.books.inBulk().orElseThrow();

  @AfterEach
  void stop() {
    company.close();
  }

  /** Places from one on, each with a sale of its own. */
  private static Map<Integer, Posting> sales(int count) {
    return new TreeMap<>(IntStream.rangeClosed(1, count)
        .boxed()
        .collect(toMap(i -> i, _ -> Sales.of(UUID.randomUUID(), UUID.randomUUID()))));
  }

  private static UUID id(@Nullable Posting posting) {
    return Objects.requireNonNull(posting).document().head().id();
  }

  private int documents() {
    return company.truth().path("documents").size();
  }

  private void loseTheNextBatch() {
    company.control(
        "/sandbox/quickbooks/faults", "{\"loseAnswerAfterEffect\": 1, \"match\": \"/batch\"}");
  }

  @Test
  void thirty_sales_are_booked_by_one_request() {
    var outcomes = bulk.book(CALL, sales(30));
    assertThat(outcomes).hasSize(30);
    assertThat(outcomes.values()).allMatch(Delivered.class::isInstance);
    assertThat(outcomes.values().stream().distinct()).as("each has its own").hasSize(30);
    assertThat(documents()).isEqualTo(30);
  }

  @Test
  void one_that_is_refused_holds_up_no_other() {
    var postings = sales(3);
    // Another document there has its number, and QuickBooks takes no number twice.
    var taken = id(postings.get(2));
    company.control("/sandbox/quickbooks/documents", """
        {"type":"SalesReceipt","document":{"DocNumber":"%s","TxnDate":"2026-11-22","CustomerRef":
          {"name":"Web customer"},"Line":[{"Amount":1.00,"DetailType":"SalesItemLineDetail",
          "SalesItemLineDetail":{"ItemRef":{"name":"Tips"}}}]}}""".formatted(DocNumber.of(taken)));
    var outcomes = bulk.book(CALL, postings);
    assertThat(outcomes.get(1)).isInstanceOf(Delivered.class);
    assertThat(outcomes.get(2))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.why()).contains("renumber it there"));
    assertThat(outcomes.get(3)).isInstanceOf(Delivered.class);
    assertThat(documents()).isEqualTo(3);
  }

  @Test
  void a_batch_whose_answer_is_lost_is_in_doubt_and_made_again_it_answers_as_the_first_time() {
    var postings = sales(5);
    loseTheNextBatch();
    assertThat(bulk.book(CALL, postings).values()).hasSize(5).allMatch(InDoubt.class::isInstance);
    assertThat(documents()).isEqualTo(5);

    var again = bulk.book(CALL, postings);
    assertThat(again.values()).allMatch(Delivered.class::isInstance);
    assertThat(documents()).isEqualTo(5);
    assertThat(bulk.recall(List.copyOf(postings.values())).values())
        .as("their numbers tell the same")
        .containsExactlyInAnyOrderElementsOf(again.values());
  }

  @Test
  void what_was_in_no_batch_that_was_carried_out_certainly_was_not_sent() {
    var postings = sales(5);
    var some = new TreeMap<>(postings);
    some.remove(4);
    assertThat(bulk.book(CALL, some)).hasSize(4);
    var again = bulk.book(CALL, postings);
    assertThat(again.get(4)).isInstanceOf(NotSent.class);
    assertThat(documents()).isEqualTo(4);
    assertThat(bulk.recall(List.of(postings.get(4))).values()).allMatch(NotSent.class::isInstance);
  }

  @Test
  void documents_of_several_kinds_are_found_again_each_as_its_own() {
    var postings = sales(2);
    var lines = new Sales("USD").line("MUG", 1, 999, 0).tax(false, 999, 82);
    postings.put(3, Sales.posting(UUID.randomUUID(), lines.sold(Tender.Kind.PAYPAL)));
    var outcomes = bulk.book(CALL, postings);
    var found = bulk.recall(List.copyOf(postings.values()));
    postings.forEach((place, posting) ->
        assertThat(found.get(posting.document().head().id())).isEqualTo(outcomes.get(place)));
  }

  @Test
  void documents_of_others_are_found_for_those_that_they_look_like() {
    var alike = Sales.of(UUID.randomUUID(), UUID.randomUUID());
    var order = new Sales("USD")
        .at("shopify", "demo.myshopify.com")
        .line("MUG", 1, 999, 0)
        .tax(false, 999, 82)
        .paid(Tender.Kind.SHOP);
    var row = company.control("/sandbox/quickbooks/documents", """
        {"type":"Invoice","document":{"DocNumber":"1001","TxnDate":"2026-11-22","CustomerRef":
          {"name":"Web customer"},"TxnTaxDetail":{"TotalTax":0.82},"Line":[{"Amount":9.99,
          "DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"name":"Tips"}}}]}}""");
    var id = IntuitJudge.tree(row).path("Id").asText();
    assertThat(bulk.lookAlikes(List.of(alike, order)))
        .isEqualTo(new Delivered<>(
            Map.of(order.document().head().id(), List.of(new LookAlike("Invoice", id, "1001")))));
  }
}
