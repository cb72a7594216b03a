package dev.tillbridge.torture.check;

import java.util.HashSet;
import java.util.Set;

/**
 * I6, as far as goods go: a paid sale that the shelf did not cover is in front of a person. The money
 * itself is the payments' business.
 */
final class MoneyRules {

  private MoneyRules() {}

  /**
   * Looks at all sales and shelves.
   *
   * @param strict locations whose policy is to refuse: each uncovered sale there has a case of its
   *     own, from the moment it is recorded
   */
  static void check(Books books, Set<String> strict, Violations violations) {
    var subjects = new HashSet<String>();
    books.cases().forEach(one -> subjects.add(one.subject()));
    books.sales().forEach((id, sale) -> {
      if (strict.contains(sale.location())) {
        violations.require(
            sale.shortages().isEmpty() || subjects.contains(id.toString()),
            "I6",
            "sale " + id,
            "was not covered (%s) and nobody is told".formatted(sale.shortages()));
      }
    });
  }
}
