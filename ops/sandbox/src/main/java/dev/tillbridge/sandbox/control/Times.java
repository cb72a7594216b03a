package dev.tillbridge.sandbox.control;

import tools.jackson.databind.JsonNode;

/**
 * How often a fault still strikes.
 *
 * @param always every time, whatever {@code left} says
 * @param left the next so many times
 */
record Times(boolean always, int left) {

  static final Times NEVER = new Times(false, 0);

  static Times read(String field, JsonNode value) {
    if (value.isBoolean()) {
      return new Times(value.booleanValue(), 0);
    }
    if (value.isInt() && value.intValue() >= 0) {
      return new Times(false, value.intValue());
    }
    throw new InvalidFaultException(field, "must be true, false or a whole number from 0");
  }

  boolean strikes() {
    return always || left > 0;
  }

  Times once() {
    return always || left == 0 ? this : new Times(false, left - 1);
  }
}
