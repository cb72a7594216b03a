package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One query, understood. Built by {@link QueryParser}. */
record Query(
    Entity entity,
    boolean count,
    List<Condition> where,
    @Nullable String orderBy,
    boolean descending,
    int startPosition,
    int maxResults) {

  /** A field, an operator ({@code = != < > <= >= like in}) and what it is compared with. */
  record Condition(String field, String operator, List<String> values) {

    Condition {
      values = List.copyOf(values);
    }

    boolean holds(JsonNode row) {
      var value = at(row, field);
      if (value == null) {
        return false;
      }
      return switch (operator) {
        case "in" -> values.stream().anyMatch(wanted -> compare(value, wanted) == 0);
        case "like" -> like(value, values.getFirst());
        default -> compares(compare(value, values.getFirst()));
      };
    }

    private boolean compares(int order) {
      return switch (operator) {
        case "=" -> order == 0;
        case "!=" -> order != 0;
        case "<" -> order < 0;
        case ">" -> order > 0;
        case "<=" -> order <= 0;
        case ">=" -> order >= 0;
        default -> throw new IllegalStateException(operator);
      };
    }

    private static boolean like(String value, String pattern) {
      var text = value.toLowerCase(Locale.ROOT);
      var parts = pattern.toLowerCase(Locale.ROOT).split("%", -1);
      if (!text.startsWith(parts[0])) {
        return false;
      }
      int at = parts[0].length();
      for (int i = 1; i < parts.length; i++) {
        int found = i == parts.length - 1 && !parts[i].isEmpty()
            ? text.length() - parts[i].length()
            : text.indexOf(parts[i], at);
        if (found < at || !text.startsWith(parts[i], found)) {
          return false;
        }
        at = found + parts[i].length();
      }
      return parts.length > 1 || at == text.length();
    }
  }

  Query {
    where = List.copyOf(where);
  }

  /** The rows found, on the page asked for; for a count, all of them. */
  List<ObjectNode> run(CompanyData data) {
    var rows = new ArrayList<>(candidates(data).filter(this::holds).toList());
    if (orderBy != null) {
      var field = orderBy;
      rows.sort((a, b) -> {
        var left = at(a, field);
        var right = at(b, field);
        int order = compare(left == null ? "" : left, right == null ? "" : right);
        return descending ? -order : order;
      });
    }
    if (count) {
      return rows;
    }
    int from = Math.min(rows.size(), startPosition - 1);
    return rows.subList(from, Math.min(rows.size(), from + maxResults));
  }

  /** A question after numbers is answered from their index; the order is the same. */
  private Stream<ObjectNode> candidates(CompanyData data) {
    for (var condition : where) {
      if (condition.field().equals("DocNumber")
          && (condition.operator().equals("=") || condition.operator().equals("in"))) {
        return condition.values().stream()
            .distinct()
            .flatMap(number -> data.numbered(entity, number).stream());
      }
    }
    return data.all(entity);
  }

  private boolean holds(ObjectNode row) {
    boolean asksActive = where.stream().anyMatch(c -> c.field().equalsIgnoreCase("Active"));
    // What was made inactive is only found by those who ask for it.
    return (asksActive || row.path("Active").asBoolean(true))
        && where.stream().allMatch(condition -> condition.holds(row));
  }

  private static @Nullable String at(JsonNode row, String path) {
    var node = row;
    for (var step : path.split("\\.", -1)) {
      // Of a list, as a file's links are one, the first counts.
      node = field(node.isArray() ? node.path(0) : node, step);
    }
    // A bare reference compares by its id.
    if (node.isObject()) {
      node = node.path("value");
    }
    if (node.isBoolean()) {
      return Boolean.toString(node.booleanValue());
    }
    return node.isString() ? node.stringValue() : node.isNumber() ? node.toString() : null;
  }

  /** Their documents spell fields in more ways than one. */
  private static JsonNode field(JsonNode node, String name) {
    if (!node.has(name)) {
      for (var there : node.propertyNames()) {
        if (there.equalsIgnoreCase(name)) {
          return node.path(there);
        }
      }
    }
    return node.path(name);
  }

  private static int compare(String left, String right) {
    try {
      return new BigDecimal(left).compareTo(new BigDecimal(right));
    } catch (NumberFormatException e) {
      try {
        return java.time.OffsetDateTime.parse(left)
            .toInstant()
            .compareTo(java.time.OffsetDateTime.parse(right).toInstant());
      } catch (java.time.format.DateTimeParseException notTimes) {
        return left.compareToIgnoreCase(right);
      }
    }
  }

  /** The JSON QuickBooks wraps the rows in. */
  ObjectNode response(CompanyData data) {
    var rows = run(data);
    var response = Json.object();
    if (count) {
      response.put("totalCount", rows.size());
    } else if (!rows.isEmpty()) {
      var list = response.putArray(entity.spelling());
      (entity == Entity.ACCOUNT ? new Postings(data).shown(rows) : rows).forEach(list::add);
      response.put("startPosition", startPosition).put("maxResults", rows.size());
    }
    return response;
  }
}
