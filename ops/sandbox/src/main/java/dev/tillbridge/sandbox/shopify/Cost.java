package dev.tillbridge.sandbox.shopify;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.language.VariableReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a call costs in points, by the documented rule: a scalar nothing, an object 1, a mutation
 * 10, a connection 2 plus its size times what each node costs. The real shop may charge large
 * connections less; never more.
 */
final class Cost {

  static final int MUTATION = 10;

  private static final int CONNECTION = 2;
  private static final Set<String> WRAPPERS = Set.of("edges", "node", "nodes", "pageInfo");

  private final Map<String, FragmentDefinition> fragments;
  private final Map<String, Object> variables;

  private Cost(Map<String, FragmentDefinition> fragments, Map<String, Object> variables) {
    this.fragments = fragments;
    this.variables = variables;
  }

  /** The price asked in advance. */
  static int requested(Document document, Map<String, Object> variables) {
    var fragments = document.getDefinitionsOfType(FragmentDefinition.class).stream()
        .collect(Collectors.toMap(FragmentDefinition::getName, f -> f, (a, _) -> a));
    var cost = new Cost(fragments, variables);
    long sum = 0;
    for (var operation : document.getDefinitionsOfType(OperationDefinition.class)) {
      sum += cost.of(operation.getSelectionSet(), 0);
      if (operation.getOperation() == OperationDefinition.Operation.MUTATION) {
        sum += (long) MUTATION * operation.getSelectionSet().getSelections().size();
      }
    }
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }

  /** The price of what was really handed out: one point an object. */
  static int actual(@Nullable Object data) {
    return switch (data) {
      case Map<?, ?> map ->
        map.entrySet().stream()
                .mapToInt(entry -> actual(entry.getValue())
                    - (WRAPPERS.contains(String.valueOf(entry.getKey()))
                            && entry.getValue() instanceof Map
                            && !"node".equals(entry.getKey())
                        ? 1
                        : 0))
                .sum()
            + 1;
      case List<?> list -> list.stream().mapToInt(entry -> actual(entry)).sum();
      case null, default -> 0;
    };
  }

  private long of(@Nullable SelectionSet set, int depth) {
    if (set == null || depth > 30) {
      return 0;
    }
    long sum = 0;
    for (Object selection : set.getSelections()) {
      sum += switch (selection) {
        case Field field -> of(field, depth);
        case InlineFragment fragment -> of(fragment.getSelectionSet(), depth + 1);
        case FragmentSpread spread -> {
          var fragment = fragments.get(spread.getName());
          yield fragment == null ? 0 : of(fragment.getSelectionSet(), depth + 1);
        }
        default -> 0;
      };
    }
    return sum;
  }

  private long of(Field field, int depth) {
    if (field.getSelectionSet() == null || field.getName().startsWith("__")) {
      return 0;
    }
    long inside = of(field.getSelectionSet(), depth + 1);
    if (WRAPPERS.contains(field.getName())) {
      return inside;
    }
    int size = size(field);
    return size > 0 ? CONNECTION + size * (1 + inside) : 1 + inside;
  }

  private int size(Field field) {
    for (var argument : field.getArguments()) {
      if (argument.getName().equals("first") || argument.getName().equals("last")) {
        var value = argument.getValue();
        if (value instanceof IntValue number) {
          return number.getValue().intValue();
        }
        if (value instanceof VariableReference variable
            && variables.get(variable.getName()) instanceof Number number) {
          return number.intValue();
        }
      }
    }
    return 0;
  }
}
