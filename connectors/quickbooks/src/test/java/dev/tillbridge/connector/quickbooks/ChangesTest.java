package dev.tillbridge.connector.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.books.AccountKind;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.BooksChanges;
import dev.tillbridge.model.books.BooksChanges.Changed;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Document.Head;
import dev.tillbridge.model.books.DocumentKind;
import dev.tillbridge.model.books.DocumentThere;
import dev.tillbridge.model.books.DocumentThere.Gone;
import dev.tillbridge.model.books.DocumentThere.Move;
import dev.tillbridge.model.books.DocumentThere.Present;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import org.joda.time.DateTimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person does to documents in QuickBooks is told as it is there. */
class ChangesTest {

  private static final Instant BEGUN = Instant.parse("2026-11-22T13:00:00Z");
  private static final BookAccount CASH =
      new BookAccount("1010", "", "Cash", AccountKind.ASSET, null);
  private static final BookAccount SALES =
      new BookAccount("4000", "", "Sales", AccountKind.INCOME, null);

  private final Simulated company = new Simulated();
  private final BooksChanges changes = company.books.changes().orElseThrow();

  @AfterEach
  void close() {
    company.close();
  }

  @Test
  void a_receipt_of_ours_is_told_with_its_amounts_and_accounts() {
    var id = booked(Sales.mugs());
    var told = changed();
    assertThat(told.cut()).isEmpty();
    assertThat(told.asOf()).isAfter(BEGUN);
    var receipt = present(told, id);
    assertThat(receipt.kind()).isEqualTo(DocumentKind.RECEIPT);
    assertThat(receipt.number()).isEqualTo(DocNumber.of(Sales.SALE));
    assertThat(receipt.note()).contains(Sales.SALE.toString());
    assertThat(receipt.day()).isEqualTo(LocalDate.parse("2026-11-22"));
    assertThat(receipt.total()).isEqualTo(Money.of(2_163, "USD"));
    assertThat(receipt.tax()).isEqualTo(Money.of(165, "USD"));
    assertThat(receipt.voided()).isFalse();
    assertThat(byName(receipt))
        .containsExactlyInAnyOrder("Cash on hand - till 2163", "Sales of Product Income -1998");
    // The ids are those by which our accounts are known there.
    var ids = delivered(changes.accounts(List.of(CASH, SALES)));
    assertThat(receipt.moves())
        .extracting(Move::account)
        .containsExactlyInAnyOrderElementsOf(ids.values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pacific/Kiritimati", "America/St_Johns", "Africa/Casablanca"})
  void a_day_is_the_same_day_wherever_the_hub_is(String zone) {
    var usual = TimeZone.getDefault();
    var theirs = DateTimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      DateTimeZone.setDefault(DateTimeZone.forID(zone));
      var id = booked(Sales.mugs());
      assertThat(present(changed(), id).day()).isEqualTo(LocalDate.parse("2026-11-22"));
    } finally {
      TimeZone.setDefault(usual);
      DateTimeZone.setDefault(theirs);
    }
  }

  @Test
  void journals_and_deposits_are_told_line_by_line() {
    var moves = List.of(
        new Document.Move(Role.CASH, CASH, "a", Money.of(500, "USD")),
        new Document.Move(Role.SALES, SALES, "b", Money.of(-500, "USD")));
    var journal = booked(posting(new Document.Journal(head(), moves)));
    var deposit = booked(posting(new Document.Deposit(
        head(), CASH, List.of(new Document.Move(Role.SALES, SALES, "b", Money.of(-700, "USD"))))));
    var told = changed();
    assertThat(present(told, journal).total()).isEqualTo(Money.of(500, "USD"));
    assertThat(byName(present(told, journal)))
        .containsExactlyInAnyOrder("Cash on hand - till 500", "Sales of Product Income -500");
    assertThat(byName(present(told, deposit)))
        .containsExactlyInAnyOrder("Cash on hand - till 700", "Sales of Product Income -700");
  }

  @Test
  void what_is_edited_there_is_told_as_it_is_now() {
    var id = booked(Sales.mugs());
    act("update", id, "\"TxnDate\": \"2026-11-20\", \"TxnTaxDetail\": {\"TotalTax\": 1.66}");
    act("update", id, "\"DepositToAccountRef\": {\"name\": \"Checking\"}");
    var receipt = present(changed(), id);
    assertThat(receipt.day()).isEqualTo(LocalDate.parse("2026-11-20"));
    assertThat(receipt.tax()).isEqualTo(Money.of(166, "USD"));
    assertThat(receipt.total()).isEqualTo(Money.of(2_164, "USD"));
    assertThat(byName(receipt))
        .containsExactlyInAnyOrder("Checking 2164", "Sales of Product Income -1998");
  }

  @Test
  void voided_and_deleted_are_told_apart_from_another_total() {
    var voided = booked(Sales.mugs());
    act("void", voided, "");
    assertThat(present(changed(), voided).voided()).isTrue();
    assertThat(present(changed(), voided).moves()).isEmpty();
    act("delete", voided, "");
    var gone = of(changed(), voided);
    assertThat(gone).isInstanceOf(Gone.class);
    assertThat(gone.kind()).isEqualTo(DocumentKind.RECEIPT);
    assertThat(gone.at()).isAfter(BEGUN);
  }

  @Test
  void documents_can_be_looked_at_by_their_ids() {
    var id = booked(Sales.mugs());
    var looked = delivered(changes.look(DocumentKind.RECEIPT, List.of(id, "99999")));
    assertThat(looked).hasSize(2);
    assertThat(looked).anySatisfy(one -> {
      assertThat(one.remoteId()).isEqualTo(id);
      assertThat(one).isInstanceOf(Present.class);
    });
    assertThat(looked).anySatisfy(one -> {
      assertThat(one.remoteId()).isEqualTo("99999");
      assertThat(one).isInstanceOf(Gone.class);
    });
  }

  @Test
  void more_than_is_told_at_once_is_read_to_the_end_and_says_of_which_kind() {
    var id = booked(Sales.mugs());
    for (int i = 0; i < 1_004; i++) {
      company.control("/sandbox/quickbooks/documents", """
          {"type": "JournalEntry", "document": {"DocNumber": "J-%d", "TxnDate": "2026-11-22", "Line": [
            {"Amount": 1.00, "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail":
              {"PostingType": "Debit", "AccountRef": {"name": "Checking"}}},
            {"Amount": 1.00, "DetailType": "JournalEntryLineDetail", "JournalEntryLineDetail":
              {"PostingType": "Credit", "AccountRef": {"name": "Cash on hand - till"}}}]}}
          """.formatted(i));
    }
    var told = changed();
    assertThat(told.cut()).isEqualTo(Set.of(DocumentKind.JOURNAL));
    assertThat(told.documents()).hasSize(1_005);
    assertThat(present(told, id).total()).isEqualTo(Money.of(2_163, "USD"));
  }

  @Test
  void trouble_is_no_answer_and_a_fault_is_a_no() {
    company.control("/sandbox/quickbooks/faults", "{\"errorRate\": 1}");
    assertThat(changes.since(BEGUN)).isInstanceOf(NotSent.class);
    assertThat(changes.look(DocumentKind.RECEIPT, List.of("1"))).isInstanceOf(NotSent.class);
    assertThat(changes.accounts(List.of(CASH))).isInstanceOf(NotSent.class);
    company.control("/sandbox/quickbooks/faults", "{}");
    assertThat(changes.since(BEGUN.minus(changes.reach()).minusSeconds(172_800)))
        .isInstanceOf(Refused.class);
    company.control("/sandbox/quickbooks/faults", "{\"throttle\": true}");
    assertThat(changes.since(BEGUN)).isInstanceOf(NotSent.class);
  }

  private Changed changed() {
    return delivered(changes.since(BEGUN));
  }

  private static <T> T delivered(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Delivered.class);
    return ((Delivered<T>) outcome).value();
  }

  private String booked(Posting posting) {
    return delivered(company.books.book(posting));
  }

  private static Present present(Changed told, String id) {
    return (Present) of(told, id);
  }

  private static DocumentThere of(Changed told, String id) {
    return told.documents().stream()
        .filter(one -> one.remoteId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> byName(Present document) {
    return document.moves().stream().map(m -> m.name() + " " + m.minor()).toList();
  }

  private static Head head() {
    var id = UUID.randomUUID();
    return new Head(
        id,
        LocalDate.parse("2026-11-22"),
        Currency.getInstance("USD"),
        "Tillbridge " + id,
        Set.of(),
        null,
        null);
  }

  private static Posting posting(Document document) {
    return new Posting(UUID.randomUUID(), document);
  }

  private void act(String operation, String id, String fields) {
    company.control("/sandbox/quickbooks/documents", """
        {"type": "SalesReceipt", "operation": "%s", "document": {"Id": "%s"%s}}
        """.formatted(
            operation, id, fields.isEmpty() ? "" : ", " + fields));
  }
}
