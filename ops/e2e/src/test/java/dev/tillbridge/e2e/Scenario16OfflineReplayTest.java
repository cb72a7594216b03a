package dev.tillbridge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A till sells on without its hub; what it sends afterwards arrives once, however often it is sent. */
class Scenario16OfflineReplayTest {

  private static final String SKU = "BELL-SIXTEEN";
  private static final String BEFORE = "BELL-BEFORE";
  private static final int SALES = 37;

  static Browsers browsers;

  @BeforeAll
  static void start() {
    browsers = new Browsers();
  }

  @AfterAll
  static void stop() {
    browsers.close();
  }

  @Test
  void thirty_seven_sales_arrive_once_in_order_and_without_gaps() {
    var demo = RunningDemo.shared();
    OfflineTill.stock(demo, SKU, 100);
    // What a till was seen to sell is lent to it, and beyond that a manager is asked: scenario 19.
    OfflineTill.stock(demo, BEFORE, 1);
    var register = demo.newRegister();
    demo.tell("/api/v1/sales", soldBefore(register));
    var till = Counter.signedIn(browsers, demo, 1280, 800, register);
    var tab = till.context().newPage();
    tab.navigate(demo.address("register"));
    assertThat(tab.getByTestId("connection")).hasAttribute("data-state", "online");
    // A page behind another is drawn seldom.
    till.bringToFront();

    OfflineTill.cut(till);
    for (int i = 0; i < SALES; i++) {
      OfflineTill.sell(till, SKU);
    }
    assertThat(till.getByTestId("unsent")).hasAttribute("data-count", "" + SALES);

    // The first two times the hub hears them, its answer is lost: F26.
    var sent = new CopyOnWriteArrayList<String>();
    var lost = new AtomicInteger();
    till.context().route("**/journal", route -> {
      var body = route.request().postData();
      var answer = route.fetch();
      if (body.contains("SALE")) {
        sent.add(body);
        if (lost.incrementAndGet() <= 2) {
          route.abort();
          return;
        }
      }
      route.fulfill(new Route.FulfillOptions().setResponse(answer));
    });
    OfflineTill.heal(till);
    assertThat(till.getByTestId("unsent"))
        .hasAttribute(
            "data-count", "0", new LocatorAssertions.HasAttributeOptions().setTimeout(60_000));
    assertThat(lost.get()).isGreaterThan(2);

    // And somebody sends the first batch, all of them, again and at once.
    again(till, demo, register, sent.getFirst());
    var expected = IntStream.rangeClosed(100, 100 + SALES)
        .mapToObj(n -> "%s-%06d".formatted(register, n))
        .toList();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(OfflineTill.receipts(demo, register)).hasSize(SALES + 1));
    assertThat(OfflineTill.receipts(demo, register)).containsExactlyElementsOf(expected);
    assertThat(OfflineTill.onHand(demo, SKU)).isEqualTo(100 - SALES);
    assertThat(OfflineTill.device(demo, register).path("head").asInt()).isEqualTo(SALES);
    assertThat(browsers.faults()).isEmpty();
  }

  private static void again(Page till, RunningDemo demo, String register, String body) {
    var path = demo.address("hub") + "/api/v1/devices/"
        + OfflineTill.device(demo, register).path("id").asString() + "/journal";
    for (int i = 0; i < 2; i++) {
      var answer = till.context()
          .request()
          .post(
              path,
              RequestOptions.create()
                  .setHeader("Content-Type", "application/json")
                  // As the page would: it carries the session's cookie.
                  .setHeader("Sec-Fetch-Site", "same-origin")
                  .setData(body));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).contains("\"refusal\":null");
    }
  }

  private static String soldBefore(String register) {
    return """
        {"id": "%s", "location": "main", "channel": "COUNTER", "register": "%2$s",
         "receiptNumber": "%2$s-000100", "soldAt": "%3$s", "currency": "USD",
         "lines": [{"sku": "%4$s", "quantity": 1, "unitPrice": {"minor": 1000, "currency": "USD"}}],
         "taxes": [], "tenders": [{"kind": "CASH", "amount": {"minor": 1000, "currency": "USD"}}]}
        """.formatted(UUID.randomUUID(), register, Instant.now(), BEFORE);
  }
}
