package dev.tillbridge.hub.stock;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tillbridge.hub.stock.sim.Dice;
import dev.tillbridge.hub.stock.sim.Violation;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Plays histories one after the other, each from its own seed, until one breaks a rule. */
final class Simulator {

  /** A history that broke a rule, and all that it takes to play it again. */
  record Found(long seed, SimOptions options, String rule, long histories, Duration took) {

    /** How to see it again. */
    String replay() {
      return "--seed " + seed + " --options " + options;
    }
  }

  /**
   * What was played.
   *
   * @param found null when no rule was broken
   */
  record Report(
      long histories,
      long steps,
      Duration took,
      Duration cpu,
      @Nullable Found found) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,d histories, %,d steps in %.1f s (%,.0f histories/s, %,.0f per CPU second)%s",
          histories,
          steps,
          took.toMillis() / 1000.0,
          histories * 1000.0 / Math.max(1, took.toMillis()),
          histories * 1000.0 / Math.max(1, cpu.toMillis()),
          found == null ? ", no rule broken" : "; " + found.rule());
    }
  }

  /** One history and how it went. */
  record Played(@Nullable Violation violation, long fingerprint, int steps, String trace) {}

  private Simulator() {}

  /** Plays one history. */
  static Played play(long seed, SimOptions options, boolean traced) {
    var world = new SimWorld(seed, options, traced);
    Violation seen = null;
    try {
      world.play();
    } catch (Violation violation) {
      seen = violation;
    }
    var fibers = world.fibers();
    return new Played(seen, fibers.fingerprint(), fibers.steps(), fibers.trace().toString());
  }

  /** Plays one history again and writes down every step. */
  static Played replay(long seed, SimOptions options) {
    return quietly(() -> play(seed, options, true));
  }

  /** The options that a seed stands for. */
  static SimOptions options(long seed, SimFault fault) {
    return SimOptions.draw(new Dice(~seed), fault);
  }

  /** Plays histories from the first seed on, at most so many and for at most so long. */
  static Report run(long firstSeed, SimFault fault, long histories, Duration atMost) {
    return quietly(() -> {
      long begun = System.nanoTime();
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long steps = 0;
      long played = 0;
      Found found = null;
      while (found == null && played < histories) {
        long seed = firstSeed + played++;
        var options = options(seed, fault);
        var history = playOrExplain(seed, options);
        steps += history.steps();
        var took = Duration.ofNanos(System.nanoTime() - begun);
        if (history.violation() != null) {
          var rule = String.valueOf(history.violation().getMessage());
          found = new Found(seed, options, rule, played, took);
        } else if (took.compareTo(atMost) > 0) {
          break;
        }
      }
      return new Report(
          played,
          steps,
          Duration.ofNanos(System.nanoTime() - begun),
          Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu),
          found);
    });
  }

  private static Played playOrExplain(long seed, SimOptions options) {
    try {
      return play(seed, options, false);
    } catch (RuntimeException | Error broken) {
      throw new AssertionError(
          "the history of seed " + seed + " fell over, ops/simulate --seed " + seed + " --options "
              + options,
          broken);
    }
  }

  /** The hubs of a history say much that nobody reads. */
  private static <T> T quietly(java.util.function.Supplier<T> work) {
    var logger = (Logger) LoggerFactory.getLogger("dev.tillbridge.hub.stock");
    var before = logger.getLevel();
    logger.setLevel(Level.OFF);
    try {
      return work.get();
    } finally {
      logger.setLevel(before);
    }
  }
}
