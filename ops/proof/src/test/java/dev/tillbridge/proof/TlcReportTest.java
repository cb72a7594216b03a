package dev.tillbridge.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever TLC says that is not a verdict must not pass for one. */
class TlcReportTest {

  private static final String NO_ERROR = message("2193:0", "Model checking completed.");
  private static final String COUNTED = message(
      "2199:0", "1,234 states generated, 567 distinct states found, 0 states left on queue.");
  private static final String DEEP =
      message("2194:0", "The depth of the complete state graph search is 7.");
  private static final String TAKEN =
      message("2772:0", "<Sell line 1, col 1 to line 2, col 3 of module Lease>: 3:45");
  private static final String FINISHED = message("2186:0", "Finished in 99ms");
  private static final String BROKEN = message("2110:1", "Invariant I1_X is violated.");
  private static final String BEHAVIOUR = message("2121:1", "The behavior up to this point is:");
  private static final String FIRST = message("2217:4", "1: <Initial predicate>\n/\\ a = 1");
  private static final String SECOND =
      message("2217:4", "2: <Sell line 1, col 1 to line 2, col 3 of module Lease>\n/\\ a = 2");

  @Test
  void a_complete_check_is_read() {
    var verdict = TlcReport.read(NO_ERROR + TAKEN + COUNTED + DEEP + FINISHED, 0, "");

    assertThat(verdict).isInstanceOfSatisfying(Verdict.Sound.class, sound -> {
      assertThat(sound.states()).isEqualTo(567);
      assertThat(sound.depth()).isEqualTo(7);
      assertThat(sound.steps()).containsEntry("Sell", 45L);
    });
  }

  @Test
  void a_broken_rule_is_read_with_its_trace() {
    var verdict = TlcReport.read(BROKEN + BEHAVIOUR + FIRST + SECOND + COUNTED + FINISHED, 12, "");

    assertThat(verdict)
        .isEqualTo(new Verdict.Broken("I1_X", List.of("Initial predicate", "Sell"), 567));
  }

  @Test
  void a_broken_liveness_rule_is_the_one_that_was_checked() {
    var liveness = message("2116:1", "Temporal properties were violated.");
    var stops = message("2218:4", "2: Stuttering");

    var verdict = TlcReport.read(
        liveness + message("2264:1", "") + FIRST + stops + COUNTED + FINISHED, 13, "L1_X");

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Broken.class, broken -> assertThat(broken.rule()).isEqualTo("L1_X"));
  }

  @ParameterizedTest(name = "without {0}")
  @ValueSource(strings = {"2193", "2199", "2194", "2186"})
  void a_check_that_did_not_come_to_its_end_proves_nothing(String missing) {
    var rest = Stream.of(NO_ERROR, COUNTED, DEEP, FINISHED)
        .filter(message -> !message.contains(missing))
        .collect(Collectors.joining());

    assertThatThrownBy(() -> TlcReport.read(rest, 0, ""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("TLC gave no verdict");
  }

  @Test
  void states_that_were_not_looked_at_prove_nothing() {
    var left = COUNTED.replace(" 0 states left", " 3 states left");

    assertThatThrownBy(() -> TlcReport.read(NO_ERROR + left + DEEP + FINISHED, 0, ""))
        .hasMessageContaining("states are left");
  }

  @Test
  void another_error_is_no_verdict_even_beside_a_broken_rule() {
    var bug = message("2149:1", "Evaluating invariant I1_X failed.");

    assertThatThrownBy(
            () -> TlcReport.read(BROKEN + bug + BEHAVIOUR + FIRST + COUNTED + FINISHED, 12, ""))
        .hasMessageContaining("it failed");
  }

  @Test
  void an_exit_code_that_does_not_fit_is_no_verdict() {
    assertThatThrownBy(() -> TlcReport.read(NO_ERROR + COUNTED + DEEP + FINISHED, 75, ""))
        .hasMessageContaining("exited with 75");
  }

  private static String message(String code, String text) {
    var number = code.substring(0, code.indexOf(':'));
    return "@!@!@STARTMSG %s @!@!@\n%s\n@!@!@ENDMSG %s @!@!@\n".formatted(code, text, number);
  }
}
