package dev.tillbridge.app.config;

import dev.tillbridge.connector.quickbooks.RefreshTokens;
import dev.tillbridge.connector.quickbooks.TokenStore;
import dev.tillbridge.hub.people.OneHubAtATime;
import dev.tillbridge.hub.people.Secrets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * QuickBooks' refresh tokens, sealed in the database. The first one comes from the settings; from
 * then on only the stored ones count, unless somebody put another one into the settings since (he
 * connected anew because the old connection had died).
 */
final class SealedTokens implements TokenStore {

  private static final String SEPARATOR = "\n";

  private final Secrets secrets;
  private final OneHubAtATime oneHub;
  private final String name;
  private final String firstToken;

  SealedTokens(Secrets secrets, OneHubAtATime oneHub, Settings.QuickBooks quickbooks) {
    this.secrets = secrets;
    this.oneHub = oneHub;
    this.name = "quickbooks-tokens-" + quickbooks.realm();
    this.firstToken = quickbooks.firstRefreshToken();
  }

  @Override
  public @Nullable RefreshTokens load() {
    var parts = secrets.get(name).orElse("").split(SEPARATOR, -1);
    if (parts.length < 3 || !parts[0].equals(firstToken)) {
      return new RefreshTokens(firstToken, null);
    }
    return new RefreshTokens(parts[1], parts[2].isEmpty() ? null : parts[2]);
  }

  @Override
  public void save(RefreshTokens tokens) {
    var previous = tokens.previous();
    secrets.put(
        name,
        String.join(SEPARATOR, firstToken, tokens.current(), previous == null ? "" : previous));
  }

  @Override
  public <T> T alone(Supplier<T> refresh) {
    return oneHub.run(name, refresh);
  }
}
