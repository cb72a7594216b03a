package dev.tillbridge.hub.shops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.shop.ShopAccess.ApiVersion;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionWarningTest {

  private static final Instant ENDS = Instant.parse("2027-07-01T00:00:00Z");

  private static ApiVersion version(String served) {
    return new ApiVersion("2026-07", served, ENDS);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T00:00:00Z, false, false",
    "2027-04-01T23:59:59Z, false, false",
    "2027-04-02T00:00:00Z, true, false",
    "2027-05-31T23:59:59Z, true, false",
    "2027-06-01T00:00:00Z, true, true",
    "2027-06-30T23:59:59Z, true, true",
    "2027-07-01T00:00:00Z, true, true",
    "2028-01-01T00:00:00Z, true, true"
  })
  void ninety_days_before_the_end_it_warns_and_thirty_days_before_it_presses(
      Instant now, boolean warns, boolean urgent) {
    var warning = VersionWarning.of(version("2026-07"), now);
    assertThat(warning.isPresent()).isEqualTo(warns);
    assertThat(warning.map(VersionWarning::urgent).orElse(false)).isEqualTo(urgent);
  }

  @Test
  void it_says_how_many_days_are_left() {
    assertThat(VersionWarning.of(version("2026-07"), Instant.parse("2027-05-22T00:00:00Z")))
        .get()
        .extracting(VersionWarning::words)
        .isEqualTo("Version 2026-07 of the shop's API ends in 40 days. Update the hub before.");
  }

  @Test
  void another_version_that_answers_presses_at_once() {
    var now = Instant.parse("2026-11-22T00:00:00Z");
    assertThat(VersionWarning.of(version("2026-10"), now)).get().satisfies(warning -> {
      assertThat(warning.urgent()).isTrue();
      assertThat(warning.words()).contains("2026-10", "2026-07");
    });
    assertThat(VersionWarning.of(new ApiVersion("unstable", "unstable", null), now))
        .isEmpty();
    assertThat(VersionWarning.of(new ApiVersion("2026-07", null, ENDS), now)).isEmpty();
  }
}
