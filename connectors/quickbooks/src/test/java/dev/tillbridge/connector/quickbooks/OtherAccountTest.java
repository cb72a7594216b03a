package dev.tillbridge.connector.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.Tender;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An item in QuickBooks sends its sales to an account of its own, whatever our ledger says. */
class OtherAccountTest {

  private final Simulated company = new Simulated();

  @AfterEach
  void close() {
    company.close();
  }

  @Test
  void an_item_of_another_account_holds_the_document_and_says_which_is_which() {
    item("JUG", "Jug", "Shipping Income");
    var refused = company.books.book(sale(false));
    assertThat(refused).isInstanceOf(Refused.class);
    assertThat(((Refused<String>) refused).why())
        .startsWith(Bookkeeping.OTHER_ACCOUNT)
        .contains("item for SKU JUG", "Shipping Income", "4000", "Sales of Product Income");
    assertThat(company.truth().path("documents")).isEmpty();
  }

  @Test
  void once_a_person_has_given_the_item_the_account_the_next_try_books_it() {
    item("JUG", "Jug", "Shipping Income");
    assertThat(company.books.book(sale(false))).isInstanceOf(Refused.class);
    item("JUG", "Jug", "Sales of Product Income");
    booked(company.books.book(sale(false)));
    assertThat(lines()).containsExactly("Jug");
    assertThat(balance("Sales of Product Income")).isEqualTo("-20.00");
  }

  @Test
  void with_items_of_our_own_the_ledgers_account_has_it_and_theirs_stays_as_it_is() {
    item("JUG", "Jug", "Shipping Income");
    booked(company.books.book(sale(true)));

    assertThat(balance("Sales of Product Income")).isEqualTo("-20.00");
    assertThat(balance("Shipping Income")).isEqualTo("0.00");
    assertThat(lines()).containsExactly("Goods (4000)");
  }

  @Test
  void a_charge_whose_item_has_another_account_goes_under_one_of_our_own_too() {
    item("", "Tips", "Sales of Product Income");
    var sale = new Sales("USD")
        .line("MUG", 1, 1_000, 0)
        .charge(SaleCharge.Kind.TIP, 150)
        .paid(Tender.Kind.CASH);
    assertThat(company.books.book(sale)).isInstanceOf(Refused.class);

    booked(company.books.book(new Posting(sale.key(), sale.document(), true)));

    assertThat(balance("Tips owed to staff")).isEqualTo("-1.50");
    assertThat(balance("Sales of Product Income")).isEqualTo("-10.00");
  }

  @Test
  void an_item_of_the_right_account_is_used_as_it_is() {
    booked(company.books.book(new Posting(
        UUID.randomUUID(),
        new Sales("USD").line("MUG", 1, 1_000, 0).paid(Tender.Kind.CASH).document(),
        true)));
    assertThat(lines()).containsExactly("Mug");
  }

  private static Posting sale(boolean own) {
    var posting = new Sales("USD").line("JUG", 2, 1_000, 0).paid(Tender.Kind.CASH);
    return new Posting(posting.key(), posting.document(), own);
  }

  private static void booked(Outcome<String> outcome) {
    assertThat(outcome).isInstanceOf(Delivered.class);
  }

  /** A person makes an item there, or gives one another account. */
  private void item(String sku, String name, String account) {
    var known = "";
    for (var one : company.truth().path("items")) {
      known = one.path("name").asText().equals(name) ? one.path("id").asText() : known;
    }
    company.control("/sandbox/quickbooks/documents", """
        {"type": "Item", "operation": "%s", "document": {%s"Name": "%s", "Type": "Service"%s,
         "IncomeAccountRef": {"name": "%s"}}}
        """.formatted(
            known.isEmpty() ? "create" : "update",
            known.isEmpty() ? "" : "\"Id\": \"" + known + "\", ",
            name,
            sku.isEmpty() ? "" : ", \"Sku\": \"" + sku + "\"",
            account));
  }

  private String balance(String account) {
    return company.truth().path("balances").path(account).asText("0.00");
  }

  /** The items of the only document. */
  private List<String> lines() {
    var items = new ArrayList<String>();
    var documents = company.truth().path("documents");
    assertThat(documents).hasSize(1);
    for (var line : documents.path(0).path("lines")) {
      items.add(line.path("item").asText());
    }
    return items;
  }
}
