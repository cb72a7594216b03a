package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Json;
import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.Field;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.parser.Parser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers a bulk query as lines of JSON: every node of a connection is a line of its own, and one
 * below another names it as {@code __parentId}. Lines of several levels follow in blocks, not each
 * right behind its parent: nobody is promised that (groupObjects is false by default).
 */
final class BulkLines {

  /** So many parents come before their children. */
  private static final int BLOCK = 50;

  private static final int CONNECTIONS_MOST = 5;
  private static final int LEVELS_MOST = 3;

  // Plain ASCII, so that a range of bytes never cuts a letter in two.
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final QueryNode root;
  private final StringBuilder lines = new StringBuilder();
  private final List<String> waiting = new ArrayList<>();
  private int parentsSinceFlush;
  private long objects;
  private long roots;

  private BulkLines(QueryNode root) {
    this.root = root;
  }

  /** What came out: the file, and how many lines of the first level and in all it has. */
  record Result(String text, long objects, long roots) {}

  /** Why Shopify would not run the query; null when it would. */
  static @Nullable String objection(String query) {
    OperationDefinition operation;
    try {
      operation = operation(query);
    } catch (RuntimeException e) {
      return "Invalid bulk query: " + e.getMessage();
    }
    if (operation.getOperation() != OperationDefinition.Operation.QUERY
        || operation.getSelectionSet().getSelections().size() != 1) {
      return "Bulk queries must contain exactly one top-level field.";
    }
    var count = new int[2];
    count(operation.getSelectionSet(), 0, count);
    if (count[0] == 0) {
      return "Bulk queries must contain at least one connection.";
    }
    if (count[0] > CONNECTIONS_MOST) {
      return "Bulk queries cannot contain more than 5 connections.";
    }
    return count[1] > LEVELS_MOST
        ? "Bulk queries cannot contain connections with a nesting depth greater than 2."
        : null;
  }

  private static void count(@Nullable SelectionSet set, int depth, int[] count) {
    if (set == null) {
      return;
    }
    for (var field : fields(set)) {
      boolean connection = field.getSelectionSet() != null
          && fields(field.getSelectionSet()).stream().anyMatch(f -> f.getName().equals("edges"));
      if (connection) {
        count[0]++;
        count[1] = Math.max(count[1], depth + 1);
      }
      count(field.getSelectionSet(), connection ? depth + 1 : depth, count);
    }
  }

  static Result run(QueryNode root, String query) {
    var lines = new BulkLines(root);
    for (var field : fields(operation(query).getSelectionSet())) {
      lines.connection(lines.root, field, null);
    }
    lines.flush();
    return new Result(lines.lines.toString(), lines.objects, lines.roots);
  }

  private static OperationDefinition operation(String query) {
    return new Parser()
        .parseDocument(query)
        .getFirstDefinitionOfType(OperationDefinition.class)
        .orElseThrow(() -> new IllegalArgumentException("there is no operation"));
  }

  private static List<Field> fields(SelectionSet set) {
    var fields = new ArrayList<Field>();
    for (Object selection : set.getSelections()) {
      if (selection instanceof Field field) {
        fields.add(field);
      } else if (selection instanceof InlineFragment fragment) {
        fields.addAll(fields(fragment.getSelectionSet()));
      }
    }
    return fields;
  }

  /** All nodes of the connection, page by page, as lines. */
  private void connection(GraphNode parent, Field field, @Nullable String parentId) {
    var node = fields(Objects.requireNonNull(field.getSelectionSet())).stream()
        .filter(f -> f.getName().equals("edges"))
        .flatMap(f -> fields(Objects.requireNonNull(f.getSelectionSet())).stream())
        .filter(f -> f.getName().equals("node"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a bulk query needs edges and node"));
    var selection = Objects.requireNonNull(node.getSelectionSet());
    for (var one : root.every(parent, field.getName(), arguments(field))) {
      line(one, selection, parentId);
    }
  }

  private void line(GraphNode node, SelectionSet selection, @Nullable String parentId) {
    var line = Json.object();
    var below = new ArrayList<Field>();
    fill(line, node, selection, below);
    if (parentId != null) {
      line.put("__parentId", parentId);
    }
    objects++;
    var text = ASCII.writeValueAsString(line);
    if (parentId == null) {
      roots++;
      lines.append(text).append('\n');
      parentsSinceFlush++;
    } else {
      waiting.add(text);
    }
    var id = String.valueOf(node.field("id", Map.of()));
    below.forEach(field -> connection(node, field, id));
    if (parentId == null && parentsSinceFlush == BLOCK) {
      flush();
    }
  }

  private void flush() {
    waiting.forEach(text -> lines.append(text).append('\n'));
    waiting.clear();
    parentsSinceFlush = 0;
  }

  private void fill(ObjectNode json, GraphNode node, SelectionSet set, List<Field> below) {
    for (var field : fields(set)) {
      var name = field.getAlias() == null ? field.getName() : field.getAlias();
      var inner = field.getSelectionSet();
      if (inner != null && fields(inner).stream().anyMatch(f -> f.getName().equals("edges"))) {
        below.add(field);
        continue;
      }
      var value = node.field(field.getName(), arguments(field));
      switch (value) {
        case null -> json.putNull(name);
        case GraphNode child when inner != null -> fill(json.putObject(name), child, inner, below);
        case List<?> list -> {
          var array = json.putArray(name);
          for (var one : list) {
            if (one instanceof GraphNode child && inner != null) {
              fill(array.addObject(), child, inner, below);
            } else {
              array.add(Json.tree(one));
            }
          }
        }
        default -> json.set(name, Json.tree(value));
      }
    }
  }

  private static Map<String, Object> arguments(Field field) {
    var arguments = new HashMap<String, Object>();
    for (Argument argument : field.getArguments()) {
      arguments.put(argument.getName(), value(argument.getValue()));
    }
    return arguments;
  }

  private static Object value(Value<?> value) {
    return switch (value) {
      case StringValue text -> String.valueOf(text.getValue());
      case IntValue number -> number.getValue().intValueExact();
      case BooleanValue flag -> flag.isValue();
      case ArrayValue list -> list.getValues().stream().map(BulkLines::value).toList();
      default -> value.toString();
    };
  }
}
