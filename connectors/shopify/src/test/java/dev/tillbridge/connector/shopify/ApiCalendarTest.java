package dev.tillbridge.connector.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiCalendarTest {

  @ParameterizedTest
  @CsvSource({
    "2026-07, 2027-07-01T00:00:00Z",
    "2026-10, 2027-10-01T00:00:00Z",
    "2027-01, 2028-01-01T00:00:00Z",
    "2027-04, 2028-04-01T00:00:00Z"
  })
  void a_version_is_answered_for_twelve_months(String version, String end) {
    assertThat(ApiCalendar.end(version)).isEqualTo(Instant.parse(end));
  }

  @Test
  void a_version_that_is_not_a_quarter_has_no_known_end() {
    assertThat(ApiCalendar.end("unstable")).isNull();
    assertThat(ApiCalendar.end("2026-08")).isNull();
  }

  @Test
  void the_version_that_we_were_written_for_is_a_stable_one() {
    assertThat(Objects.requireNonNull(ApiCalendar.end(ShopifySettings.DEFAULT_API_VERSION)))
        .isAfter(Instant.parse("2026-11-22T00:00:00Z"));
  }
}
