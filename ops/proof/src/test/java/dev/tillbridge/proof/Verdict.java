package dev.tillbridge.proof;

import java.util.List;
import java.util.Map;

/** What the model checker found. */
sealed interface Verdict {

  /** Different states that were reached. */
  long states();

  /**
   * Every state that can be reached was reached, and no rule is broken in any.
   *
   * @param depth steps to the state that is farthest away
   * @param steps by action of the specification: how often it was taken
   */
  record Sound(long states, int depth, Map<String, Long> steps) implements Verdict {}

  /**
   * A rule is broken.
   *
   * @param trace the actions that lead there, the first state included
   */
  record Broken(String rule, List<String> trace, long states) implements Verdict {}
}
