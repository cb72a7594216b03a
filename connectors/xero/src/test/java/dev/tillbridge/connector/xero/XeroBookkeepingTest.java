package dev.tillbridge.connector.xero;

import static dev.tillbridge.connector.xero.Docs.BANK;
import static dev.tillbridge.connector.xero.Docs.CARDS;
import static dev.tillbridge.connector.xero.Docs.CASH;
import static dev.tillbridge.connector.xero.Docs.FEES;
import static dev.tillbridge.connector.xero.Docs.OWED;
import static dev.tillbridge.connector.xero.Docs.PAYPAL;
import static dev.tillbridge.connector.xero.Docs.SALES;
import static dev.tillbridge.connector.xero.Docs.TAX;
import static dev.tillbridge.connector.xero.Docs.everything;
import static dev.tillbridge.connector.xero.Docs.form;
import static dev.tillbridge.connector.xero.Docs.goods;
import static dev.tillbridge.connector.xero.Docs.head;
import static dev.tillbridge.connector.xero.Docs.money;
import static dev.tillbridge.connector.xero.Docs.move;
import static dev.tillbridge.connector.xero.Docs.mugs;
import static dev.tillbridge.connector.xero.Docs.posting;
import static dev.tillbridge.connector.xero.Docs.tax;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents at the simulated Xero, which keeps a double entry of its own: what it has on its accounts must
 * be what the documents say they move, to the cent.
 */
class XeroBookkeepingTest {

  private final Simulated xero = new Simulated();
  private final XeroBookkeeping books = xero.books();

  @AfterEach
  void close() {
    xero.close();
  }

