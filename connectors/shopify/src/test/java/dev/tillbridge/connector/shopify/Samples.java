package dev.tillbridge.connector.shopify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One order in both of Shopify's spellings, and a way to spoil it. */
final class Samples {

  private Samples() {}

  static String rest() {
    return read("order-rest.json");
  }

  static String graphQl() {
    return read("order-graphql.json");
  }

  /**
   * The JSON with the place named by a JSON pointer replaced.
   *
   * @param value JSON; {@code absent} takes the field away
   */
  static String with(String json, String pointer, String value) {
    var root = Json.read(json);
    int last = pointer.lastIndexOf('/');
    var parent = root.at(pointer.substring(0, last));
    var name = pointer.substring(last + 1);
    switch (parent) {
      case ObjectNode object when value.equals("absent") -> object.remove(name);
      case ObjectNode object -> object.set(name, Json.read(value));
      case ArrayNode array -> array.set(Integer.parseInt(name), Json.read(value));
      case JsonNode other -> throw new IllegalArgumentException(pointer + " is in " + other);
    }
    return Json.write(root);
  }

  private static String read(String name) {
    try (var in = Samples.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
