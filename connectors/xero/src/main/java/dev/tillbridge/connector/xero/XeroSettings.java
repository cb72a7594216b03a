package dev.tillbridge.connector.xero;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;

/**
 * Which organisation's books, and who we are there.
 *
 * @param baseUrl {@code https://api.xero.com}; may carry a port and a path
 * @param tokenUrl {@code https://identity.xero.com/connect/token}
 * @param consentUrl {@code https://login.xero.com/identity/connect/authorize}, where an owner lets us in
 * @param tenant the organisation's id at Xero
 * @param clientId of the app at Xero
 * @param clientSecret its secret; never logged
 * @param connectTimeout how long a connection may take
 * @param callTimeout how long one request may take from its start to the last byte of the answer
 * @param accounts what our accounts are called there
 * @param contacts under whom it is booked
 * @param creates what may be created there when it is missing
 */
public record XeroSettings(
    URI baseUrl,
    URI tokenUrl,
    URI consentUrl,
    UUID tenant,
    String clientId,
    String clientSecret,
    Duration connectTimeout,
    Duration callTimeout,
    XeroAccounts accounts,
    XeroContacts contacts,
    XeroCreates creates) {

  public XeroSettings {
    if (baseUrl.getHost() == null || baseUrl.getQuery() != null || tokenUrl.getHost() == null) {
      throw new IllegalArgumentException("not addresses of an API: " + baseUrl + ", " + tokenUrl);
    }
    if (consentUrl.getHost() == null) {
      throw new IllegalArgumentException("not the address of a page: " + consentUrl);
    }
    if (clientId.isBlank() || clientSecret.isBlank()) {
      throw new IllegalArgumentException("Xero needs a client id and its secret");
    }
    if (!connectTimeout.isPositive() || !callTimeout.isPositive()) {
      throw new IllegalArgumentException("time-outs must be above zero");
    }
  }

  /** Without the secret, because records end up in logs. */
  @Override
  public String toString() {
    return "XeroSettings[" + baseUrl + ", organisation " + tenant + "]";
  }
}
