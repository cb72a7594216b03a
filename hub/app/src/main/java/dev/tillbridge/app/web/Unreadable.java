package dev.tillbridge.app.web;

import dev.tillbridge.hub.problem.FieldError;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Why a body could not be read: not JSON at all, or JSON with the wrong thing in a field. */
final class Unreadable {

  private Unreadable() {}

  static Problem explain(@Nullable Throwable cause) {
    if (cause instanceof InputCoercionException tooLarge && !tooLarge.getPath().isEmpty()) {
      var reason = "does not fit " + tooLarge.getTargetType().getSimpleName();
      return Problem.invalid(List.of(new FieldError(path(tooLarge), reason)));
    }
    if (cause instanceof DatabindException wrong && !wrong.getPath().isEmpty()) {
      var type = wrong instanceof MismatchedInputException m ? m.getTargetType() : null;
      return Problem.invalid(List.of(new FieldError(path(wrong), expected(type))));
    }
    if (cause instanceof MismatchedInputException) {
      return Problem.of(400, "invalid-request", "the body must be a JSON object as documented");
    }
    return Problem.of(400, "invalid-request", "the body is not JSON");
  }

  /** What would be right, by the type that we wanted. */
  static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "is not as documented";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "must be a whole number";
    }
    if (type == UUID.class) {
      return "must be a UUID";
    }
    if (type == Instant.class) {
      return "must be a time like 2026-11-22T14:00:00Z";
    }
    if (type == LocalDate.class) {
      return "must be a date like 2026-11-22";
    }
    if (type == String.class) {
      return "must be a text";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "must be true or false";
    }
    if (type.isEnum()) {
      return "must be one of " + Arrays.toString(type.getEnumConstants());
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "must be a list";
    }
    return "must be an object";
  }

  private static String path(JacksonException wrong) {
    var path = new StringBuilder();
    for (var step : wrong.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }
}
