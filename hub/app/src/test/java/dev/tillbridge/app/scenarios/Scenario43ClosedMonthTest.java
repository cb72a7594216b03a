package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Ticket;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Scenario 43: March is closed; a refund dated 30 March arrives on 2 April. It is entered in April with
 * the reference of March, and March stays as it was.
 */
class Scenario43ClosedMonthTest {

  /** As a till tells it that was offline until now. */
  private static String at(String body, LocalDate day) {
    return body.replaceFirst("\"(soldAt|at)\": \"[^\"]*\"", "\"$1\": \"" + day + "T16:00:00Z\"");
  }

  private static JsonNode lock(BooksAt books, LocalDate through, int status) {
    return books.post("/locks", """
        {"id": "%s", "through": "%s", "reason": "Told to the tax office"}
        """.formatted(UUID.randomUUID(), through), status);
  }

  private static String month(BooksAt books, LocalDate last) {
    return books
        .hub
        .http()
        .get(BooksAt.BOOKS + "/trial-balance?from=" + last.withDayOfMonth(1) + "&through=" + last)
        .body();
  }

  @ParameterizedTest(
      name = "a refund of the {2}th that arrives on {0}-{1}: {3} of {4} with {5} of tax")
  @CsvSource({"4, 2, 30, 1, 1000, 83", "9, 7, 31, 3, 1999, 495"})
  void a_refund_of_a_closed_month_counts_for_the_day_it_arrives(
      int month, int arrives, int dated, int units, long price, long tax) {
    try (var books = new BooksAt(month, arrives)) {
      var march = books.today().withDayOfMonth(1).minusDays(1);
      var day = march.withDayOfMonth(dated);
      var sku = Goods.stocked(books.hub, 50, (int) price);
      var ticket = Ticket.usd()
          .line(sku, units, price, 0)
          .tax(82_500, false, units * price, tax)
          .cash(units * price + tax);
      var sold =
          books.hub.http().post("/api/v1/sales", at(ticket.json(), march.withDayOfMonth(10)));
      assertThat(sold.status()).as(sold.body()).isEqualTo(201);
      lock(books, march, 201);
      var before = month(books, march);
      assertThat(before).contains("\"credit\":" + units * price);

      var refund = UUID.randomUUID();
      var back = books
          .hub
          .http()
          .post(
              "/api/v1/refunds",
              at(ticket.back(refund, "{\"line\": 1, \"quantity\": %d}".formatted(units), ""), day));

      assertThat(back.status()).as(back.body()).isEqualTo(201);
      assertThat(month(books, march)).as("to the byte").isEqualTo(before);
      var entry = books
          .entries()
          .filter(e -> e.path("causeId").asString().endsWith(refund.toString()))
          .findFirst()
          .orElseThrow();
      assertThat(entry.path("day").asString()).isEqualTo(books.today().toString());
      assertThat(entry.path("eventDay").asString()).isEqualTo(day.toString());
      assertThat(entry.path("words").asString())
          .endsWith(" of a sale of " + march.withDayOfMonth(10));
      assertThat(books.get("/late?from=" + books.today()).path("entries").valueStream())
          .as("what came late is listed")
          .extracting(e -> e.path("id").asLong())
          .containsExactly(entry.path("id").asLong());
      assertThat(books
              .hub
              .http()
              .send(
                  "GET",
                  "/console/books/locks",
                  null,
                  "Cookie",
                  "TILLBRIDGE_CONSOLE=" + books.hub.session("BOOKKEEPER"))
              .body())
          .contains("Told to the tax office", "Came late", entry.path("words").asString());
      assertThat(books.balances()).as("all went back").isEmpty();
      assertThat(books
              .post("/locks", """
                  {"id": "%s", "through": "%s", "reason": "Open it again"}
                  """.formatted(UUID.randomUUID(), march.minusDays(3)), 422)
              .at("/errors/0/field")
              .asString())
          .isEqualTo("through");
      assertThat(lock(books, books.today(), 422).at("/errors/0/field").asString())
          .isEqualTo("through");
      assertThat(books.get("/locks").path("through").asString()).isEqualTo(march.toString());
      assertThat(books.get("/locks").at("/locks/0/reason").asString())
          .isEqualTo("Told to the tax office");
    }
  }

  @Test
  void of_fifty_bookings_while_the_month_is_closed_none_lands_in_it_afterwards() throws Exception {
    try (var books = new BooksAt(4, 2);
        var threads = Executors.newFixedThreadPool(10)) {
      var march = books.today().withDayOfMonth(1).minusDays(1);
      var sku = Goods.stocked(books.hub, 100, 500);
      var bookings = new ArrayList<Future<Integer>>();
      IntStream.range(0, 50)
          .forEach(_ -> bookings.add(threads.submit(() -> books
              .hub
              .http()
              .post(
                  "/api/v1/sales",
                  at(Ticket.usd().line(sku, 1, 500, 0).cash(500).json(), march.minusDays(1)))
              .status())));
      bookings.get(12).get();
      lock(books, march, 201);
      var closed = month(books, march);
      for (var booking : bookings) {
        assertThat(booking.get()).isEqualTo(201);
      }
      assertThat(month(books, march)).isEqualTo(closed);
      assertThat(books.balances()).containsEntry("1010", 25_000L).containsEntry("4000", -25_000L);
      assertThat(books.entries().map(e -> e.path("day").asString()).distinct())
          .contains(march.minusDays(1).toString(), books.today().toString());
    }
  }
}
