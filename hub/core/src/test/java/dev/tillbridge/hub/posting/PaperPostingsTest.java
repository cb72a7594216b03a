package dev.tillbridge.hub.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.books.DocumentKind;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.Tender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receipts beside their documents, and invoices by mail: each once, after its document. */
class PaperPostingsTest {

  private final SalesRig hub = new SalesRig();
  private final FakeBooks books = new FakeBooks();
  private final FakePapers papers = new FakePapers();
  private final Sku mug = hub.shelf("MUG", 1_000, 1_000);
  private final Planner planner = new Planner(
      hub.db.jdbc(), hub.db.tx(), hub.clock, hub.sales, hub.catalog, hub.deliveries, hub.cases);
  private final Postings postings =
      new Postings(hub.db.jdbc(), hub.sales, planner, hub.cases, books);
  private final BooksReceipts receipts = new BooksReceipts(hub.db.jdbc(), hub.clock);
  private final PaperPostings lane = new PaperPostings(
      hub.db.jdbc(),
      hub.deliveries,
      hub.clock,
      hub.sales,
      (document, number, _) -> (number + " " + document.total()).getBytes(StandardCharsets.UTF_8),
      books);

  private int count;

  PaperPostingsTest() {
    books.papers = papers;
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private UUID sold() {
    return hub.sales.record(CounterSale.of(mug, 1, 1_000).report()).view().id();
  }

  private UUID owed(@Nullable String invoiceTo) {
    var sale = CounterSale.of(mug, 1, 1_000);
    sale.receiptNumber = "R1-" + (300 + count++);
    sale.tenders.clear();
    sale.tenders.add(new NewSale.NewTender(
        Tender.Kind.ON_ACCOUNT, SalesRig.usd(1_083), null, null, null, "Baker & Sons"));
    sale.invoiceTo = invoiceTo;
    return hub.sales.record(sale.report()).view().id();
  }

  private void booked() {
    planner.plan();
    for (var due : hub.deliveries.claim(Destination.BOOKS, 100)) {
      hub.deliveries.settle(due, postings.deliver(due));
    }
  }

  /** One turn of the lane. */
  private @Nullable Outcome<String> turn() {
    var claimed = lane.claim();
    assertThat(claimed).hasSizeLessThanOrEqualTo(1);
    if (claimed.isEmpty()) {
      return null;
    }
    var outcome = lane.deliver(claimed.getFirst());
    hub.deliveries.settle(claimed.getFirst(), outcome);
    return outcome;
  }

  private void later(Duration wait) {
    hub.now.updateAndGet(now -> Objects.requireNonNull(now).plus(wait));
  }

  private List<String> asked() {
    return hub.db
        .jdbc()
        .sql("select destination from delivery where destination like 'BOOKS\\_%' order by 1")
        .query((row, _) -> String.valueOf(row.getString(1)))
        .list();
  }

  @Test
  void nothing_is_attached_or_mailed_until_somebody_asks() {
    sold();
    owed(null);
    booked();
    assertThat(asked()).isEmpty();
    assertThat(turn()).isNull();
  }

  @Test
  void a_receipt_goes_beside_its_document_once_that_is_there() {
    receipts.choose(Channel.COUNTER, true, "test");
    var sale = sold();
    planner.plan();
    assertThat(asked()).containsExactly("BOOKS_FILE");
    assertThat(turn()).as("its document comes first").isNull();
    booked();
    assertThat(turn()).isInstanceOf(Delivered.class);
    assertThat(turn()).isNull();
    var file = papers.files.getFirst();
    assertThat(file.subject().kind()).isEqualTo(DocumentKind.RECEIPT);
    assertThat(file.subject().remoteId()).isEqualTo("doc-" + sale);
    assertThat(file.name()).isEqualTo("receipt-R1-000101.pdf");
    assertThat(file.content()).isEqualTo("R1-000101 10.83 USD");
    receipts.choose(Channel.COUNTER, false, "test");
    assertThat(receipts.chosen()).isEmpty();
  }

  @Test
  void
      one_whose_answer_is_lost_is_looked_for_and_one_that_was_not_heard_goes_again_under_its_key() {
    receipts.choose(Channel.COUNTER, true, "test");
    sold();
    booked();
    papers.unheard = 1;
    papers.lost = 0;
    assertThat(turn()).isInstanceOf(InDoubt.class);
    var key = hub.db
        .jdbc()
        .sql("select key from delivery where destination = 'BOOKS_FILE'")
        .query(UUID.class)
        .single();
    later(Duration.ofMinutes(1));
    papers.unheard = 0;
    papers.lost = 1;
    assertThat(turn()).isInstanceOf(InDoubt.class);
    later(Duration.ofMinutes(1));
    assertThat(turn()).isEqualTo(new Delivered<>("found"));
    assertThat(papers.files).hasSize(1);
    assertThat(papers.files.getFirst().key()).isEqualTo(key);
  }

  @Test
  void what_a_crashed_worker_may_have_attached_is_looked_for() {
    receipts.choose(Channel.COUNTER, true, "test");
    sold();
    booked();
    // It attaches, and dies before it can say so.
    lane.deliver(lane.claim().getFirst());
    later(Deliveries.LEASE);
    assertThat(turn()).isEqualTo(new Delivered<>("found"));
    assertThat(papers.files).hasSize(1);
  }

  @Test
  void an_invoice_is_mailed_where_the_customer_asked_for_it_and_once() {
    var sale = owed("baker@example.com");
    owed(null);
    booked();
    assertThat(asked()).containsExactly("BOOKS_MAIL");
    papers.lost = 1;
    assertThat(turn()).isInstanceOf(InDoubt.class);
    later(Duration.ofMinutes(1));
    assertThat(turn()).isEqualTo(new Delivered<>("doc-" + sale));
    assertThat(turn()).isNull();
    assertThat(papers.mails).hasSize(1).containsEntry("doc-" + sale, List.of("baker@example.com"));
  }

  @Test
  void one_that_a_person_has_sent_there_is_not_sent_again() {
    var sale = owed("baker@example.com");
    booked();
    papers.mails.put("doc-" + sale, List.of("by hand"));
    assertThat(turn()).isInstanceOf(Delivered.class);
    assertThat(papers.mails).containsEntry("doc-" + sale, List.of("by hand"));
  }

  @Test
  void books_that_take_no_files_leave_nothing_waiting() {
    receipts.choose(Channel.COUNTER, true, "test");
    books.papers = null;
    sold();
    booked();
    assertThat(turn()).isInstanceOf(Delivered.class);
  }

  @Test
  void only_a_sale_on_account_has_an_invoice_to_send_and_only_to_an_address() {
    var paid = CounterSale.of(mug, 1, 1_000);
    paid.invoiceTo = "baker@example.com";
    assertThatThrownBy(() -> hub.sales.record(paid.report()))
        .isInstanceOfSatisfying(
            BadInput.class,
            wrong -> assertThat(wrong.errors().getFirst().field()).isEqualTo("invoiceTo"));
    assertThatThrownBy(() -> owed("two@example.com, three@example.com"))
        .isInstanceOf(BadInput.class);
    assertThat(sold()).isNotNull();
  }
}
