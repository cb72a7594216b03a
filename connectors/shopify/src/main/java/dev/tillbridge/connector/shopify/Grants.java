package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.access.RefreshTokens;
import dev.tillbridge.model.access.RefreshTokens.Access;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what Shopify's end for tokens gives to a public app. */
final class Grants {

  private static final int USUAL_SECONDS = 3600;

  private Grants() {}

  /**
   * The tokens.
   *
   * @param used the refresh token that was shown; null when a code was
   * @return null when the answer does not hold both tokens
   */
  static @Nullable RefreshTokens read(String body, @Nullable String used, Instant now) {
    var json = Json.objectOrNull(body);
    if (json == null) {
      return null;
    }
    var access = json.path("access_token").stringValue("");
    var refresh = json.path("refresh_token").stringValue("");
    if (access.isBlank() || refresh.isBlank()) {
      return null;
    }
    var expires = now.plusSeconds(Math.max(1, json.path("expires_in").asInt(USUAL_SECONDS)));
    return new RefreshTokens(
        refresh, refresh.equals(used) ? null : used, new Access(access, expires));
  }
}
