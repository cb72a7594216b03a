package dev.tillbridge.torture.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.torture.check.BooksReader;
import dev.tillbridge.torture.history.Reply;
import dev.tillbridge.torture.history.Request;
import dev.tillbridge.torture.lab.Lab;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** F19: FLUSHALL, and an append-only file whose tail is gone. Scenario 15 in numbers of its own. */
class F19RedisForgetsTest {

  private static final String SKU = "SKU-07";

  @Test
  void nothing_that_matters_to_the_business_changes_and_a_lockout_stays() throws Exception {
    try (var rig = new Rig(119)) {
      var holds = fortyHoldsOverSixtyThreeUnits(rig);
      int wrongPins = failToSignIn(rig);
      var before = business(rig);
      long failures = guarded(rig);
      rig.lab.redis().flush();
      long cut = rig.lab.redis().cutTail(2_000);
      rig.lab.redis().forget();
      int differences = business(rig).equals(before) ? 0 : 1;
      for (var hold : holds) {
        differences += rig.hubs().ask(hold, 1) instanceof Reply.Granted ? 0 : 1;
      }
      long free = rig.lab
          .postgres()
          .number("select free from stock where location = 'main' and sku = '" + SKU + "'");
      var tooMany = Sales.wish(rig.random, SKU, (int) free + 1, 60);
      differences += rig.hubs().ask(tooMany, 0) instanceof Reply.Refused ? 0 : 1;
      Rig.say(
          "F19",
          ("differences in business state %d after FLUSHALL and %d bytes cut off; lockout after %d wrong"
                  + " PINs still stands: %s")
              .formatted(differences, cut, wrongPins, signIn(rig) == 429));
      assertThat(differences).isZero();
      assertThat(guarded(rig)).isEqualTo(failures);
      assertThat(signIn(rig)).isEqualTo(429);
      rig.settle();
      assertThat(rig.violations()).isEmpty();
    }
  }

  /** Everything that is promised, sold or there. */
  private static List<Object> business(Rig rig) {
    var books = BooksReader.read(rig.lab.postgres());
    return List.of(books.ledger(), books.shelves(), books.holds(), books.sales(), books.receipts());
  }

  private static List<Request> fortyHoldsOverSixtyThreeUnits(Rig rig) {
    rig.hubs().ask(Sales.receipt(rig.random, SKU, 100), 0);
    var holds = new ArrayList<Request>();
    for (int i = 0; i < 40; i++) {
      var hold = Sales.wish(rig.random, SKU, i < 23 ? 2 : 1, 600);
      assertThat(rig.hubs().ask(hold, i % 2)).isInstanceOf(Reply.Granted.class);
      holds.add(hold);
    }
    return holds;
  }

  private static int failToSignIn(Rig rig) throws Exception {
    int wrong = 0;
    while (signIn(rig) != 429) {
      wrong++;
      assertThat(wrong).isLessThan(20);
    }
    return wrong;
  }

  /** With a wrong PIN; the status of the answer. */
  private static int signIn(Rig rig) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + rig.lab.station(0).hub().port() + "/api/v1/session"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(
            "{\"name\":\"" + Lab.CASHIER + "\",\"pin\":\"000111\",\"register\":\"R1\"}"))
        .build();
    return rig.lab.http().send(request, BodyHandlers.ofString()).statusCode();
  }

  private static long guarded(Rig rig) {
    return rig.lab.postgres().number("select sum(failures) from sign_in_guard");
  }
}
