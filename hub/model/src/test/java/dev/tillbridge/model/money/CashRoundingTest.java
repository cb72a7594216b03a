package dev.tillbridge.model.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CashRoundingTest {

  @ParameterizedTest(name = "{0} in steps of {1}")
  @CsvSource({
    "1783, 5, 1785",
    "1782, 5, 1780",
    "1780, 5, 1780",
    "2, 5, 0",
    "3, 5, 5",
    "0, 5, 0",
    "12350, 100, 12400",
    "12349, 100, 12300",
    "15, 10, 20",
    "7, 1, 7"
  })
  void the_nearest_coin_and_half_a_step_goes_up(long due, int step, long cash) {
    assertThat(CashRounding.nearest(Money.of(due, "CHF"), step)).isEqualTo(Money.of(cash, "CHF"));
  }

  @Test
  void nothing_below_zero_is_rounded_and_nothing_wraps() {
    assertThatThrownBy(() -> CashRounding.nearest(Money.of(-1, "CHF"), 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CashRounding.nearest(Money.of(1, "CHF"), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CashRounding.nearest(Money.of(Long.MAX_VALUE, "CHF"), 10))
        .isInstanceOf(ArithmeticException.class);
  }
}