  static Stream<Document> documents() {
    return Stream.of(
        new Document.Receipt(head(), mugs(), CASH),
        new Document.Receipt(head(), everything(), BookAccount.SPLIT),
        new Document.Receipt(head(), mugs(), BANK),
        // Prices with 20 % inside: 30.00 of which 5.00 is tax; three do not divide.
        new Document.Receipt(head(), form(goods("MUG", 3, 2_500, 500), tax(500, 200_000)), PAYPAL),
        new Document.Receipt(
            head(),
            form(goods("MUG", 1, 999, 0), Docs.of(Role.DISCOUNT, Docs.DISCOUNT, 999)),
            CASH),
        new Document.Refund(head(), everything(), CASH),
        new Document.Invoice(head(UUID.randomUUID(), "Ada & Co"), everything(), OWED),
        new Document.Credit(head(UUID.randomUUID(), "Ada & Co"), mugs(), OWED),
        new Document.Journal(
            head(),
            List.of(
                move(Role.CASH, CASH, 1_500),
                move(Role.GIFT_CARD, CARDS, 663),
                move(Role.CASH, BookAccount.SPLIT, -2_163))),
        // Tax that is taken back without a document that could be shown.
        new Document.Journal(
            head(),
            List.of(
                move(Role.SALES, SALES, 1_998),
                move(Role.TAX, TAX, 165),
                move(Role.CASH, CASH, -2_163))),
        new Document.Journal(
            head(), List.of(move(Role.BANK, BANK, 9_000), move(Role.CASH, CASH, -9_000))),
        new Document.Journal(
            head(),
            List.of(
                move(Role.BANK, BANK, -1_000),
                move(Role.GATEWAY_FEE, FEES, 100),
                move(Role.PAYPAL, PAYPAL, 900))),
        new Document.Journal(
            head(UUID.randomUUID(), "Ada & Co"),
            List.of(
                move(Role.RECEIVABLE, OWED, 800),
                move(Role.SALES, SALES, -1_000),
                move(Role.GIFT_CARD, CARDS, 200))),
        new Document.Journal(
            head(), List.of(move(Role.RECEIVABLE, OWED, -800), move(Role.SALES, SALES, 800))),
        new Document.Deposit(
            head(),
            BANK,
            List.of(move(Role.PAYPAL, PAYPAL, -2_163), move(Role.GATEWAY_FEE, FEES, 99))));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void a_document_moves_at_xero_what_it_says_and_moves_it_once(Document document) {
    var posting = posting(document);
    var first = delivered(books.book(posting));
    assertThat(xero.balances()).isEqualTo(Docs.effect(document));
    // The same again, within the time that Xero knows the key.
    assertThat(delivered(xero.books().recall(posting))).isEqualTo(first);
    assertThat(delivered(xero.books().book(posting))).isEqualTo(first);
    assertThat(xero.balances()).isEqualTo(Docs.effect(document));
  }

  @Test
  void a_sale_on_account_is_owed_and_then_paid() {
    var sold = head(UUID.randomUUID(), "Ada & Co");
    var invoice = new Document.Invoice(sold, mugs(), OWED);
    var early = new Document.Payment(head(), money(1_000), sold.id(), null, CASH, OWED);
    assertThat(books.book(posting(early))).isInstanceOf(NotSent.class);
    var id = delivered(books.book(posting(invoice)));
    var paid = new Document.Payment(head(), money(1_000), sold.id(), id, CASH, OWED);
    var payment = posting(paid);
    var first = delivered(books.book(payment));
    assertThat(delivered(books.recall(payment))).isEqualTo(first);
    assertThat(xero.balances()).isEqualTo(Docs.effect(invoice, paid));
    var tooMuch = new Document.Payment(head(), money(9_000), sold.id(), id, CASH, OWED);
    assertThat(refused(books.book(posting(tooMuch)))).contains("exceeds the amount outstanding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT /xero/api.xro/2.0/Invoices", "PUT /xero/api.xro/2.0/Payments"})
  void an_answer_lost_at_either_step_makes_nothing_twice_even_when_xero_forgot_the_key(
      String step) {
    var receipt = new Document.Receipt(head(), mugs(), CASH);
    var posting = posting(receipt);
    xero.faults("{\"loseAnswerAfterEffect\": 1, \"match\": \"%s\"}".formatted(step));
    assertThat(books.book(posting)).isInstanceOf(InDoubt.class);
    xero.now = xero.now.plus(Duration.ofDays(2));
    var next = xero.books();
    if (next.recall(posting) instanceof NotSent<String>(var why, var ignored)) {
      assertThat(why).contains("not its payment");
      delivered(next.book(posting));
    }
    delivered(next.recall(posting));
    assertThat(xero.balances()).isEqualTo(Docs.effect(receipt));
    assertThat(xero.documents("Invoices")).isEqualTo(1);
    assertThat(xero.documents("Payments")).isEqualTo(1);
  }

  @Test
  void a_hub_that_died_between_the_steps_pays_the_invoice_that_is_there() {
    var receipt = new Document.Receipt(head(), mugs(), CASH);
    var posting = posting(receipt);
    xero.faults("{\"throttle\": 1, \"match\": \"Payments\"}");
    assertThat(books.book(posting)).isInstanceOf(NotSent.class);
    xero.pace.closed = null;
    xero.now = xero.now.plus(Duration.ofDays(2));
    // Without looking first, too: Xero takes no second invoice of the number.
    delivered(xero.books().book(posting));
    assertThat(xero.balances()).isEqualTo(Docs.effect(receipt));
    assertThat(xero.documents("Invoices")).isEqualTo(1);
  }

  @Test
  void a_journal_whose_answer_was_lost_is_found_by_its_number() {
    var journal = new Document.Journal(
        head(), List.of(move(Role.CASH, CASH, 500), move(Role.SALES, SALES, -500)));
    var posting = posting(journal);
    xero.faults("{\"loseAnswerAfterEffect\": 1}");
    // The token's answer is not meant, the contact's is none here: the journal's is lost.
    assertThat(books.book(posting)).isInstanceOf(InDoubt.class);
    delivered(books.recall(posting));
    assertThat(xero.documents("ManualJournals")).isEqualTo(1);
    assertThat(books.recall(posting(new Document.Receipt(head(), mugs(), CASH))))
        .isInstanceOf(NotSent.class);
  }

  @Test
  void slow_down_is_not_sent_and_says_how_long() {
    var posting = posting(new Document.Receipt(head(), mugs(), CASH));
    xero.faults("{\"throttle\": 1, \"match\": \"PUT /xero/api.xro/2.0/Invoices\"}");
    assertThat(books.book(posting))
        .isEqualTo(new NotSent<>("Xero asks us to slow down", Duration.ofSeconds(7)));
    assertThat(xero.pace.closed).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void a_server_error_is_in_doubt_and_nothing_is_there() {
    var posting = posting(new Document.Receipt(head(), mugs(), CASH));
    xero.faults("{\"errorRate\": 1, \"match\": \"PUT /xero/api.xro/2.0/Invoices\"}");
    assertThat(books.book(posting)).isInstanceOf(InDoubt.class);
    xero.faults("{\"errorRate\": 1}");
    assertThat(books.recall(posting)).isInstanceOf(InDoubt.class);
    xero.faults("{}");
    assertThat(books.recall(posting)).isInstanceOf(NotSent.class);
    delivered(books.book(posting));
  }

  @Test
  void another_tax_there_is_refused_in_words_until_somebody_corrects_it() {
    xero.control("/sandbox/xero/organisation", "{\"taxOffMinor\": 1}");
    var posting = posting(new Document.Receipt(head(), mugs(), CASH));
    assertThat(refused(books.book(posting))).contains("booked 21.64 instead of 21.63");
    assertThat(refused(books.recall(posting))).contains("correct it there");
    assertThat(xero.documents("Payments")).isZero();
  }

  @Test
  void what_xero_finds_wrong_is_told_in_its_words() {
    xero.control("/sandbox/xero/organisation", "{\"lockDate\": \"2026-11-30\"}");
    assertThat(refused(books.book(posting(new Document.Receipt(head(), mugs(), CASH)))))
        .contains("the books are locked for that day")
        .contains("lock date");
  }

  @Test
  void an_account_that_is_not_there_is_named_and_may_be_added_at_any_time() {
    var safe = new BookAccount("1020", "", "Vault", Docs.CASH.kind(), null);
    var journal = new Document.Journal(
        head(), List.of(move(Role.SAFE, safe, 500), move(Role.CASH, CASH, -500)));
    assertThat(refused(books.book(posting(journal)))).contains("no Xero account named Vault");
    delivered(xero.books(XeroCreates.ALL).book(posting(journal)));
    delivered(books.book(posting(journal)));
    assertThat(xero.balances()).isEqualTo(Map.of("Vault", 500L, "Cash on hand - till", -500L));
  }

  @Test
  void a_rate_that_the_organisation_does_not_have_holds_the_sale() {
    var form = form(goods("MUG", 1, 1_000, 0), tax(70, 70_000));
    assertThat(refused(books.book(posting(new Document.Receipt(head(), form, CASH)))))
        .contains("no Xero tax rate on sales for Sales tax at 7 %");
  }

  @Test
  void what_no_single_document_moves_is_held_in_words() {
    var linked = new BookAccount("1010", "", "Cash", Docs.CASH.kind(), "Bank");
    var journal = new Document.Journal(
        head(), List.of(move(Role.RECEIVABLE, OWED, 500), move(Role.BANK, BANK, -500)));
    assertThat(refused(books.book(posting(journal)))).contains("must be a current asset");
    var tips = new BookAccount("2300", "", "Tips", Docs.TIPS.kind(), "Tips owed to staff");
    assertThat(refused(books.book(posting(new Document.Receipt(head(), mugs(), tips)))))
        .contains("Enable payments to this account");
    delivered(books.book(posting(new Document.Receipt(head(), mugs(), linked))));
  }

  @Test
  void a_currency_that_the_books_are_not_kept_in_is_held() {
    var euro = Currency.getInstance("EUR");
    var id = UUID.randomUUID();
    var head = new Document.Head(id, head().day(), euro, "note " + id, Set.of(), null, null);
    var journal = new Document.Journal(head, List.of());
    assertThat(refused(books.book(new Posting(UUID.randomUUID(), journal))))
        .contains("kept in USD");
  }

  @Test
  void items_are_made_where_permitted_and_never_those_whose_stock_xero_keeps() {
    var first = new Document.Receipt(head(), everything(), CASH);
    delivered(books.book(posting(first)));
    assertThat(xero.truth().path("items").toString()).contains("CUP");
    xero.control(
        "/sandbox/xero/edit",
        "{\"type\":\"Items\",\"find\":{\"field\":\"Code\",\"value\":\"CUP\"},\"set\":{\"IsTrackedAsInventory\":true}}");
    var second = new Document.Receipt(head(), everything(), CASH);
    delivered(xero.books().book(posting(second)));
    assertThat(xero.balances()).isEqualTo(Docs.effect(first, second));
  }

  @Test
  void without_permission_a_contact_is_waited_for_and_an_item_is_not() {
    var bare = xero.books(XeroCreates.NOTHING);
    var receipt = new Document.Receipt(head(), everything(), CASH);
    assertThat(refused(bare.book(posting(receipt))))
        .contains("no Xero contact named Walk-in customer");
    xero.control(
        "/sandbox/xero/documents",
        "{\"type\":\"Contacts\",\"document\":{\"Name\":\"Walk-in customer\"}}");
    delivered(bare.book(posting(receipt)));
    assertThat(xero.truth().path("items").toString()).doesNotContain("CUP");
  }

  @Test
  void an_invoice_of_another_app_with_the_day_the_total_and_the_number_is_seen() {
    var receipt = new Document.Receipt(head(), mugs(), CASH);
    delivered(books.book(posting(receipt)));
    assertThat(delivered(books.lookAlikes(posting(receipt)))).isEmpty();
    xero.control("/sandbox/xero/documents", """
        {"type":"Invoices","document":{"Type":"ACCREC","InvoiceNumber":"#R1-000101",
         "Contact":{"Name":"Somebody"},"Date":"2026-11-22","DueDate":"2026-11-22","Status":"AUTHORISED",
         "LineAmountTypes":"NoTax","LineItems":[{"Description":"x","UnitAmount":21.63,
         "AccountCode":"200"}]}}""");
    assertThat(delivered(books.lookAlikes(posting(receipt))))
        .extracting(Object::toString)
        .singleElement()
        .asString()
        .startsWith("invoice #R1-000101");
  }

  @Test
  void a_voided_invoice_is_not_booked_again() {
    var receipt = new Document.Receipt(head(), mugs(), CASH);
    var posting = posting(receipt);
    delivered(books.book(posting));
    var number = xero.document("Invoices").path("InvoiceNumber").asString();
    xero.control(
        "/sandbox/xero/edit",
        "{\"type\":\"Invoices\",\"find\":{\"field\":\"InvoiceNumber\",\"value\":\"%s\"},\"set\":{\"Status\":\"VOIDED\"}}"
            .formatted(number));
    assertThat(refused(books.recall(posting))).contains("voided");
    xero.now = xero.now.plus(Duration.ofDays(2));
    assertThat(refused(books.book(posting))).contains("voided");
  }

  @Test
  void the_key_for_another_body_is_refused_by_xero() {
    var key = UUID.randomUUID();
    delivered(books.book(new Posting(key, new Document.Receipt(head(), mugs(), CASH))));
    assertThat(
            refused(books.book(new Posting(key, new Document.Receipt(head(), everything(), CASH)))))
        .contains("used for another request");
  }

  static <T> T delivered(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Delivered.class);
    return ((Delivered<T>) outcome).value();
  }

  static String refused(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Refused.class);
    return ((Refused<?>) outcome).why();
  }
}
