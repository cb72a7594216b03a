package dev.tillbridge.connector.shopify;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A no inside an answer that otherwise worked.
 *
 * @param code null where the payload's errors have none
 * @param field which part of our input, joined by dots; empty when they do not say
 */
record UserError(@Nullable String code, String field, String message) {

  /** Those of a mutation's payload. */
  static List<UserError> of(Field payload) {
    return payload.at("userErrors").each().stream().map(UserError::read).toList();
  }

  static String words(List<UserError> errors) {
    return errors.stream().limit(5).map(UserError::words).collect(Collectors.joining("; "));
  }

  boolean is(String other) {
    return other.equals(code);
  }

  private String words() {
    return (code == null ? "" : code + ": ")
        + message
        + (field.isEmpty() ? "" : " (" + field + ")");
  }

  private static UserError read(Field error) {
    return new UserError(
        error.at("code").textIfAny(),
        error.at("field").eachIfAny().stream()
            .map(part -> part.node().asString(""))
            .collect(Collectors.joining(".")),
        error.at("message").node().asString("no words"));
  }
}
