package dev.tillbridge.app.scenarios;

import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Ticket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;

/** The money of a hub as its bookkeeper sees it, and what gateways and banks tell of it. */
record Money(Hub hub) {

  static final String BOOKS = "/api/v1/books";

  static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
  }

  /** What is on each account in a currency, debits above zero, in minor units; none at zero. */
  Map<String, Long> balances(String currency) {
    var balances = new TreeMap<String, Long>();
    for (var one : hub.http().get(BOOKS + "/trial-balance").json().path("balances")) {
      if (one.path("currency").asString("").equals(currency)
          && one.path("balance").asLong() != 0) {
        balances.put(one.path("account").asString(""), one.path("balance").asLong());
      }
    }
    return balances;
  }

  /** A customer agreed to pay by PayPal, and the money was taken. */
  UUID captured(UUID sale, long amount) {
    var id = UUID.randomUUID();
    var opened = hub.http().post("/api/v1/payments", """
        {"id": "%s", "saleId": "%s", "gateway": "PAYPAL",
         "amount": {"minor": %d, "currency": "USD"}}
        """.formatted(id, sale, amount));
    hub.outside().approve(opened.json().path("reference").asString(""));
    var captured = hub.http().post("/api/v1/payments/" + id + "/capture", "{}");
    if (!captured.json().path("state").asString("").equals("CAPTURED")) {
      throw new IllegalStateException(captured.toString());
    }
    return id;
  }

  void sold(Ticket ticket) {
    must(hub.http().post("/api/v1/sales", ticket.json()), 201);
  }

  /** One unit of the first line comes back. */
  void back(Ticket ticket, String more) {
    must(
        hub.http()
            .post(
                "/api/v1/refunds",
                ticket.back(UUID.randomUUID(), "{\"line\": 1, \"quantity\": 1}", more)),
        201);
  }

  /** The account at PayPal changes by something that nobody's call made. */
  JsonNode paypal(String code, String value, String more) {
    return hub.outside()
        .post(
            "/paypal/transactions",
            "{\"code\": \"%s\", \"value\": \"%s\"%s}".formatted(code, value, more));
  }

  Answer settlement(UUID id, String gateway, String account, String currency, String csv) {
    return upload(
        BOOKS
            + "/settlements?id=%s&gateway=%s&account=%s&currency=%s"
                .formatted(id, gateway, account, currency),
        csv);
  }

  Answer bank(UUID id, String currency, String file) {
    return upload(
        BOOKS + "/bank-lines?id=%s&account=main-bank&currency=%s".formatted(id, currency), file);
  }

  private Answer upload(String path, String file) {
    return hub.http()
        .send(
            "POST",
            path,
            file.getBytes(StandardCharsets.UTF_8),
            "Authorization",
            "Bearer " + Hub.TOKEN,
            "Content-Type",
            "text/csv");
  }

  /** What gateways told of the last two months. */
  JsonNode movements() {
    return of("/movements");
  }

  JsonNode payouts() {
    return of("/payouts");
  }

  private JsonNode of(String path) {
    var today = LocalDate.now(ZoneOffset.UTC);
    return hub.http()
        .get(BOOKS + path + "?from=" + today.minusDays(60) + "&through=" + today.plusDays(30))
        .json();
  }

  /** The movement of this id; missing when there is none. */
  JsonNode movement(String id) {
    for (var one : movements().path("movements")) {
      if (one.path("id").asString("").equals(id)) {
        return one;
      }
    }
    return tools.jackson.databind.node.MissingNode.getInstance();
  }

  private static void must(Answer answer, int status) {
    if (answer.status() != status) {
      throw new IllegalStateException(answer.toString());
    }
  }
}
