package dev.tillbridge.hub.problem;

import java.util.List;

/** Input from outside that makes no sense. Nothing was changed. */
public final class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<FieldError> errors;

  /** Every fault that was found, at least one. */
  public BadInput(List<FieldError> errors) {
    super(String.join(
        "; ", errors.stream().map(e -> e.field() + ": " + e.reason()).toList()));
    this.errors = List.copyOf(errors);
  }

  /** A single fault. */
  public static BadInput of(String field, String reason) {
    return new BadInput(List.of(new FieldError(field, reason)));
  }

  /** What is wrong, field by field. */
  public List<FieldError> errors() {
    return errors;
  }
}
