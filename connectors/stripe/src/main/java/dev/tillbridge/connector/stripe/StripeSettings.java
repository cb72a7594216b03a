package dev.tillbridge.connector.stripe;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where Stripe is and who we are there.
 *
 * @param baseUrl {@code https://api.stripe.com}; may carry a path, a slash at its end is dropped
 * @param secretKey of the account; never logged
 * @param readers the terminal of each till: Stripe's id of the reader ({@code tmr_...}) by register
 * @param callTimeout how long one request may take from its start to the last byte of the answer
 */
public record StripeSettings(
    URI baseUrl, String secretKey, Map<String, String> readers, Duration callTimeout) {

  public StripeSettings {
    readers = Map.copyOf(readers);
    if (baseUrl.getHost() == null || baseUrl.getQuery() != null) {
      throw new IllegalArgumentException("not the address of an API: " + baseUrl);
    }
    if (secretKey.isBlank()) {
      throw new IllegalArgumentException("Stripe needs a secret key");
    }
    if (readers.isEmpty()) {
      throw new IllegalArgumentException("no till has a terminal");
    }
    if (!callTimeout.isPositive()) {
      throw new IllegalArgumentException("a time-out must be above zero");
    }
  }

  /** The address, ready to have a path appended. */
  String address() {
    var address = baseUrl.toString();
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  /** Without the key, because records end up in logs. */
  @Override
  public String toString() {
    return "StripeSettings[" + baseUrl + ", " + readers + "]";
  }
}
