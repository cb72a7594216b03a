package dev.tillbridge.app.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tillbridge.hub.problem.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 spells it.
 *
 * @param code the last part of the type, for programs
 * @param errors what is wrong with which field; empty when it is not about fields
 * @param shortages for {@code insufficient-stock}
 * @param state for {@code hold-ended}: what the hold is now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    List<FieldError> errors,
    @Nullable List<Missing> shortages,
    @Nullable String state) {

  /**
   * So many were wanted, so many were there.
   *
   * @param location where, if the wish was for several locations
   * @param parts of a bundle: those of its parts that were missing, counted over the whole wish
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Missing(
      String sku,
      int wanted,
      int available,
      @Nullable String location,
      @Nullable List<Missing> parts) {}

  public Problem {
    errors = List.copyOf(errors);
  }

  /** One that needs nothing but words. */
  public static Problem of(int status, String code, String detail) {
    return new Problem(type(code), title(code), status, detail, code, List.of(), null, null);
  }

  /** 422: the fields at fault, each with its reason. */
  public static Problem invalid(List<FieldError> errors) {
    var first = errors.getFirst();
    return new Problem(
        type("invalid"),
        title("invalid"),
        422,
        first.field() + " " + first.reason(),
        "invalid",
        errors,
        null,
        null);
  }

  /** 409: what was missing. */
  public static Problem shortage(List<Missing> shortages) {
    var code = "insufficient-stock";
    return new Problem(
        type(code), title(code), 409, "there is not enough", code, List.of(), shortages, null);
  }

  /** 409: the hold is over. */
  public static Problem ended(String state) {
    var code = "hold-ended";
    return new Problem(
        type(code), title(code), 409, "the hold is over", code, List.of(), null, state);
  }

  private static String type(String code) {
    return "https://tillbridge.dev/problems/" + code;
  }

  private static String title(String code) {
    var words = code.replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
