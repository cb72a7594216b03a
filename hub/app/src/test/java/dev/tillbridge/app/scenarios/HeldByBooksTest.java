package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What a company in QuickBooks is not set up for waits with a reason, says so in one place, and goes on
 * with one click, each document once.
 */
class HeldByBooksTest {

  private final Hub hub = Hub.start(TestServers.redis().uri());
  private final Books books = new Books(hub);

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void items_of_another_account_hold_their_sales_until_one_click_has_them_under_items_of_our_own() {
    var sku = books.goods(2_000);
    give(sku, "Shipping Income");
    var sold = List.of(books.sell(sku, 2_000), books.sell(sku, 2_000));
    Books.soon().until(() -> all(sold, "PARKED"));

    assertThat(sold).allSatisfy(sale -> {
      assertThat(books.note(sale)).contains(sku, "Shipping Income", "4000 Sales");
      assertThat(books.documents(sale)).isEmpty();
    });
    assertThat(books.openCase("books-other-account", "books").isMissingNode()).isFalse();
    assertThat(attention())
        .contains("Items in the books belong to other accounts than here", "Use items of our own")
        .contains("2 documents wait for the books", "Retry all");

    // A second try alone changes nothing, and a third after it was mended for the one does.
    assertThat(click("retry")).contains("2 documents are tried again now.");
    Books.soon().until(() -> all(sold, "PARKED"));
    assertThat(click("own-items")).contains("tried again now.");
    Books.soon().until(() -> all(sold, "DONE"));

    assertThat(sold).allSatisfy(sale -> {
      assertThat(books.documents(sale)).hasSize(1);
      assertThat(books.documents(sale).getFirst().at("/lines/0/item").asString())
          .isEqualTo("Goods (4000)");
    });
    assertThat(books.truth().path("balances").path("Sales of Product Income").asString())
        .isEqualTo("-40.00");
    assertThat(books.openCase("books-other-account", "books").isMissingNode()).isTrue();
    assertThat(hub.http().get("/api/v1/books/remote").json().path("ownItems").asBoolean())
        .isTrue();
  }

  @Test
  void no_account_is_made_there_and_what_needs_one_waits_until_it_is_named() {
    put("/api/v1/books/accounts", """
        {"code": "1011", "name": "Till of the market", "kind": "ASSET"}
        """, 200);
    rule();
    var sku = books.goods(1_500);
    var sale = books.sell(sku, 1_500);
    Books.soon().until(() -> books.state(sale).equals("PARKED"));
    assertThat(books.note(sale)).contains("no QuickBooks account named Till of the market");
    assertThat(accounts()).doesNotContain("Till of the market");

    link("""
        {"account": "1011", "name": "Checking"}
        """, 200);
    Books.soon().until(() -> books.state(sale).equals("DONE"));

    assertThat(books.documents(sale)).hasSize(1);
    assertThat(books.documents(sale).getFirst().path("depositTo").asString()).isEqualTo("Checking");
    link("""
        {"account": "7777", "name": "Checking"}
        """, 422);
    link("""
        {"account": "1011", "name": ""}
        """, 422);
    assertThat(hub.http().get("/api/v1/books/remote").json().path("links")).hasSize(1);
  }

  /** From now on all cash goes to that till. */
  private void rule() {
    var rule = hub.http().post("/api/v1/books/rules", """
        {"id": "%s", "role": "CASH", "account": "1011", "validFrom": "2020-01-01"}
        """.formatted(UUID.randomUUID()));
    assertThat(rule.status()).as(rule.body()).isLessThan(300);
    // A rule is known everywhere two seconds after it was made.
    Books.soon().untilAsserted(() -> {
      var probe = books.sell(books.goods(100), 100);
      assertThat(hub.http().get("/api/v1/books/sales/" + probe).body()).contains("1011");
    });
  }

  private void link(String body, int status) {
    put("/api/v1/books/remote/links", body, status);
  }

  private void put(String path, String body, int status) {
    var answer = hub.http().put(path, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  private boolean all(List<UUID> sales, String state) {
    return sales.stream().allMatch(sale -> books.state(sale).equals(state));
  }

  private String attention() {
    return hub.http()
        .send(
            "GET",
            "/console/live/attention",
            null,
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session("OWNER"))
        .body();
  }

  private String click(String what) {
    var answer = hub.http()
        .send(
            "POST",
            "/console/books/remote/" + what,
            new byte[0],
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session("OWNER"),
            "HX-Request",
            "true",
            "Sec-Fetch-Site",
            "same-origin");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** A person gives the item of this SKU another account there. */
  private void give(String sku, String account) {
    var id = books
        .truth()
        .path("items")
        .valueStream()
        .filter(item -> item.path("sku").asString("").equals(sku))
        .map(item -> item.path("id").asString())
        .findFirst()
        .orElseThrow();
    books.at("/documents", """
        {"type": "Item", "operation": "update", "document":
          {"Id": "%s", "IncomeAccountRef": {"name": "%s"}}}
        """.formatted(id, account));
  }

  private List<String> accounts() {
    return books
        .truth()
        .path("accounts")
        .valueStream()
        .map((JsonNode account) -> account.path("name").asString())
        .toList();
  }
}
