package dev.tillbridge.hub.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountLimitTest {

  @ParameterizedTest(name = "{0} units, {1} cents: {2} at {3} cents waits: {4}")
  @CsvSource({
    "10, , 10, 500, false",
    "10, , -10, 500, false",
    "10, , 11, 500, true",
    "10, , -11, 500, true",
    "0, , 0, 500, false",
    "0, , -1, 500, true",
    ", 2000, 4, 500, false",
    ", 2000, -5, 500, true",
    ", 2000, 1000, , false",
    "10, 2000, 1, 2001, true",
    "10, 2000, 11, 1, true",
    ", , 1000000, 1000000, false"
  })
  void more_than_the_limit_waits(
      @Nullable Integer units,
      @Nullable Long value,
      int variance,
      @Nullable Long unitValue,
      boolean waits) {
    var limit = new CountLimit(units, value == null ? null : Money.of(value, "USD"));
    var worth = unitValue == null ? null : Money.of(unitValue, "USD");
    assertThat(limit.isExceededBy(variance, worth)).isEqualTo(waits);
  }
}
