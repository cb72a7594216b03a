package dev.tillbridge.connector.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Fault F36, as far as documents that are only ever created go: a number that is taken (6140) is
 * looked up; ours is taken for done, another's stops with its reason.
 */
class F36DuplicateNumberTest {

  private final Simulated company = new Simulated();

  @AfterEach
  void stop() {
    company.close();
  }

  @Test
  void our_own_document_is_recognised_and_another_one_is_left_to_a_person() {
    int resolved = 0;
    int stopped = 0;
    for (int i = 0; i < 20; i++) {
      var id = new UUID(36, i);
      if (i % 5 == 4) {
        // Somebody has used our number for something else.
        company.control("/sandbox/quickbooks/documents", """
            {"type":"SalesReceipt","document":{"DocNumber":"%s","TxnDate":"2026-11-22","Line":[
             {"Amount":1.00,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":
              {"ItemRef":{"name":"Tips"}}}]}}""".formatted(DocNumber.of(id)));
      } else {
        company.lose(1);
        assertThat(company.books.book(Sales.of(id, new UUID(1, i)))).isInstanceOf(InDoubt.class);
      }
      // A person asked for another try, which goes under another key.
      var outcome = company.books.book(Sales.of(id, new UUID(2, i)));
      if (i % 5 == 4) {
        assertThat(outcome)
            .isInstanceOfSatisfying(
                Refused.class, no -> assertThat(no.why()).contains("is not this sale"));
        stopped++;
      } else {
        assertThat(outcome).isInstanceOf(Delivered.class);
        resolved++;
      }
    }
    var truth = company.truth();
    System.out.printf(
        "F36: %d numbers taken, %d resolved by themselves, %d left to a person with the reason%n",
        truth.at("/faults/6140").asInt(), resolved, stopped);
    assertThat(truth.at("/faults/6140").asInt()).isEqualTo(20);
    assertThat(truth.path("documents")).as("none twice").hasSize(20);
  }

  @Test
  void a_company_that_lets_numbers_be_used_twice_still_gets_one_document() {
    company.control("/sandbox/quickbooks/company", "{\"duplicateNumbers\":true}");
    var id = new UUID(36, 100);
    company.lose(1);
    assertThat(company.books.book(Sales.of(id, new UUID(1, 100)))).isInstanceOf(InDoubt.class);
    // What is in doubt is looked for before anything is sent.
    assertThat(company.books.recall(Sales.of(id, new UUID(2, 100)))).isInstanceOf(Delivered.class);
    assertThat(company.truth().path("documents")).hasSize(1);
  }
}
