package dev.tillbridge.connector.quickbooks;

import java.net.URI;
import java.time.Duration;

/**
 * Which company's books, and who we are there.
 *
 * @param baseUrl {@code https://quickbooks.api.intuit.com}, or {@code
 *     https://sandbox-quickbooks.api.intuit.com}; may carry a port and a path
 * @param tokenUrl {@code https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer}
 * @param consentUrl {@code https://appcenter.intuit.com/connect/oauth2}, where an owner lets us in
 * @param realmId the company's number at QuickBooks
 * @param clientId of the app at Intuit
 * @param clientSecret its secret; never logged
 * @param connectTimeout how long a connection may take
 * @param callTimeout how long one request may take from its start to the last byte of the answer
 * @param accounts where the money goes
 * @param customers under whom it is booked
 * @param charges as what tips, duties and fees are booked
 * @param creates what may be created there when it is missing
 */
public record QuickBooksSettings(
    URI baseUrl,
    URI tokenUrl,
    URI consentUrl,
    String realmId,
    String clientId,
    String clientSecret,
    Duration connectTimeout,
    Duration callTimeout,
    BooksAccounts accounts,
    BooksCustomers customers,
    BooksCharges charges,
    Creates creates) {

  public QuickBooksSettings {
    if (baseUrl.getHost() == null || baseUrl.getQuery() != null || tokenUrl.getHost() == null) {
      throw new IllegalArgumentException("not addresses of an API: " + baseUrl + ", " + tokenUrl);
    }
    if (consentUrl.getHost() == null) {
      throw new IllegalArgumentException("not the address of a page: " + consentUrl);
    }
    if (!realmId.matches("\\d+")) {
      throw new IllegalArgumentException("a realm id is a number: " + realmId);
    }
    if (clientId.isBlank() || clientSecret.isBlank()) {
      throw new IllegalArgumentException("QuickBooks needs a client id and its secret");
    }
    if (!connectTimeout.isPositive() || !callTimeout.isPositive()) {
      throw new IllegalArgumentException("time-outs must be above zero");
    }
  }

  /** Without the secret, because records end up in logs. */
  @Override
  public String toString() {
    return "QuickBooksSettings[" + baseUrl + ", realm " + realmId + "]";
  }
}
