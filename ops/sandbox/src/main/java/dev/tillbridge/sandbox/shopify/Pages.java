package dev.tillbridge.sandbox.shopify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Cuts lists into pages the way Shopify's connections do: by a cursor, never by a number. */
final class Pages {

  /** Shopify's largest page. */
  static final int LARGEST = 250;

  private Pages() {}

  /**
   * One page.
   *
   * @param key where a row stands in the order; rows are sorted by this text
   * @param arguments first, after and reverse as in the schema; last and before are refused
   */
  static <T> GraphNode.Page of(
      String nodeType,
      Stream<T> rows,
      Function<T, String> key,
      Function<T, GraphNode> node,
      Map<String, Object> arguments) {
    if (arguments.get("last") != null || arguments.get("before") != null) {
      throw new GraphRefusal(
          "BAD_REQUEST", "this sandbox pages forwards only: use first and after");
    }
    if (!(arguments.get("first") instanceof Integer first) || first < 1 || first > LARGEST) {
      throw new GraphRefusal("BAD_REQUEST", "you must provide first, from 1 to " + LARGEST);
    }
    boolean reverse = Boolean.TRUE.equals(arguments.get("reverse"));
    var order = Comparator.<T, String>comparing(key);
    var sorted = rows.sorted(reverse ? order.reversed() : order).toList();
    var after = arguments.get("after") instanceof String cursor ? decode(cursor) : null;
    var page = new ArrayList<GraphNode>();
    var cursors = new ArrayList<String>();
    boolean skipped = false;
    boolean more = false;
    for (var row : sorted) {
      int place = after == null ? 1 : key.apply(row).compareTo(after) * (reverse ? -1 : 1);
      if (place <= 0) {
        skipped = true;
      } else if (page.size() == first) {
        more = true;
        break;
      } else {
        page.add(node.apply(row));
        cursors.add(encode(key.apply(row)));
      }
    }
    return new GraphNode.Page(nodeType, page, cursors, skipped, more);
  }

  /** All of them on one page, for lists that are short by nature. */
  static GraphNode.Page all(String nodeType, List<? extends GraphNode> nodes) {
    var cursors = new ArrayList<String>();
    for (int i = 0; i < nodes.size(); i++) {
      cursors.add(encode(Integer.toString(i)));
    }
    return new GraphNode.Page(nodeType, List.copyOf(nodes), cursors, false, false);
  }

  /** A number as text that sorts like the number. */
  static String sortable(long number) {
    return "%020d".formatted(number);
  }

  private static String encode(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new GraphRefusal("BAD_REQUEST", "invalid cursor");
    }
  }
}
