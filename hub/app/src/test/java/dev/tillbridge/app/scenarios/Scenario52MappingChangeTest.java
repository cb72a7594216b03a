package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Goods;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Scenario 52: shipping income moves from 4000 to 4200 on 1 May. The preview names exactly what is
 * affected, older documents stay, and a batch that enters them anew can be taken back to the cent.
 */
class Scenario52MappingChangeTest {

  private final Map<String, Long> shipping = new HashMap<>();

  /** A shopper buys, and the ledger has it; the order's name. */
  private String order(BooksAt books, String sku, long cents) {
    var order = books.hub.outside().placed("""
        {"lines":[{"sku":"%s","quantity":1}],"shipping":%d}""".formatted(sku, cents));
    var name = order.path("name").asString();
    shipping.put(name, cents);
    await().atMost(Duration.ofSeconds(60)).until(() -> of(books, name).size() == 1);
    return name;
  }

  private static List<JsonNode> of(BooksAt books, String name) {
    return books
        .entries()
        .filter(e -> e.path("words").asString().equals("Sale " + name)
            || e.path("words").asString().equals("Taken back: Sale " + name))
        .toList();
  }

  private static List<String> shippingOf(JsonNode entry) {
    return entry
        .path("lines")
        .valueStream()
        .filter(line -> line.path("role").asString().equals("SHIPPING"))
        .map(line ->
            line.path("account").asString() + " " + line.at("/amount/minor").asLong())
        .toList();
  }

  @ParameterizedTest(name = "shipping moves in month {0}: {1}, {2}, then {3}, {4} and {5} cents")
  @CsvSource({"5, 500, 700, 900, 1100, 1300", "9, 1, 99999, 333, 1, 250"})
  void shipping_moves_to_an_account_of_its_own(
      int month, long first, long last, long third, long fourth, long fifth) {
    var changes = LocalDate.of(2000, month, 1);
    var begin = changes.minusDays(3);
    try (var books = new BooksAt(begin.getMonthValue(), begin.getDayOfMonth())) {
      var may = books.today().withDayOfMonth(1).plusMonths(1);
      books.rule("SHIPPING", "4000", may.minusYears(1));
      var sku = Goods.stocked(books.hub, 100, 1_000);
      books.hub.outside().list(sku, 1_000);
      books.hub.http().post("/api/v1/shop/link", "");
      await().atMost(Duration.ofSeconds(60)).until(() -> books.hub.outside().order(sku, 1) == 201);
      order(books, sku, first);
      // Half an hour before midnight in New York: by UTC it is the first already.
      books.goTo(may, "03:30:00");
      order(books, sku, last);
      books.goTo(may, "12:00:00");
      var third0 = order(books, sku, third);
      books.goTo(may.plusDays(8), "12:00:00");
      var fourth0 = order(books, sku, fourth);
      assertThat(books.balances()).doesNotContainKey("4200");

      var rule = """
          {"id": "%s", "role": "SHIPPING", "account": "4200", "validFrom": "%s"}
          """.formatted(UUID.randomUUID(), may);
      var preview = books.post("/rules/preview", "{\"rules\": [" + rule + "]}", 200);
      assertThat(preview.path("entries").valueStream().map(e -> e.path("words").asString()))
          .containsExactly("Sale " + third0, "Sale " + fourth0);
      assertThat(preview.path("skipped").asInt()).isZero();
      long before = books.balances().getOrDefault("4000", 0L);
      assertThat(preview.path("accounts").valueStream())
          .extracting(
              a -> a.path("account").asString(),
              a -> a.path("before").asLong(),
              a -> a.path("after").asLong())
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("4000", before, before + third + fourth),
              org.assertj.core.groups.Tuple.tuple("4200", 0L, -third - fourth));

      books.post("/rules", rule, 201);
      books.time.pass(Duration.ofSeconds(3));
      books.goTo(may.plusDays(11), "12:00:00");
      var fifth0 = order(books, sku, fifth);
      assertThat(of(books, fifth0).getFirst().path("lines").toString()).contains("4200");
      assertThat(books.balances())
          .as("what was entered before stays")
          .containsEntry("4200", -fifth)
          .containsEntry("4000", before - 1_000);
      var asItWas = books.balances();

      var batch = UUID.randomUUID();
      var remap = """
          {"id": "%s", "kind": "REMAP", "words": "Shipping is an income of its own"}
          """.formatted(batch);
      assertThat(books.post("/batches", remap, 201).path("changed").asInt()).isEqualTo(2);
      assertThat(books.post("/batches", remap, 201).path("changed").asInt())
          .as("told again")
          .isEqualTo(2);

      assertThat(books.balances())
          .containsEntry("4200", -third - fourth - fifth)
          .containsEntry("4000", before - 1_000 + third + fourth);
      for (var name : shipping.keySet()) {
        boolean moved = name.equals(third0) || name.equals(fourth0);
        var entries = of(books, name);
        assertThat(entries).as(name).hasSize(moved ? 3 : 1);
        if (moved) {
          long amount = shipping.getOrDefault(name, 0L);
          assertThat(entries.stream().map(Scenario52MappingChangeTest::shippingOf))
              .containsExactly(
                  List.of("4000 " + -amount),
                  List.of("4000 " + amount),
                  List.of("4200 " + -amount));
          assertThat(entries)
              .extracting(e -> e.path("day").asString())
              .containsOnly(entries.getFirst().path("eventDay").asString());
        }
      }
      assertThat(books
              .hub
              .http()
              .post(BooksAt.BOOKS + "/batches", remap.replace("own", "mine"))
              .code())
          .isEqualTo("id-reused");

      var undo = """
          {"id": "%s", "kind": "UNDO", "undoes": "%s", "words": "Too early"}
          """.formatted(UUID.randomUUID(), batch);
      assertThat(books.post("/batches", undo, 201).path("changed").asInt()).isEqualTo(2);
      assertThat(books.balances()).isEqualTo(asItWas);
      assertThat(books.get("/batches/" + batch).path("undoneBy").isNull()).isFalse();
      assertThat(books
              .hub
              .http()
              .post(
                  BooksAt.BOOKS + "/batches",
                  undo.replaceFirst("\"id\": \"[^\"]*\"", "\"id\": \"" + UUID.randomUUID() + "\""))
              .status())
          .as("a batch is taken back once")
          .isEqualTo(409);
    }
  }
}
