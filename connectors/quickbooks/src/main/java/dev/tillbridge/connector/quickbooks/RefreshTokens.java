package dev.tillbridge.connector.quickbooks;

import org.jspecify.annotations.Nullable;

/**
 * What keeps the connection to QuickBooks alive for a hundred days at a time.
 *
 * @param current the newest that Intuit gave out
 * @param previous the one before it, kept until the current one has worked once; or null
 */
public record RefreshTokens(String current, @Nullable String previous) {

  public RefreshTokens {
    if (current.isBlank()) {
      throw new IllegalArgumentException("a refresh token must not be blank");
    }
  }

  /** Without the tokens, because records end up in logs. */
  @Override
  public String toString() {
    return "RefreshTokens[" + (previous == null ? "one" : "two") + "]";
  }
}
