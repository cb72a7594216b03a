package dev.tillbridge.sandbox.control;

/** A fault order that cannot be followed, and which field is to blame. */
final class InvalidFaultException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final String reason;

  InvalidFaultException(String field, String reason) {
    super(field + " " + reason);
    this.field = field;
    this.reason = reason;
  }

  String field() {
    return field;
  }

  String reason() {
    return reason;
  }
}
