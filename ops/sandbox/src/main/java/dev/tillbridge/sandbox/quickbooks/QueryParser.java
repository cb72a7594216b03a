package dev.tillbridge.sandbox.quickbooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads QuickBooks' query language: {@code select * from Item where Sku in ('A', 'B') orderby Id
 * startposition 1 maxresults 100}. Quotes inside a string are escaped by a backslash.
 */
final class QueryParser {

  private static final Pattern TOKEN =
      Pattern.compile("\\s*('(?:[^'\\\\]|\\\\.)*'|<=|>=|!=|[=<>(),*]|[\\w.+:-]+)");
  private static final Set<String> OPERATORS =
      Set.of("=", "!=", "<", ">", "<=", ">=", "like", "in");
  private static final int PAGE_DEFAULT = 100;
  private static final int PAGE_MAX = 1000;

  private final List<String> tokens;
  private int at;

  private QueryParser(List<String> tokens) {
    this.tokens = tokens;
  }

  /**
   * The query.
   *
   * @throws Fault 4001 when it cannot be read
   */
  static Query parse(String text) {
    return new QueryParser(tokens(text)).query();
  }

  private static List<String> tokens(String text) {
    var stripped = text.strip().replaceAll(";$", "");
    var tokens = new ArrayList<String>();
    var matcher = TOKEN.matcher(stripped);
    int at = 0;
    while (at < stripped.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw Fault.query("cannot read at " + stripped.substring(at));
      }
      tokens.add(matcher.group(1));
      at = matcher.end();
    }
    return tokens;
  }

  private Query query() {
    expect("select");
    boolean count = columns();
    expect("from");
    var name = next();
    var entity = Entity.named(name);
    if (entity == null) {
      throw Fault.query("Entity " + name + " is not known here");
    }
    var where = new ArrayList<Query.Condition>();
    if (takes("where")) {
      do {
        where.add(condition());
      } while (takes("and"));
    }
    String orderBy = null;
    boolean descending = false;
    if (takes("orderby") || (takes("order") && takes("by"))) {
      orderBy = next();
      descending = takes("desc");
      if (!descending) {
        takes("asc");
      }
    }
    int start = 1;
    int max = PAGE_DEFAULT;
    while (at < tokens.size()) {
      if (takes("startposition")) {
        start = number(1, Integer.MAX_VALUE);
      } else if (takes("maxresults")) {
        max = number(0, PAGE_MAX);
      } else {
        throw Fault.query("unexpected " + next());
      }
    }
    return new Query(entity, count, where, orderBy, descending, start, max);
  }

  private boolean columns() {
    if (takes("count")) {
      expect("(");
      expect("*");
      expect(")");
      return true;
    }
    do {
      next();
    } while (takes(","));
    return false;
  }

  private Query.Condition condition() {
    var field = next();
    var operator = next().toLowerCase(Locale.ROOT);
    if (!OPERATORS.contains(operator)) {
      throw Fault.query("no operator " + operator);
    }
    var values = new ArrayList<String>();
    if (operator.equals("in")) {
      expect("(");
      do {
        values.add(value());
      } while (takes(","));
      expect(")");
    } else {
      values.add(value());
    }
    return new Query.Condition(field, operator, values);
  }

  private String value() {
    var token = next();
    return token.startsWith("'")
        ? token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1")
        : token;
  }

  private int number(int least, int most) {
    var token = next();
    try {
      int number = Integer.parseInt(token);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw Fault.query("not a number: " + token);
    }
    throw Fault.query("out of range: " + token);
  }

  private boolean takes(String word) {
    var here = peek();
    if (here != null && here.equalsIgnoreCase(word)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String word) {
    if (!takes(word)) {
      throw Fault.query("expected " + word + " before " + peek());
    }
  }

  private String next() {
    var here = peek();
    if (here == null) {
      throw Fault.query("the query ends too early");
    }
    at++;
    return here;
  }

  private @Nullable String peek() {
    return at < tokens.size() ? tokens.get(at) : null;
  }
}
