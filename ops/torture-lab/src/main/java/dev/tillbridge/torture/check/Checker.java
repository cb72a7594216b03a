package dev.tillbridge.torture.check;

import dev.tillbridge.torture.history.History;
import dev.tillbridge.torture.history.Request;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds the books against what clients were told, rule by rule of STOCK.md. */
public final class Checker {

  private Checker() {}

  /**
   * What is broken; empty is good. Whatever nobody knows the outcome of may have happened or not.
   *
   * @param strict locations where an uncovered sale has a case from the moment it is recorded
   * @param before earlier books of the same database, or null
   */
  public static List<Violation> check(
      History history,
      Books books,
      Collection<Fence> fences,
      Set<String> strict,
      @Nullable Books before) {
    var violations = new Violations();
    LedgerRules.check(books, violations);
    EffectRules.check(books, violations);
    HistoryRules.check(history, books, violations);
    RefusalRules.check(books, violations);
    FenceRules.check(fences, books, violations);
    EscrowRules.check(books, violations);
    MoneyRules.check(books, strict, violations);
    if (before != null) {
      GrowthRules.check(before, books, violations);
    }
    return violations.found();
  }

  /**
   * What is broken although everything works again, nobody asks for anything and everything that was
   * to run out has run out.
   *
   * @param unknown requests of which nobody could find out what became of them
   */
  public static List<Violation> checkQuiet(Books books, Collection<Request> unknown) {
    var violations = new Violations();
    QuietRules.check(books, violations);
    unknown.forEach(
        request -> violations.add("L1", request, "nobody can find out what became of it"));
    return violations.found();
  }
}
