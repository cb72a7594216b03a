package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.WorldTime;
import dev.tillbridge.embedded.TestServers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PayPal's report of 450 movements, in three pages: 449 payments of 1.00 that nobody here knows, each
 * for a fee of 0.33, and a transfer of 300.00 to the bank.
 */
class PayPalReportTest {

  private static final int PAYMENTS = 449;

  /** 449.00 less 148.17 of fees less 300.00. */
  private static final Map<String, Long> ALL =
      Map.of("1100", 44_900L - 14_817 - 30_000, "1150", 30_000L, "1990", -44_900L, "6100", 14_817L);

  private final WorldTime time = new WorldTime();
  private final Hub hub = Hub.startAt(TestServers.redis().uri(), time);
  private final Money money = new Money(hub);

  @BeforeEach
  void payments() {
    hub.outside().faults("paypal", "{\"throttle\": true, \"match\": \"reporting\"}");
    for (int i = 0; i < PAYMENTS; i++) {
      if (i % 75 == 0) {
        time.pass(Duration.ofMinutes(20));
      }
      money.paypal("T0006", "1.00", ", \"fee\": \"-0.33\"");
    }
    money.paypal("T0400", "-300.00", "");
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private int read() {
    return money.movements().path("movements").size();
  }

  private void later() {
    time.pass(Duration.ofMinutes(16));
  }

  private void allIsReadOnce() {
    // Seldom, so that there is time to read in between.
    Money.soon()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(5))
        .untilAsserted(() -> {
          later();
          assertThat(money.balances("USD")).isEqualTo(ALL);
        });
    assertThat(read()).isEqualTo(PAYMENTS + 1);
    assertThat(money.movements().path("movements").valueStream())
        .allSatisfy(m -> assertThat(m.path("version").asInt()).isEqualTo(1));
    assertThat(hub.outside().truth("paypal").at("/balances/USD").asString()).isEqualTo("0.83");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"\"throttle\": true", "\"errorRate\": 1", "\"loseAnswerAfterEffect\": true"})
  void a_page_in_the_middle_that_does_not_come_stops_nothing_for_good(String fault) {
    hub.outside()
        .faults("paypal", "{%s, \"match\": \"reporting/transactions page 2\"}".formatted(fault));
    later();
    Money.soon().untilAsserted(() -> {
      assertThat(read()).isEqualTo(200);
      assertThat(trouble()).isNotEmpty();
    });
    later();
    assertThat(read()).as("still where it was").isEqualTo(200);

    hub.outside().faults("paypal", "{}");
    allIsReadOnce();
    assertThat(trouble()).isEmpty();
  }

  private String trouble() {
    return hub.http()
        .get(Money.BOOKS + "/settlements")
        .json()
        .at("/accounts/0/trouble")
        .asString("");
  }

  @Test
  void hours_without_a_report_are_a_case_that_closes_itself() {
    later();
    Money.soon().untilAsserted(() -> assertThat(trouble()).isNotEmpty());
    time.pass(Duration.ofHours(7));
    Money.soon()
        .untilAsserted(() -> assertThat(cases()).contains("The report of PayPal cannot be read"));
    hub.outside().faults("paypal", "{}");
    allIsReadOnce();
    assertThat(cases()).doesNotContain("The report of PayPal cannot be read");
  }

  private String cases() {
    return hub.http().get("/api/v1/cases").body();
  }

  @Test
  void told_in_another_order_and_again_and_by_windows_that_overlap_it_is_the_same_books() {
    hub.outside().post("/paypal/reporting", "{\"shuffled\": true, \"windowMost\": 300}");
    hub.outside().faults("paypal", "{}");
    allIsReadOnce();
    hub.outside().post("/paypal/reporting", "{}");
    time.pass(Duration.ofDays(1));
    allIsReadOnce();
  }

  @Test
  void two_hubs_that_read_at_once_read_it_once() {
    var sibling = hub.sibling();
    try {
      hub.outside().faults("paypal", "{\"latencyMs\": 50, \"match\": \"reporting\"}");
      later();
      allIsReadOnce();
    } finally {
      sibling.close();
    }
  }
}
