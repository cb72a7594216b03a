package dev.tillbridge.connector.paypal;

import java.net.URI;
import java.time.Duration;

/**
 * Where PayPal is and who we are there.
 *
 * @param baseUrl {@code https://api-m.paypal.com} or {@code https://api-m.sandbox.paypal.com}; may
 *     carry a path, a slash at its end is dropped
 * @param clientId of the REST app at PayPal
 * @param clientSecret its secret; never logged
 * @param brandName what the customer reads on PayPal's page, at most 127 characters
 * @param connectTimeout how long a connection may take
 * @param callTimeout how long one request may take from its start to the last byte of the answer
 */
public record PayPalSettings(
    URI baseUrl,
    String clientId,
    String clientSecret,
    String brandName,
    Duration connectTimeout,
    Duration callTimeout) {

  private static final int BRAND_MOST = 127;

  public PayPalSettings {
    if (baseUrl.getHost() == null || baseUrl.getQuery() != null) {
      throw new IllegalArgumentException("not the address of an API: " + baseUrl);
    }
    if (clientId.isBlank() || clientSecret.isBlank()) {
      throw new IllegalArgumentException("PayPal needs a client id and its secret");
    }
    if (brandName.length() > BRAND_MOST) {
      throw new IllegalArgumentException("a brand name has at most 127 characters: " + brandName);
    }
    if (!connectTimeout.isPositive() || !callTimeout.isPositive()) {
      throw new IllegalArgumentException("time-outs must be above zero");
    }
  }

  /** With time-outs that suit a till: two seconds to connect, ten for everything. */
  public PayPalSettings(URI baseUrl, String clientId, String clientSecret, String brandName) {
    this(baseUrl, clientId, clientSecret, brandName, Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  /** The address, ready to have a path appended. */
  String address() {
    var address = baseUrl.toString();
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  /** Without the secret, because records end up in logs. */
  @Override
  public String toString() {
    return "PayPalSettings[" + baseUrl + ", client " + clientId + "]";
  }
}
