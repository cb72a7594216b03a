package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * The stock protocol under deterministic simulation; see ops/docs/simulator.md. A failure prints its
 * seed, its options and its history; {@code ops/simulate --seed ... --options ...} plays it again,
 * {@code ops/simulate --minutes ...} plays others for longer.
 */
class SimulatorTest {

  private static final Duration SHORT = Duration.ofSeconds(20);
  private static final Duration PLANTED_FAULT = Duration.ofSeconds(60);

  @Test
  void no_history_of_the_code_as_it_is_breaks_a_rule() {
    var fault = SimFault.valueOf(System.getProperty("sim.fault", "NONE").toUpperCase(Locale.ROOT));
    var seed = System.getProperty("sim.seed");
    if (seed != null) {
      replay(Long.parseLong(seed), fault);
      return;
    }
    int minutes = Integer.getInteger("sim.minutes", 0);
    // A longer run is of no use if it plays the same histories again.
    long first = minutes > 0 ? System.currentTimeMillis() << 20 : 1;
    var report = minutes > 0
        ? Simulator.run(first, fault, Long.MAX_VALUE, Duration.ofMinutes(minutes))
        : Simulator.run(first, fault, 20_000, SHORT);
    var found = report.found();
    if (found != null) {
      System.out.println(Simulator.replay(found.seed(), found.options()).trace());
    }
    System.out.println("simulator: " + report);
    if (found != null) {
      fail("seed %d breaks a rule: %s%nops/simulate %s"
          .formatted(found.seed(), found.rule(), found.replay()));
    }
  }

  private static void replay(long seed, SimFault fault) {
    var text = System.getProperty("sim.options");
    var options = text == null ? Simulator.options(seed, fault) : SimOptions.parse(text);
    var played = Simulator.replay(seed, options);
    System.out.println(played.trace());
    System.out.println("simulator: --seed " + seed + " --options " + options);
    if (played.violation() != null) {
      throw played.violation();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void a_planted_fault_is_found(SimFault fault) {
    var report = Simulator.run(1, fault, Long.MAX_VALUE, PLANTED_FAULT);
    var found = report.found();
    assertThat(found).as("%s: %s", fault.words(), report).isNotNull();
    Objects.requireNonNull(found);
    System.out.printf(
        Locale.ROOT,
        "simulator: %s: found after %,d histories in %.2f s, seed %d, %s%n",
        fault.words(),
        found.histories(),
        found.took().toMillis() / 1000.0,
        found.seed(),
        found.rule());
    // It is the fault that was found: without it the same history breaks no rule.
    var sound = Simulator.replay(found.seed(), found.options().with(SimFault.NONE));
    assertThat(sound.violation()).isNull();
  }

  @Test
  void a_found_history_is_replayed_step_by_step() {
    var found = Objects.requireNonNull(
        Simulator.run(1, SimFault.RELEASE_BY_COUNTER, 100_000, PLANTED_FAULT).found());
    var options = SimOptions.parse(found.options().toString());
    assertThat(options).isEqualTo(found.options());
    var untraced = Simulator.play(found.seed(), options, false);
    var once = Simulator.replay(found.seed(), options);
    var again = Simulator.replay(found.seed(), options);
    assertThat(once.trace()).isEqualTo(again.trace());
    assertThat(once.trace().lines().count()).isGreaterThan(20);
    assertThat(String.valueOf(once.violation())).endsWith(found.rule());
    assertThat(once.fingerprint()).isEqualTo(untraced.fingerprint()).isEqualTo(again.fingerprint());
  }

  /** Another seed is another history, or the seeds would be worth nothing. */
  @Test
  void seeds_differ() {
    var prints = java.util.stream.LongStream.range(0, 200)
        .map(seed ->
            Simulator.play(seed, Simulator.options(seed, SimFault.NONE), false).fingerprint())
        .distinct()
        .count();
    assertThat(prints).isGreaterThan(195);
  }
}
