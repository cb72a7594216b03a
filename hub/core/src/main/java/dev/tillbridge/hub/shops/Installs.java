package dev.tillbridge.hub.shops;

import static java.time.ZoneOffset.UTC;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Owners who were sent to their shop to consent. What comes back with them proves that it was this
 * hub that sent them, once and within ten minutes; only its hash is kept.
 */
public final class Installs {

  static final Duration VALID = Duration.ofMinutes(10);

  private static final int STATE_BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Installs(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A new state for an owner who sets out to this shop. */
  public String begin(String shop, String actor) {
    var bytes = new byte[STATE_BYTES];
    RANDOM.nextBytes(bytes);
    var state = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    jdbc.sql("""
            insert into shop_install (state_hash, shop, actor, started_at)
            values (:hash, :shop, :actor, :now)
            """)
        .param("hash", hash(state))
        .param("shop", shop)
        .param("actor", actor)
        .param("now", clock.instant().atOffset(UTC))
        .update();
    return state;
  }

  /** Who set out to the shop with this state; empty when nobody did, or he has come back before. */
  public Optional<String> arrive(String shop, String state) {
    var now = clock.instant();
    return jdbc.sql("""
            update shop_install set used_at = :now
             where state_hash = :hash and shop = :shop and used_at is null
               and started_at > :oldest
            returning actor
            """)
        .param("now", now.atOffset(UTC))
        .param("hash", hash(state))
        .param("shop", shop)
        .param("oldest", now.minus(VALID).atOffset(UTC))
        .query(String.class)
        .optional();
  }

  private static byte[] hash(String state) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
