package dev.tillbridge.hub.people;

import java.time.Duration;
import java.time.Instant;

/** How an attempt to sign in ended. */
public sealed interface SignIn {

  /**
   * The person is in.
   *
   * @param sessionToken the only copy; we keep its hash
   */
  record Welcome(User user, String sessionToken, Instant expiresAt) implements SignIn {}

  /** No. Whether the name or the secret was wrong is nobody's business. */
  record Wrong() implements SignIn {}

  /** Too many failures; the secret was not even looked at. */
  record Wait(Duration atLeast) implements SignIn {}
}
