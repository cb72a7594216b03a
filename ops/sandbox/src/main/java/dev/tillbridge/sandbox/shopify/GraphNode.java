package dev.tillbridge.sandbox.shopify;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something GraphQL can ask fields of. Fields are worked out only when asked for. */
interface GraphNode {

  /** The GraphQL type's name. */
  String type();

  /** One field's value: a scalar, an enum's name, a node, or a list of nodes. */
  @Nullable
  Object field(String name, Map<String, Object> arguments);

  /** A node of fixed fields. */
  record Fixed(String type, Map<String, Object> fields) implements GraphNode {

    public Fixed {
      fields = Map.copyOf(fields);
    }

    @Override
    public @Nullable Object field(String name, Map<String, Object> arguments) {
      return fields.get(name);
    }
  }

  /** An ordered page of nodes with cursors. */
  record Page(
      String nodeType, List<GraphNode> nodes, List<String> cursors, boolean before, boolean after)
      implements GraphNode {

    public Page {
      nodes = List.copyOf(nodes);
      cursors = List.copyOf(cursors);
    }

    @Override
    public String type() {
      return nodeType + "Connection";
    }

    @Override
    public Object field(String name, Map<String, Object> arguments) {
      return switch (name) {
        case "nodes" -> nodes;
        case "edges" -> edges();
        case "pageInfo" -> pageInfo();
        default -> throw new IllegalArgumentException(name);
      };
    }

    private List<Fixed> edges() {
      return java.util.stream.IntStream.range(0, nodes.size())
          .mapToObj(i ->
              new Fixed(nodeType + "Edge", Map.of("cursor", cursors.get(i), "node", nodes.get(i))))
          .toList();
    }

    private Fixed pageInfo() {
      var fields = new java.util.HashMap<String, Object>();
      fields.put("hasNextPage", after);
      fields.put("hasPreviousPage", before);
      if (!cursors.isEmpty()) {
        fields.put("startCursor", cursors.getFirst());
        fields.put("endCursor", cursors.getLast());
      }
      return new Fixed("PageInfo", fields);
    }
  }
}
