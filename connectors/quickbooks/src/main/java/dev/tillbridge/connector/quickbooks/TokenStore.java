package dev.tillbridge.connector.quickbooks;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the refresh tokens of one company survive a crash. Intuit replaces a refresh token about
 * once a day and cuts the connection for good when the newest is lost; so the connector saves a new
 * one before it uses what came with it. Implementations encrypt what they keep. Any method may
 * throw when the storage fails; the connector then sends nothing.
 */
public interface TokenStore {

  /** What was saved last, or null while nobody has connected QuickBooks. */
  @Nullable
  RefreshTokens load();

  /** Replaces what is kept. It must be durable before this returns. */
  void save(RefreshTokens tokens);

  /**
   * Runs a refresh while nobody else refreshes for this company, neither a thread of this hub nor
   * another hub on the same database (an advisory lock will do). The work calls {@link #load} and
   * {@link #save} and takes as long as one or two requests to Intuit.
   *
   * @return what the work returned
   */
  <T> T alone(Supplier<T> refresh);
}
