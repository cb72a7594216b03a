package dev.tillbridge.sandbox.shopify;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads arguments the schema says must be there; their absence would be our own bug. */
final class Arguments {

  private Arguments() {}

  static String text(Map<?, ?> arguments, String name) {
    return (String) needed(arguments, name);
  }

  static int number(Map<?, ?> arguments, String name) {
    return (Integer) needed(arguments, name);
  }

  static List<?> list(Map<?, ?> arguments, String name) {
    return (List<?>) needed(arguments, name);
  }

  private static Object needed(Map<?, ?> arguments, String name) {
    return Objects.requireNonNull(arguments.get(name), name);
  }
}
