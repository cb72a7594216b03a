package dev.tillbridge.connector.xero;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Xero's JSON with exact decimals: names begin with capitals, what is empty is left out. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder()
      .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
      .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
      .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .build();

  private Json() {}

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** The text as JSON; null when it is none. */
  static @Nullable JsonNode read(String text) {
    try {
      var tree = MAPPER.readTree(text);
      return tree == null || tree.isMissingNode() ? null : tree;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** A text, or empty. */
  static String text(JsonNode row, String field) {
    return row.path(field).asString("");
  }

  /** An amount, or null when there is none. */
  static @Nullable BigDecimal amount(JsonNode row, String field) {
    var value = row.path(field);
    return value.isNumber() ? value.decimalValue() : null;
  }
}
