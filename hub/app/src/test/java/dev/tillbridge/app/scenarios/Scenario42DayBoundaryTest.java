package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Ticket;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Scenario 42: a sale at 23:59:58 store time that is synced at 00:20 belongs to the first day; the day's
 * summary equals the sum of its sales to the cent and opens to each of them. The store is in New York,
 * where it is midnight at 04:00 of UTC.
 */
class Scenario42DayBoundaryTest {

  private static String at(String body, LocalDate day, String utc) {
    return body.replaceFirst("\"(soldAt|at)\": \"[^\"]*\"", "\"$1\": \"" + day + "T" + utc + "Z\"");
  }

  private static void post(BooksAt books, String path, String body) {
    var answer = books.hub.http().post(path, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
  }

  private static List<JsonNode> summaries(BooksAt books) {
    return books.get("/documents?kind=SUMMARY").path("documents").valueStream().toList();
  }

  private static List<Integer> waiting(BooksAt books, LocalDate day) {
    return books
        .get("/documents")
        .path("waiting")
        .valueStream()
        .filter(one -> one.path("day").asString().equals(day.toString()))
        .map(one -> one.path("entries").asInt())
        .toList();
  }

  private static JsonNode closePart(BooksAt books, LocalDate day) {
    return books
        .get("/close/" + day)
        .path("parts")
        .valueStream()
        .filter(part -> part.path("topic").asString().equals("DOCUMENTS"))
        .findFirst()
        .orElseThrow();
  }

  private static Ticket mugs(String sku, int units, long net, long tax) {
    return Ticket.usd().line(sku, units, 1_999, 0).tax(82_500, false, net, tax);
  }

  @Test
  void the_last_sale_of_a_day_belongs_to_it_and_its_summary_opens_to_each_sale() {
    try (var books = new BooksAt(4, 1)) {
      var day = books.today().plusDays(1);
      var next = day.plusDays(1);
      var sku = Goods.stocked(books.hub, 50, 1_999);
      books.post("/telling", """
              {"id": "%s", "kind": "SALES", "channel": "COUNTER", "location": "main", "daily": true,
               "validFrom": "%s"}
              """.formatted(UUID.randomUUID(), day), 201);
      books.post("/telling", """
              {"id": "%s", "kind": "SALES", "daily": true, "validFrom": "%s"}
              """.formatted(UUID.randomUUID(), day.minusDays(1)), 422);

      books.goTo(day, "19:00:00");
      // 59.97 and 4.95; 19.99 and 1.65; of the first one comes back.
      var byCash = mugs(sku, 3, 5_997, 495).cash(6_492);
      post(books, "/api/v1/sales", at(byCash.json(), day, "18:00:00"));
      var byCard = mugs(sku, 1, 1_999, 165).by("CARD", 2_164, "slip-1");
      post(books, "/api/v1/sales", at(byCard.json(), day, "18:30:00"));
      post(
          books,
          "/api/v1/refunds",
          at(
              byCash.back(UUID.randomUUID(), "{\"line\": 1, \"quantity\": 1}", ""),
              day,
              "18:45:00"));
      books.goTo(next, "04:20:00");
      var last = mugs(sku, 2, 3_998, 330).cash(4_328);
      post(books, "/api/v1/sales", at(last.json(), next, "03:59:58"));
      var first = mugs(sku, 1, 1_999, 165).cash(2_164);
      post(books, "/api/v1/sales", at(first.json(), next, "04:00:02"));

      Books.soon().untilAsserted(() -> {
        assertThat(waiting(books, day)).containsExactly(4);
        assertThat(waiting(books, next)).containsExactly(1);
      });
      assertThat(summaries(books)).isEmpty();
      assertThat(closePart(books, day).path("state").asString()).isEqualTo("WAITS");
      assertThat(page(books, "")).contains("Not made yet", "4 entries");
      books.time.pass(Duration.ofMinutes(10));
      Books.soon()
          .untilAsserted(() -> assertThat(summaries(books))
              .singleElement()
              .satisfies(one -> assertThat(one.path("state").asString()).isEqualTo("TOLD")));

      var summary = summaries(books).getFirst();
      assertThat(summary.path("day").asString()).isEqualTo(day.toString());
      assertThat(summary.path("entries").asInt()).isEqualTo(4);
      assertThat(moves(books, summary))
          .isEqualTo(Map.of(
              "1010",
              6_492L - 2_164 + 4_328,
              "1110",
              2_164L,
              "2200",
              -(495L - 165 + 165 + 330),
              "4000",
              -(5_997L - 1_999 + 1_999 + 3_998)));
      assertThat(sales(books, summary))
          .containsExactly(
              byCash.id.toString(), byCard.id.toString(), byCash.id.toString(), last.id.toString());
      assertThat(there(books, summary))
          .isEqualTo(Map.of(
              "Cash on hand - till", new BigDecimal("86.56"),
              "Card clearing", new BigDecimal("21.64"),
              "Sales tax payable", new BigDecimal("-8.25"),
              "Sales of Product Income", new BigDecimal("-99.95")));
      assertThat(page(books, "/" + summary.path("id").asString()))
          .contains("Summary of a day", "$108.20", "/console/sales/" + last.id)
          .doesNotContain("style=", "<script>");
      var booking = new Books(books.hub).booking(last.id);
      assertThat(booking.path("state").asString()).isEqualTo("DONE");
      assertThat(booking.path("remoteId").asString())
          .isEqualTo(summary.path("remoteId").asString());
      assertThat(closePart(books, day).path("state").asString()).isEqualTo("AGREES");
      assertThat(waiting(books, next)).containsExactly(1);

      // A till that had been away brings one of that day three days later.
      books.goTo(next.plusDays(3), "15:00:00");
      var late = mugs(sku, 1, 1_999, 165).cash(2_164);
      post(books, "/api/v1/sales", at(late.json(), day, "20:00:00"));
      Books.soon().untilAsserted(() -> assertThat(waiting(books, day)).containsExactly(1));
      assertThat(closePart(books, day).path("state").asString()).isEqualTo("WAITS");
      books.time.pass(Duration.ofMinutes(16));
      Books.soon()
          .untilAsserted(() -> assertThat(summaries(books))
              .extracting(
                  one -> one.path("day").asString() + " " + one.path("series").asInt() + " "
                      + one.path("total").path("minor").asLong() + " "
                      + one.path("state").asString())
              .containsExactlyInAnyOrder(
                  day + " 1 10820 TOLD", day + " 2 2164 TOLD", next + " 1 2164 TOLD"));
      assertThat(sales(books, found(books, day, 2))).containsExactly(late.id.toString());
    }
  }

  private static String page(BooksAt books, String path) {
    return books
        .hub
        .http()
        .send(
            "GET",
            "/console/books/documents" + path,
            null,
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + books.hub.session("BOOKKEEPER"))
        .body();
  }

  private static JsonNode found(BooksAt books, LocalDate day, int series) {
    return summaries(books).stream()
        .filter(one -> one.path("day").asString().equals(day.toString())
            && one.path("series").asInt() == series)
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Long> moves(BooksAt books, JsonNode summary) {
    var moves = new TreeMap<String, Long>();
    books
        .get("/documents/" + summary.path("id").asString())
        .path("moves")
        .forEach(move ->
            moves.put(move.path("account").asString(), move.at("/amount/minor").asLong()));
    return moves;
  }

  private static List<String> sales(BooksAt books, JsonNode summary) {
    return books
        .get("/documents/" + summary.path("id").asString() + "/entries")
        .path("entries")
        .valueStream()
        .map(entry -> entry.path("sale").asString())
        .toList();
  }

  /** What the document moves at the books, by their own double entry. */
  private static Map<String, BigDecimal> there(BooksAt books, JsonNode summary) {
    var there = new TreeMap<String, BigDecimal>();
    new Books(books.hub).truth().path("balances").propertyStream().forEach(one -> {
      var amount = new BigDecimal(one.getValue().asString());
      if (amount.signum() != 0) {
        there.put(one.getKey(), amount);
      }
    });
    assertThat(new Books(books.hub).documents(UUID.fromString(summary.path("id").asString())))
        .hasSize(1);
    return there;
  }
}
