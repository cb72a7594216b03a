package dev.tillbridge.model.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a connection alive that its owner granted once.
 *
 * @param current the newest refresh token that the other side gave out
 * @param previous the one before it, kept until the current one has worked once; or null
 * @param access the access token that came with the current one, for systems where a new access
 *     token ends the one before it and all hubs must therefore use the same; or null
 */
public record RefreshTokens(
    String current, @Nullable String previous, @Nullable Access access) {

  /** An access token and when it ends, by our clock. */
  public record Access(String value, Instant expires) {

    /** Without the token. */
    @Override
    public String toString() {
      return "Access[until " + expires + "]";
    }
  }

  public RefreshTokens {
    if (current.isBlank()) {
      throw new IllegalArgumentException("a refresh token must not be blank");
    }
  }

  /** For systems where every hub may hold an access token of its own. */
  public RefreshTokens(String current, @Nullable String previous) {
    this(current, previous, null);
  }

  /** Without the tokens, because records end up in logs. */
  @Override
  public String toString() {
    return "RefreshTokens[" + (previous == null ? "one" : "two") + "]";
  }
}
