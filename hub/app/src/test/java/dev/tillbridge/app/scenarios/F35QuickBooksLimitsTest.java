package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.posting.BooksWatch;
import dev.tillbridge.model.books.Contact;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Fault F35: never over QuickBooks' limits, 10 requests a second, 500 a minute and 10 at once, also
 * with two hubs that have much to tell. The company counts.
 */
class F35QuickBooksLimitsTest {

  private static final int SALES = 120;

  @Test
  void two_hubs_stay_under_the_limits_of_one_company() {
    try (var hub = Hub.start(TestServers.redis().uri());
        var other = hub.sibling()) {
      var books = new Books(hub);
      var sku = books.goods(1_999);
      // The company is away while it is sold, so that there is much to tell at once.
      hub.outside().faults("quickbooks", "{\"errorRate\": 1}");
      var watch = hub.part(BooksWatch.class);
      assertThat(watch.ask()).isInstanceOf(Contact.Away.class);
      var sold = new ArrayList<UUID>();
      for (int i = 0; i < SALES; i++) {
        sold.add(new Books(i % 2 == 0 ? hub : other).sell(sku, 1_999));
      }
      assertThat(books.truth().path("documents").size()).as("held back").isZero();
      int before = books.truth().path("requests").asInt();
      hub.outside().faults("quickbooks", "{}");
      long begun = System.nanoTime();
      assertThat(watch.ask()).isInstanceOf(Contact.Open.class);
      Books.soon().until(() -> books.truth().path("documents").size() >= SALES);
      double seconds = (System.nanoTime() - begun) / 1e9;
      var truth = books.truth();
      int requests = truth.path("requests").asInt() - before;

      System.out.printf(
          "F35: %d sales by two hubs, %d requests in %.1f s, 0 over the limit expected, %d seen; %d"
              + " batches; %d at once%n",
          SALES,
          requests,
          seconds,
          truth.path("overLimit").asInt(),
          truth.path("batches").asInt(),
          truth.path("peakConcurrent").asInt());
      assertThat(truth.path("overLimit").asInt()).isZero();
      assertThat(truth.path("peakConcurrent").asInt()).isLessThanOrEqualTo(10);
      assertThat(sold).allSatisfy(id -> assertThat(books.documents(id)).hasSize(1));
      // Slow enough is easy; each request is to carry as much as it may.
      assertThat(requests).as("many documents by one request").isLessThan(SALES / 2);
    }
  }
}
