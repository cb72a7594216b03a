package dev.tillbridge.hub.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who does not get his units when there are too few: whom a person chose, then the newest who has not
 * paid, then the newest who has. A pure function.
 */
final class VictimRule {

  private VictimRule() {}

  /**
   * Picks until the missing units are covered, or nobody is left.
   *
   * @param claimants newest first
   * @param missing units that are promised beyond what is there
   * @param chosen by persons: hold and who chose it
   */
  static List<Victim> pick(List<Claimant> claimants, int missing, Map<UUID, String> chosen) {
    var order = new LinkedHashMap<UUID, Claimant>();
    claimants.stream()
        .filter(c -> chosen.containsKey(c.promise().holdId()))
        .forEach(c -> order.put(c.promise().holdId(), c));
    for (boolean paid : new boolean[] {false, true}) {
      claimants.stream()
          .filter(c -> c.paid() == paid)
          .forEach(c -> order.putIfAbsent(c.promise().holdId(), c));
    }
    var victims = new ArrayList<Victim>();
    int open = missing;
    for (var claimant : order.values()) {
      if (open <= 0) {
        break;
      }
      int units = Math.min(open, claimant.promise().units());
      victims.add(new Victim(claimant, units, chosen.get(claimant.promise().holdId())));
      open -= units;
    }
    return List.copyOf(victims);
  }
}
