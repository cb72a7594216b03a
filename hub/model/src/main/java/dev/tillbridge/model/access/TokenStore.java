package dev.tillbridge.model.access;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the tokens of one connection survive a crash. The other side replaces a refresh token from
 * time to time and may cut the connection for good when the newest is lost; so a connector saves a
 * new one before it uses what came with it. Implementations encrypt what they keep. Any method may
 * throw when the storage fails; the connector then sends nothing.
 */
public interface TokenStore {

  /** What was saved last, or null while nobody has connected the system. */
  @Nullable
  RefreshTokens load();

  /** Replaces what is kept. It must be durable before this returns. */
  void save(RefreshTokens tokens);

  /** Forgets everything: the other side has ended the connection. */
  void forget();

  /**
   * Runs a refresh while nobody else refreshes for this connection, neither a thread of this hub nor
   * another hub on the same database (an advisory lock will do). The work calls {@link #load} and
   * {@link #save} and takes as long as one or two requests.
   *
   * @return what the work returned
   */
  <T> T alone(Supplier<T> refresh);
}
