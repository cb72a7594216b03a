package dev.tillbridge.connector.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Fault F37: a document is created and the answer is lost, for a fifth of a thousand. Each is found by
 * its requestid, or by its number when that is no longer known; none is booked again.
 */
class F37CreatedAnswerLostTest {

  private static final int DOCUMENTS = 1_000;

  private final Simulated company = new Simulated();

  @AfterEach
  void stop() {
    company.close();
  }

  @Test
  void a_thousand_documents_of_which_a_fifth_lose_their_answer_are_a_thousand() {
    var random = new Random(37);
    int lost = 0;
    int byNumber = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      var posting = sale(random);
      boolean loses = i % 5 == 0;
      if (loses) {
        company.lose(1);
      }
      var outcome = company.books.book(posting);
      if (loses) {
        lost++;
        assertThat(outcome).as("document %d", i).isInstanceOf(InDoubt.class);
        boolean late = random.nextBoolean();
        byNumber += late ? 1 : 0;
        // Soon the requestid is still known; after its time only the number is.
        outcome = late ? lookedUp(posting) : company.books.book(posting);
      }
      assertThat(outcome).as("document %d", i).isInstanceOf(Delivered.class);
    }
    var truth = company.truth();
    int twice = 0;
    for (var effect : truth.path("effects")) {
      twice += effect.path("count").asInt() - 1;
    }
    System.out.printf(
        "F37: %d documents, %d answers lost (%d looked up by number, %d by requestid), %d twice%n",
        truth.path("documents").size(), lost, byNumber, lost - byNumber, twice);
    assertThat(truth.path("documents")).hasSize(DOCUMENTS);
    assertThat(twice).isZero();
    assertThat(truth.path("replays").asInt()).isEqualTo(lost - byNumber);
  }

  @Test
  void what_certainly_did_not_get_through_is_booked_when_it_is_looked_for() {
    var posting = sale(new Random(1));
    assertThat(company.books.recall(posting)).isInstanceOf(NotSent.class);
    assertThat(lookedUp(posting)).isInstanceOf(Delivered.class);
    assertThat(company.truth().path("documents")).hasSize(1);
  }

  private Outcome<String> lookedUp(Posting posting) {
    var seen = company.books.recall(posting);
    return seen instanceof NotSent<String>
        ? company.books.book(new Posting(UUID.randomUUID(), posting.document()))
        : seen;
  }

  private static Posting sale(Random random) {
    var id = new UUID(random.nextLong(), random.nextLong());
    return Sales.of(id, new UUID(random.nextLong(), random.nextLong()));
  }
}
