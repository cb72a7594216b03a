package dev.tillbridge.sandbox.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON with exact decimals: an amount is never read into floating point. */
public final class Json {

  /** The one mapper. Keeps "10.10" as 10.10 and refuses text after the document. */
  public static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .build();

  private Json() {}

  /** A new empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A new empty array. */
  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** Any record, map or list as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The text as an object, or null when it is not one. */
  public static @Nullable ObjectNode parseObject(String text) {
    try {
      return MAPPER.readTree(text) instanceof ObjectNode object ? object : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** The value as one line of JSON. */
  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** A string or number field as text; null when absent, null or something else. */
  public static @Nullable String text(JsonNode node, String field) {
    var value = node.path(field);
    if (value.isString()) {
      return value.stringValue();
    }
    return value.isNumber() ? value.toString() : null;
  }

  /** A string or number field as text, or the other value. */
  public static String text(JsonNode node, String field, String otherwise) {
    var text = text(node, field);
    return text == null ? otherwise : text;
  }
}
