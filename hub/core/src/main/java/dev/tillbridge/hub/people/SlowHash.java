package dev.tillbridge.hub.people;

import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Argon2id over a keyed hash. Without the key, which is not in the database, the million PINs cannot
 * be tried against a stolen copy.
 */
final class SlowHash {

  // OWASP's password storage cheat sheet: 19 MiB, two passes, one lane.
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final Argon2PasswordEncoder argon2 =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);

  /** Each check takes its memory; a crowd at the door must not take all of it. */
  private final Semaphore atOnce =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

  private final byte[] pepper;
  private final String nobody;

  SlowHash(byte[] pepper) {
    this.pepper = pepper.clone();
    this.nobody = hash("nobody", "");
  }

  /** What to store of a secret. */
  String hash(String purpose, String secret) {
    return alone(() -> argon2.encode(keyed(purpose, secret)));
  }

  /** Whether it is the secret. Without a stored hash the same work is done, and the answer is no. */
  boolean matches(String purpose, String secret, @Nullable String stored) {
    var against = stored == null ? nobody : stored;
    boolean same = alone(() -> argon2.matches(keyed(purpose, secret), against));
    return same && stored != null;
  }

  private String keyed(String purpose, String secret) {
    return HexFormat.of().formatHex(Digests.hmac(pepper, purpose + "\n" + secret));
  }

  private <T> T alone(java.util.function.Supplier<T> work) {
    atOnce.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      atOnce.release();
    }
  }
}
