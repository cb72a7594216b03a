package dev.tillbridge.hub.inventory;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a request, so that the sender hears of everything at once. */
final class Faults {

  private final List<FieldError> found = new ArrayList<>();

  /** Notes the fault unless the condition holds; answers the condition. */
  boolean require(boolean condition, String field, String reason) {
    if (!condition) {
      found.add(new FieldError(field, reason));
    }
    return condition;
  }

  /** True when something was found. */
  boolean any() {
    return !found.isEmpty();
  }

  /** Throws {@link BadInput} with everything that was found. */
  void check() {
    if (!found.isEmpty()) {
      throw new BadInput(found);
    }
  }
}
