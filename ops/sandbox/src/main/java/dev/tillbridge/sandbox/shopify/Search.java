package dev.tillbridge.sandbox.shopify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shopify's search syntax, as far as the hub needs it: {@code sku:'A' OR sku:'B'}, {@code
 * updated_at:>='2026-01-01T00:00:00Z' AND status:any}. An unknown key is refused instead of being
 * passed over, so that a mistake shows.
 */
final class Search {

  /** One condition. The operator is one of {@code = > >= < <=}. */
  record Term(String key, String operator, String value) {}

  private static final Pattern TERM = Pattern.compile(
      "\\s*(?:(AND|OR)\\s+)?(\\w+):(>=|<=|>|<)?('(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s]+)");

  private Search() {}

  /**
   * A test for rows.
   *
   * @param query null or blank finds everything
   * @param holds whether a row meets one term; throws {@link GraphRefusal} for a key it does not
   *     know
   */
  static <T> Predicate<T> of(@Nullable Object query, BiPredicate<T, Term> holds) {
    if (!(query instanceof String text) || text.isBlank()) {
      return _ -> true;
    }
    var anyOf = new ArrayList<List<Term>>();
    var matcher = TERM.matcher(text);
    int at = 0;
    while (at < text.stripTrailing().length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new GraphRefusal("BAD_REQUEST", "cannot read the search query: " + text);
      }
      if (anyOf.isEmpty() || "OR".equals(matcher.group(1))) {
        anyOf.add(new ArrayList<>());
      }
      var operator = matcher.group(3) == null ? "=" : matcher.group(3);
      anyOf.getLast().add(new Term(matcher.group(2), operator, unquoted(matcher.group(4))));
      at = matcher.end();
    }
    return row ->
        anyOf.stream().anyMatch(all -> all.stream().allMatch(term -> holds.test(row, term)));
  }

  /** Compares by the term's operator. */
  static <C extends Comparable<C>> boolean compare(C left, Term term, C right) {
    int order = left.compareTo(right);
    return switch (term.operator()) {
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      default -> order == 0;
    };
  }

  private static String unquoted(String text) {
    if (text.length() >= 2 && (text.charAt(0) == '\'' || text.charAt(0) == '"')) {
      return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
    }
    return text;
  }
}
