package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.WorldTime;
import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.posting.BooksWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Scenario 50: several workers need QuickBooks' token at once and one refresh happens, stored before
 * it is used. When access is revoked, an alarm comes within five minutes, days of sales wait, and
 * after the owner has connected again each is booked once. The same when the answer to a refresh is
 * lost, which ends the old token too (fault F38).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Scenario50DeadConnectionTest {

  private final WorldTime time = new WorldTime();
  private final Hub hub = Hub.startAt(TestServers.redis().uri(), time, Books.WAY);
  private final Books books = new Books(hub);
  private final BooksWatch watch = hub.part(BooksWatch.class);

  @AfterAll
  void stop() {
    hub.close();
  }

  @Test
  @Order(1)
  void workers_that_need_a_token_together_refresh_it_once() {
    var sku = books.goods(1_999);
    var sold = new ArrayList<UUID>();
    for (int i = 0; i < 4; i++) {
      sold.add(books.sell(sku, 1_999));
    }
    Books.soon().until(() -> sold.stream().allMatch(id -> books.state(id).equals("DONE")));
    assertThat(books.truth().path("tokensGiven").asInt()).isEqualTo(1);
  }

  @Test
  @Order(2)
  void only_the_owners_own_way_leads_back() {
    var out = books.begin();
    assertThat(out.status()).isEqualTo(303);
    assertThat(out.header("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Lax", "Path=/books/callback");
    var back = books.consented(out);
    assertThat(hub.http().send("GET", back, null).status())
        .as("another browser")
        .isEqualTo(401);
    assertThat(books
            .comeBack(out, back.replace("9130350000000001", "9130350000000002"))
            .status())
        .as("another company")
        .isEqualTo(403);
    assertThat(books.comeBack(out, back).status()).as("once").isEqualTo(409);
    assertThat(hub.http()
            .send(
                "GET",
                "/console/books/connect",
                null,
                "Cookie",
                "TILLBRIDGE_CONSOLE=" + hub.session("CASHIER"))
            .status())
        .isIn(401, 403);
  }

  @ParameterizedTest(name = "{0}: {1} sales in {2} hours")
  @CsvSource({"revoked, 16, 48", "revoked, 3, 5", "refresh lost, 8, 30"})
  @Order(3)
  void dead_access_is_told_in_minutes_and_what_is_sold_meanwhile_is_booked_once(
      String how, int sales, int hours) {
    var sku = books.goods(1_999);
    if (how.equals("revoked")) {
      books.at("/connection", "{\"revoked\": true}");
    } else {
      // The next refresh works there, and its answer never arrives: old and new are gone for us.
      hub.outside()
          .faults("quickbooks", "{\"loseAnswerAfterEffect\": 1, \"match\": \"tokens/bearer\"}");
      time.pass(Duration.ofHours(2));
    }
    long waited = 0;
    while (told() == null) {
      time.pass(BooksWatch.EVERY);
      waited += BooksWatch.EVERY.toSeconds();
      watch.watch();
      assertThat(waited).as("seconds without an alarm").isLessThanOrEqualTo(300);
    }
    assertThat(told()).contains("connects again");

    var sold = new ArrayList<UUID>();
    for (int i = 0; i < sales; i++) {
      time.pass(Duration.ofHours(hours).dividedBy(sales));
      sold.add(books.sell(sku, 1_999));
      watch.watch();
    }
    hub.forgetSessions();
    assertThat(sold).allSatisfy(id -> assertThat(books.state(id)).isEqualTo("DUE"));
    assertThat(sold).allSatisfy(id -> assertThat(books.documents(id)).isEmpty());

    assertThat(books.connect().status()).isEqualTo(200);
    Books.soon().until(() -> sold.stream().allMatch(id -> books.state(id).equals("DONE")));
    assertThat(sold).allSatisfy(id -> assertThat(books.documents(id)).hasSize(1));
    assertThat(told()).as("the alarm is over").isNull();
    System.out.printf(
        "%s: access %s, told after %d s, %d sales of %d hours held, 0 lost, 0 twice%n",
        how.equals("revoked") ? "S50" : "F38", how, waited, sales, hours);
  }

  private @Nullable String told() {
    return books.openCase(BooksWatch.LOST, "quickbooks").path("detail").asString(null);
  }
}
