package dev.tillbridge.connector.woocommerce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An order as WooCommerce tells it, and a way to spoil it. */
final class Samples {

  private Samples() {}

  static String order() {
    try (var in = Samples.class.getResourceAsStream("order.json")) {
      if (in == null) {
        throw new IllegalStateException("no order.json");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** An order of this number that was changed at this time. */
  static String order(long id, String modified) {
    return with(
        with(order(), "/id", Long.toString(id)), "/date_modified_gmt", "\"" + modified + "\"");
  }
}
