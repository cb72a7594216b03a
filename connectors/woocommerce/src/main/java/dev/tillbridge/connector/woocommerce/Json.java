package dev.tillbridge.connector.woocommerce;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON, read within bounds, because the bytes come from outside, and exactly. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(40)
              .maxNumberLength(40)
              .maxNameLength(500)
              .maxStringLength(4_000_000)
              .maxDocumentLength(Transport.LONGEST_ANSWER)
              .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build())
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** The text as JSON, or throws what is wrong with it as {@link NotAsDocumented}. */
  static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new NotAsDocumented("body: is not acceptable JSON: " + e.getOriginalMessage());
    }
  }

  /** The text as a JSON object or list, or null, as when a plugin prints a warning before it. */
  static @Nullable JsonNode containerOrNull(String text) {
    try {
      var node = MAPPER.readTree(text);
      return node.isContainer() ? node : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}
