package dev.tillbridge.torture.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;

/** I2 and I3 over time: what stood in earlier books stands in later ones, and no case is lost. */
final class GrowthRules {

  private static final Set<String> FINAL =
      Set.of("FULFILLED", "REVERSED", "RELEASED", "EXPIRED", "REFUSED", "VOID");

  private GrowthRules() {}

  static void check(Books before, Books now, Violations violations) {
    var lines = new HashMap<Long, Books.Entry>();
    now.ledger().forEach(entry -> lines.put(entry.seq(), entry));
    for (var entry : before.ledger()) {
      violations.require(
          entry.equals(lines.get(entry.seq())),
          "I2",
          "line " + entry.seq(),
          "was %s and is %s".formatted(entry, lines.get(entry.seq())));
    }
    before.holds().forEach((id, hold) -> {
      var later = now.holds().get(id);
      violations.require(
          later != null && later.units().equals(hold.units()) && later.epoch() == hold.epoch(),
          "I2",
          "hold " + id,
          "was %s and is %s".formatted(hold, later));
      violations.require(
          later == null || !FINAL.contains(hold.state()) || hold.state().equals(later.state()),
          "I3",
          "hold " + id,
          "ended as %s and is %s".formatted(hold.state(), later));
    });
    before.sales().forEach((id, sale) -> {
      var later = now.sales().get(id);
      violations.require(
          sale.equals(later), "I2", "sale " + id, "was %s and is %s".formatted(sale, later));
    });
    var cases = new HashSet<>(now.cases().stream().map(Books.Case::id).toList());
    for (var one : before.cases()) {
      violations.require(cases.contains(one.id()), "I6", "case " + one.id(), "is lost: " + one);
    }
  }
}
