package dev.tillbridge.connector.paypal;

import com.paypal.http.exceptions.HttpException;
import com.paypal.http.serializer.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Why PayPal said no.
 *
 * @param issue PayPal's code, for example {@code INSTRUMENT_DECLINED}; empty if it gave none
 * @param description PayPal's sentence; empty if it gave none
 */
record Problem(String issue, String description) {

  private static final Duration PAUSE = Duration.ofSeconds(60);
  private static final Duration PAUSE_MOST = Duration.ofMinutes(15);

  /** Reads the body of an error answer; one that is no JSON gives an empty problem. */
  static Problem of(HttpException error) {
    try {
      Map<?, ?> body = new Json().decode(error.getMessage(), HashMap.class);
      if (body != null
          && body.get("details") instanceof List<?> details
          && !details.isEmpty()
          && details.getFirst() instanceof Map<?, ?> detail) {
        return new Problem(text(detail, "issue"), text(detail, "description"));
      }
      return body == null
          ? new Problem("", "")
          : new Problem(text(body, "name"), text(body, "message"));
    } catch (IOException | RuntimeException e) {
      return new Problem("", "");
    }
  }

  /** How long PayPal asked us to wait; a minute if it did not say, a quarter of an hour at most. */
  static Duration retryAfter(HttpException error) {
    var header = error.headers().header("Retry-After");
    if (header == null || !header.matches("\\d{1,6}")) {
      return PAUSE;
    }
    var asked = Duration.ofSeconds(Long.parseLong(header));
    return asked.compareTo(PAUSE_MOST) > 0 ? PAUSE_MOST : asked;
  }

  /** For a person at a till or a desk. */
  String words() {
    return switch (issue) {
      case "ORDER_NOT_APPROVED" -> "the customer has not approved the payment yet (" + issue + ")";
      case "INSTRUMENT_DECLINED", "TRANSACTION_REFUSED", "PAYER_CANNOT_PAY" ->
        "PayPal declined the customer's means of payment; he may choose another (" + issue + ")";
      case "ORDER_EXPIRED", "ORDER_VOIDED" -> "the payment is no longer open (" + issue + ")";
      case "DUPLICATE_INVOICE_ID" ->
        "PayPal has taken money for this payment before (" + issue + ")";
      case "CAPTURE_FULLY_REFUNDED" -> "all of it was given back before (" + issue + ")";
      case "REFUND_AMOUNT_EXCEEDED", "MAX_REFUND_AMOUNT_EXCEEDED" ->
        "more than what is left of the payment (" + issue + ")";
      case "" -> "PayPal refused without a reason";
      default -> "PayPal refused: " + issue + (description.isEmpty() ? "" : ", " + description);
    };
  }

  private static String text(Map<?, ?> from, String field) {
    return from.get(field) instanceof String text ? text : "";
  }
}
