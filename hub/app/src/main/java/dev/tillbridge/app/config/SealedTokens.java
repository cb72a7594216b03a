package dev.tillbridge.app.config;

import dev.tillbridge.hub.people.OneHubAtATime;
import dev.tillbridge.hub.people.Secrets;
import dev.tillbridge.model.access.RefreshTokens;
import dev.tillbridge.model.access.RefreshTokens.Access;
import dev.tillbridge.model.access.TokenStore;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection's tokens, sealed in the database. Where the first one comes from the settings, only
 * the stored ones count from then on, unless somebody put another one into the settings since (he
 * connected anew because the old connection had died).
 */
final class SealedTokens implements TokenStore {

  private static final String SEPARATOR = "\n";

  private final Secrets secrets;
  private final OneHubAtATime oneHub;
  private final String name;
  private final @Nullable String firstToken;

  /** With the refresh token of the settings, or null when an owner's consent brings the first. */
  private SealedTokens(
      Secrets secrets, OneHubAtATime oneHub, String name, @Nullable String firstToken) {
    this.secrets = secrets;
    this.oneHub = oneHub;
    this.name = name;
    this.firstToken = firstToken;
  }

  static SealedTokens of(Secrets secrets, OneHubAtATime oneHub, Settings.QuickBooks quickbooks) {
    return new SealedTokens(
        secrets, oneHub, "quickbooks-tokens-" + quickbooks.realm(), quickbooks.firstRefreshToken());
  }

  static SealedTokens of(Secrets secrets, OneHubAtATime oneHub, Settings.Xero xero) {
    return new SealedTokens(
        secrets, oneHub, "xero-tokens-" + xero.tenant(), xero.firstRefreshToken());
  }

  static SealedTokens of(Secrets secrets, OneHubAtATime oneHub, String shop) {
    return new SealedTokens(secrets, oneHub, "shopify-tokens-" + shop, null);
  }

  @Override
  public @Nullable RefreshTokens load() {
    var parts = secrets.get(name).orElse("").split(SEPARATOR, -1);
    var first = firstToken;
    if (parts.length < 3 || (first != null && !parts[0].equals(first))) {
      return first == null ? null : new RefreshTokens(first, null);
    }
    var access = parts.length < 5 || parts[3].isEmpty()
        ? null
        : new Access(parts[3], Instant.parse(parts[4]));
    return new RefreshTokens(parts[1], parts[2].isEmpty() ? null : parts[2], access);
  }

  @Override
  public void save(RefreshTokens tokens) {
    var first = firstToken;
    var previous = tokens.previous();
    var access = tokens.access();
    secrets.put(
        name,
        String.join(
            SEPARATOR,
            first == null ? "" : first,
            tokens.current(),
            previous == null ? "" : previous,
            access == null ? "" : access.value(),
            access == null ? "" : access.expires().toString()));
  }

  @Override
  public void forget() {
    secrets.remove(name);
  }

  @Override
  public <T> T alone(Supplier<T> refresh) {
    return oneHub.run(name, refresh);
  }
}
