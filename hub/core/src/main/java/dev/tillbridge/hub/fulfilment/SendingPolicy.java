package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.hub.problem.BadInput;
import java.util.List;

/**
 * How the orders of a shop are sent.
 *
 * @param rules the first decides first; none means from where the shop wants them sent
 * @param splitting whether one order may leave in several parcels from several locations
 * @param mirror whether the shop records what is sold over the counter
 */
public record SendingPolicy(
    String shop, List<SendingRule> rules, boolean splitting, boolean mirror) {

  /** Throws {@link BadInput} when a rule stands twice. */
  public SendingPolicy {
    rules = List.copyOf(rules);
    if (rules.stream().distinct().count() != rules.size()) {
      throw BadInput.of("rules", "must not name a rule twice");
    }
  }

  /** What holds where nobody said otherwise. */
  static SendingPolicy usual(String shop) {
    return new SendingPolicy(shop, List.of(), false, false);
  }
}
