package dev.tillbridge.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "000000", "123456", "987654", "890123", "112233", "121212", "123123", "135791", "123321",
        "12345"
      })
  void what_a_thief_tries_first_is_no_good(String pin) {
    assertThat(Pins.isGood(pin)).isFalse();
  }

  @Test
  void a_random_pin_has_six_digits_and_no_pattern() {
    var random = new Random(42);
    for (int i = 0; i < 1_000; i++) {
      var pin = Pins.random(random);
      assertThat(pin).matches("[0-9]{6}");
      assertThat(Pins.isGood(pin)).as(pin).isTrue();
    }
  }
}
