package dev.tillbridge.sandbox.xero;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The {@code where} parameter, as far as callers need it: comparisons of a field with a text, a number or
 * a date, {@code StartsWith} and {@code Contains}, joined by AND or OR (AND binds closer).
 */
final class Where {

  private static final Pattern TERM = Pattern.compile(
      "\\s*(?:([A-Za-z]+)\\.(StartsWith|Contains)\\(\"([^\"]*)\"\\)|([A-Za-z]+)\\s*==\\s*"
          + "(?:\"([^\"]*)\"|DateTime\\((\\d+),\\s*(\\d+),\\s*(\\d+)\\)|(-?[0-9.]+)))\\s*");
  private static final Pattern JOIN = Pattern.compile("\\G(AND|OR|&&|\\|\\|)");

  private Where() {}

  static Predicate<JsonNode> of(String text) {
    var all = new ArrayList<List<Predicate<JsonNode>>>();
    all.add(new ArrayList<>());
    int at = 0;
    while (true) {
      var term = TERM.matcher(text).region(at, text.length());
      if (!term.lookingAt()) {
        throw Refusal.query("cannot read the where parameter at " + text.substring(at));
      }
      all.getLast().add(term(term));
      at = term.end();
      if (at == text.length()) {
        break;
      }
      var join = JOIN.matcher(text).region(at, text.length());
      if (!join.lookingAt()) {
        throw Refusal.query("AND or OR expected at " + text.substring(at));
      }
      if (join.group(1).equals("OR") || join.group(1).equals("||")) {
        all.add(new ArrayList<>());
      }
      at = join.end();
    }
    return row -> all.stream().anyMatch(terms -> terms.stream().allMatch(one -> one.test(row)));
  }

  private static Predicate<JsonNode> term(Matcher term) {
    var function = term.group(2);
    if (function != null) {
      var field = term.group(1);
      var part = term.group(3);
      return row -> {
        var value = Json.text(row, field, "");
        return function.equals("Contains") ? value.contains(part) : value.startsWith(part);
      };
    }
    var field = term.group(4);
    var text = term.group(5);
    if (text != null) {
      // As at Xero, case does not count.
      return row -> text.equalsIgnoreCase(Json.text(row, field, ""));
    }
    if (term.group(6) != null) {
      var day = LocalDate.of(
          Integer.parseInt(term.group(6)),
          Integer.parseInt(term.group(7)),
          Integer.parseInt(term.group(8)));
      return row -> Json.text(row, field + "String", "").startsWith(day.toString());
    }
    var number = new BigDecimal(term.group(9));
    return row -> Amounts.get(row, field).compareTo(number) == 0;
  }
}
