package dev.tillbridge.hub.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "0000", "12345", "1234567", "12345a", "１２３４５６", "-12345", "000000", "123456", "654321",
        "345678", "890123", "135791", "121212", "123123", "112233", "123321", "100000", "199019"
      })
  void a_weak_pin_is_refused(String pin) {
    assertThat(PinRules.weakness(pin)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"482913", "739150", "902817"})
  void a_good_pin_is_taken(String pin) {
    assertThat(PinRules.weakness(pin)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short"})
  void a_short_password_is_refused(String password) {
    assertThat(PinRules.passwordWeakness(password)).isPresent();
  }
}
