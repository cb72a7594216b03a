package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong, so that the sender hears of everything at once. */
final class Errors {

  private final List<FieldError> found = new ArrayList<>();

  void add(String field, String reason) {
    found.add(new FieldError(field, reason));
  }

  /** Notes the fault unless the condition holds; answers the condition. */
  boolean require(boolean condition, String field, String reason) {
    if (!condition) {
      add(field, reason);
    }
    return condition;
  }

  int count() {
    return found.size();
  }

  List<FieldError> found() {
    return List.copyOf(found);
  }
}
