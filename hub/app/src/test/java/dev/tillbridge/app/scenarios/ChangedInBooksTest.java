package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Ticket;
import dev.tillbridge.app.testing.WorldTime;
import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.agreement.Agreement;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What a person changes in QuickBooks is found by both hubs once, and put right in three ways; then what
 * QuickBooks has is what our ledger has, to the cent.
 */
class ChangedInBooksTest {

  private static final String CHANGES = "/api/v1/books/remote/changes";

  private final WorldTime time = new WorldTime();
  private final Hub hub = Hub.startAt(TestServers.redis().uri(), time);
  private final Books books = new Books(hub);
  private final Money money = new Money(hub);
  private final String sku = Goods.stocked(hub, 100, 2_000);

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void every_change_is_found_once_and_put_right() {
    hub.outside().list(sku, 2_000);
    var total = sold();
    var account = sold();
    var day = sold();
    var voided = sold();
    var deleted = sold();
    var memo = sold();
    var onAccount = twenty().by("ON_ACCOUNT", 2_165, "Baker & Sons");
    money.sold(onAccount);
    var all = List.of(total, account, day, voided, deleted, memo, onAccount.id);
    Books.soon().until(() -> all.stream().allMatch(sale -> books.state(sale).equals("DONE")));
    look();
    assertThat(changes()).isEmpty();

    act("update", total, "\"TxnTaxDetail\": {\"TotalTax\": 1.66}");
    act("update", account, "\"DepositToAccountRef\": {\"name\": \"PayPal clearing\"}");
    act("update", day, "\"TxnDate\": \"2026-01-31\"");
    act("void", voided, "");
    act("delete", deleted, "");
    act("update", memo, "\"PrivateNote\": \"seen by Ann\"");
    var payment = paid(onAccount.id);
    try (var other = hub.sibling()) {
      look();
      other.part(Agreement.class).look();
    }

    Books.soon()
        .untilAsserted(() -> assertThat(changes())
            .isEqualTo(Map.of(
                total,
                    "the total is 21.66 USD instead of 21.65 USD; the tax is 1.66 USD instead of 1.65 USD",
                account, "21.65 USD is on account PayPal clearing instead of nothing",
                day, "the day is 2026-01-31 instead of " + today(day),
                voided, "it was voided",
                deleted, "it was deleted")));
    assertThat(cases())
        .containsExactlyInAnyOrder(
            "books-changed " + total,
            "books-changed " + account,
            "books-changed " + day,
            "books-changed " + voided,
            "books-changed " + deleted);
    assertThat(page("GET", "")).contains("it was voided", "Send again", "Take over");

    act("update", total, "\"TxnTaxDetail\": {\"TotalTax\": 1.65}");
    post(CHANGES + "/" + account + "/take-over", 204);
    post(CHANGES + "/" + day + "/take-over", 204);
    post(CHANGES + "/" + voided + "/send-again", 202);
    page("POST", "/" + deleted + "/send-again");
    books.at("/documents", """
        {"type": "Payment", "operation": "delete", "document": {"Id": "%s"}}
        """.formatted(payment));
    Books.soon().until(() -> all.stream().allMatch(sale -> books.state(sale).equals("DONE")));
    look();
    look();
    Books.soon().untilAsserted(() -> {
      assertThat(cases()).isEmpty();
      assertThat(changes()).isEmpty();
      assertThat(there()).isEqualTo(ours());
    });
    assertThat(there().get("PayPal clearing")).isEqualByComparingTo("21.65");
  }

  private UUID sold() {
    var ticket = twenty().cash(2_165);
    money.sold(ticket);
    return ticket.id;
  }

  private Ticket twenty() {
    return Ticket.usd().line(sku, 1, 2_000, 0).tax(82_500, false, 2_000, 165);
  }

  /** So that both hubs are asked again, whoever was first. */
  private void look() {
    time.pass(Duration.ofMinutes(6));
    hub.part(Agreement.class).look();
  }

  private void act(String operation, UUID sale, String fields) {
    books.at(
        "/documents", """
        {"type": "SalesReceipt", "operation": "%s", "document": {"Id": "%s"%s}}
        """.formatted(operation, id(sale), fields.isEmpty() ? "" : ", " + fields));
  }

  private String id(UUID sale) {
    return books.booking(sale).path("remoteId").asString();
  }

  /** A person enters what a customer has paid of his invoice. */
  private String paid(UUID sale) {
    return books.at("/documents", """
            {"type": "Payment", "document": {"CustomerRef": {"name": "Baker & Sons"}, "TotalAmt": 21.65,
             "DepositToAccountRef": {"name": "Checking"},
             "Line": [{"Amount": 21.65, "LinkedTxn": [{"TxnId": "%s", "TxnType": "Invoice"}]}]}}
            """.formatted(id(sale))).path("Id").asString();
  }

  private String today(UUID sale) {
    return hub.http()
        .get("/api/v1/books/sales/" + sale)
        .json()
        .at("/entries/0/day")
        .asString();
  }

  private Map<UUID, String> changes() {
    var changes = new TreeMap<UUID, String>();
    for (var one : hub.http().get(CHANGES).json().path("changes")) {
      changes.put(UUID.fromString(one.path("id").asString()), one.path("words").asString());
    }
    return changes;
  }

  private List<String> cases() {
    return hub.http()
        .get("/api/v1/cases")
        .json()
        .path("cases")
        .valueStream()
        .map((JsonNode c) -> c.path("kind").asString() + " " + c.path("subject").asString())
        .filter(c -> c.startsWith("books-"))
        .toList();
  }

  private void post(String path, int status) {
    var answer = hub.http().post(path, "");
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  private String page(String method, String path) {
    var answer = hub.http()
        .send(
            method,
            "/console/books/changed" + path,
            method.equals("GET") ? null : new byte[0],
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session("BOOKKEEPER"),
            "Sec-Fetch-Site",
            "same-origin");
    assertThat(answer.status()).as(answer.body()).isLessThan(400);
    return answer.body();
  }

  private Map<String, BigDecimal> ours() {
    var names = Map.of(
        "1010", "Cash on hand - till",
        "1200", "Accounts Receivable (A/R)",
        "2200", "Sales tax payable",
        "4000", "Sales of Product Income");
    var ours = new TreeMap<String, BigDecimal>();
    money.balances("USD").forEach((account, balance) -> {
      if (balance != 0) {
        ours.put(
            names.getOrDefault(account, account.equals("1100") ? "PayPal clearing" : account),
            BigDecimal.valueOf(balance, 2));
      }
    });
    return ours;
  }

  private Map<String, BigDecimal> there() {
    var there = new TreeMap<String, BigDecimal>();
    books.truth().path("balances").propertyStream().forEach(one -> {
      var amount = new BigDecimal(one.getValue().asString());
      if (amount.signum() != 0) {
        there.put(one.getKey(), amount);
      }
    });
    return there;
  }
}
