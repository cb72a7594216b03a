package dev.tillbridge.app.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tillbridge.hub.problem.FieldError;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 spells it.
 *
 * @param code the last part of the type, for programs
 * @param errors what is wrong with which field; empty when it is not about fields
 * @param shortages for {@code insufficient-stock}
 * @param state for {@code hold-ended}: what the hold is now
 * @param reason for {@code hold-ended}: why, if neither its owner nor its time ended it
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
    @Nullable String state,
    @Nullable String reason) {

  /**
   * So many were wanted, so many were there.
   *
   * @param location where, if the wish was for several locations
   * @param parts of a bundle: those of its parts that were missing, counted over the whole wish
   * @param reservedFor whose they are instead; null when they wait for nobody by name
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Missing(
      String sku,
      int wanted,
      int available,
      @Nullable String location,
      @Nullable List<Missing> parts,
      @Nullable List<ReservedFor> reservedFor) {}

  /** Units that wait for a customer: a manager may let the till have them. */
  public record ReservedFor(UUID pickup, String reference, int quantity, Instant collectBy) {}

  public Problem {
    errors = List.copyOf(errors);
  }

  /** One that needs nothing but words. */
  public static Problem of(int status, String code, String detail) {
    return new Problem(type(code), title(code), status, detail, code, List.of(), null, null, null);
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
        null,
        null);
  }

  /** 409: what was missing. */
  public static Problem shortage(List<Missing> shortages) {
    return shortage(shortages, "there is not enough");
  }

  /** 409: what was missing, and what that means. */
  public static Problem shortage(List<Missing> shortages, String detail) {
    var code = "insufficient-stock";
    return new Problem(
        type(code), title(code), 409, detail, code, List.of(), shortages, null, null);
  }

  /** 409: the hold is over. */
  public static Problem ended(String state, @Nullable String reason) {
    var code = "hold-ended";
    var detail = reason == null ? "the hold is over" : "the hold is over: " + reason;
    return new Problem(type(code), title(code), 409, detail, code, List.of(), null, state, reason);
  }

  private static String type(String code) {
    return "https://tillbridge.dev/problems/" + code;
  }

  private static String title(String code) {
    var words = code.replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
