package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Scenario 41: QuickBooks saves the document but the answer is lost: a retry finds one document.
 * Carrying the whole day once more changes nothing.
 */
class Scenario41LostAnswerTest {

  private final Hub hub = Hub.shared();
  private final Books books = new Books(hub);

  @AfterEach
  void heal() {
    hub.outside().faults("quickbooks", "{}");
  }

  @ParameterizedTest(name = "{0} sales, {1} answers lost")
  @CsvSource({"1, 1", "6, 3"})
  void a_lost_answer_makes_no_second_document_and_neither_does_the_day_again(int sales, int lost) {
    var sku = books.goods(1_999);
    hub.outside()
        .faults(
            "quickbooks",
            "{\"loseAnswerAfterEffect\": %d, \"match\": \"salesreceipt\"}".formatted(lost));
    var sold = new ArrayList<UUID>();
    for (int i = 0; i < sales; i++) {
      sold.add(books.sell(sku, 1_999));
    }
    Books.soon().until(() -> sold.stream().allMatch(id -> books.state(id).equals("DONE")));
    assertThat(sold).allSatisfy(id -> assertThat(books.documents(id)).hasSize(1));
    int before = books.truth().path("documents").size();

    // As if nobody had noted that they were told: known to be in doubt, and not even that.
    for (var looks : List.of("true", "false")) {
      hub.part(JdbcClient.class)
          .sql("update delivery set state = 'DUE', settled_at = null, look_first = " + looks
              + " where destination = 'BOOKS' and subject = any(:ids::text[])")
          .param("ids", sold.stream().map(UUID::toString).toArray(String[]::new))
          .update();
      Books.soon().until(() -> sold.stream().allMatch(id -> books.state(id).equals("DONE")));
      assertThat(sold).allSatisfy(id -> assertThat(books.documents(id)).hasSize(1));
    }
    assertThat(books.truth().path("documents").size()).isEqualTo(before);

    // As if nobody had noted that documents were made of what was entered.
    var jdbc = hub.part(JdbcClient.class);
    int made = count(jdbc, "book_document");
    jdbc.sql("insert into entry_untold (entry_id) select id from entry on conflict do nothing")
        .update();
    Books.soon().until(() -> count(jdbc, "entry_untold") == 0);
    assertThat(count(jdbc, "book_document")).isEqualTo(made);
    assertThat(sold).allSatisfy(id -> assertThat(books.documents(id)).hasSize(1));
    assertThat(sold).allSatisfy(id -> assertThat(books.state(id)).isEqualTo("DONE"));
  }

  private static int count(JdbcClient jdbc, String table) {
    return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
  }
}
