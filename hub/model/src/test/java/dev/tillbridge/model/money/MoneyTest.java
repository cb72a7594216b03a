package dev.tillbridge.model.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  private static final Currency USD = Currency.getInstance("USD");
  private static final Currency JPY = Currency.getInstance("JPY");
  private static final Currency KWD = Currency.getInstance("KWD");

  /** Whatever the amount and the weights: the parts add up, and none is a cent off its share. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_split_loses_no_cent_and_cheats_nobody(long seed) {
    var random = new Random(seed);
    long minor = random.nextLong(0, 10_000_000);
    var weights = random.longs(1 + random.nextInt(20), 0, 1_000).boxed().toList();
    long whole = weights.stream().mapToLong(Long::longValue).sum();
    if (whole == 0) {
      weights = List.of(1L);
      whole = 1;
    }

    var parts = Money.of(minor, "USD").splitBy(weights);

    assertThat(parts.stream().mapToLong(Money::minor).sum()).isEqualTo(minor);
    for (int i = 0; i < parts.size(); i++) {
      assertThat(parts.get(i).minor()).isNotNegative();
      // Compared by cross-multiplying, because a test of exactness must not round.
      var off = BigInteger.valueOf(parts.get(i).minor())
          .multiply(BigInteger.valueOf(whole))
          .subtract(BigInteger.valueOf(minor).multiply(BigInteger.valueOf(weights.get(i))))
          .abs();
      assertThat(off)
          .as("part %d of %s by %s", i, minor, weights)
          .isLessThan(BigInteger.valueOf(whole));
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @Test
  void a_weight_of_nothing_gets_nothing() {
    assertThat(Money.of(100, "USD").splitBy(List.of(0L, 1L, 0L)))
        .extracting(Money::minor)
        .containsExactly(0L, 100L, 0L);
  }

  @Test
  void a_split_without_weights_or_of_a_debt_makes_no_sense() {
    var ten = Money.of(10, "USD");
    assertThatThrownBy(() -> ten.splitBy(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ten.splitBy(List.of(0L))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ten.splitBy(List.of(2L, -1L)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ten.negated().splitBy(List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "12.50, USD, 1250",
    "12.5, USD, 1250",
    "12, USD, 1200",
    "12.500, USD, 1250",
    "-0.01, USD, -1",
    "1250, JPY, 1250",
    "1250.00, JPY, 1250",
    "1.005, KWD, 1005",
    "0, KWD, 0",
    "92233720368547758.07, USD, 9223372036854775807"
  })
  void an_amount_is_read_in_its_currency_s_decimals(String text, Currency currency, long minor) {
    assertThat(Money.parse(text, currency)).isEqualTo(new Money(minor, currency));
  }

  @ParameterizedTest
  @CsvSource({"12.505, USD", "0.5, JPY", "1.0005, KWD", "92233720368547758.08, USD", "1e30, USD"})
  void an_amount_that_cannot_be_held_exactly_is_refused(String text, Currency currency) {
    assertThatThrownBy(() -> Money.parse(text, currency)).isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "NaN", "1,50", "12.50 USD"})
  void what_is_no_number_is_refused(String text) {
    assertThatThrownBy(() -> Money.parse(text, USD)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void decimals_are_written_as_the_currency_has_them() {
    assertThat(new Money(1250, USD)).hasToString("12.50 USD");
    assertThat(new Money(1250, JPY)).hasToString("1250 JPY");
    assertThat(new Money(1250, KWD)).hasToString("1.250 KWD");
    assertThat(new Money(-5, USD)).hasToString("-0.05 USD");
  }

  @Test
  void what_is_written_can_be_read_back() {
    for (var currency : List.of(USD, JPY, KWD)) {
      for (long minor : new long[] {0, 1, -1, 99, 100_001, Long.MAX_VALUE, Long.MIN_VALUE}) {
        var money = new Money(minor, currency);
        assertThat(Money.parse(money.toDecimal().toPlainString(), currency)).isEqualTo(money);
      }
    }
  }

  @Test
  void arithmetic_refuses_to_wrap() {
    var most = new Money(Long.MAX_VALUE, USD);
    var least = new Money(Long.MIN_VALUE, USD);
    var one = new Money(1, USD);
    assertThatThrownBy(() -> most.plus(one)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> least.minus(one)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> most.times(2)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(least::negated).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void two_currencies_are_never_combined_or_compared() {
    var dollar = new Money(1, USD);
    var yen = new Money(1, JPY);
    assertThatThrownBy(() -> dollar.plus(yen)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dollar.minus(yen)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dollar.compareTo(yen)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void gold_is_no_money() {
    assertThatThrownBy(() -> Money.of(1, "XAU")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Money.of(1, "DOLLAR")).isInstanceOf(IllegalArgumentException.class);
  }
}
