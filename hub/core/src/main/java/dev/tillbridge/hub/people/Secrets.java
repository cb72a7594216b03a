package dev.tillbridge.hub.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Secrets of outside systems, sealed under a key that never enters the database (AES-256-GCM). The
 * name is sealed in with the value, so that nobody can swap two rows.
 */
public final class Secrets {

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final SecretKeySpec sealing;
  private final byte[] pepper;

  /**
   * Derives its keys at once and keeps no reference to the given one.
   *
   * @param key 32 bytes from a random source
   */
  public Secrets(JdbcClient jdbc, InstantSource clock, byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("the key must have 32 bytes, not " + key.length);
    }
    this.jdbc = jdbc;
    this.clock = clock;
    this.sealing = new SecretKeySpec(Digests.hmac(key, "tillbridge sealing 1"), "AES");
    this.pepper = Digests.hmac(key, "tillbridge pepper 1");
  }

  /** Stores the value under the name, in place of an older one. Joins a running transaction. */
  public void put(String name, String value) {
    jdbc.sql("""
            insert into secret (name, sealed, updated_at) values (:name, :sealed, :now)
            on conflict (name) do update
               set sealed = excluded.sealed, updated_at = excluded.updated_at
            """)
        .param("name", name)
        .param("sealed", seal(name, value))
        .param("now", clock.instant().atOffset(UTC))
        .update();
  }

  /**
   * The value, if there is one.
   *
   * @throws IllegalStateException when it was sealed under another key or name, or was tampered with
   */
  public Optional<String> get(String name) {
    return jdbc.sql("select sealed from secret where name = :name")
        .param("name", name)
        .query((row, _) -> open(name, row.getBytes("sealed")))
        .optional();
  }

  /** The key that makes stolen hashes of PINs useless; always the same for one master key. */
  public byte[] pepper() {
    return pepper.clone();
  }

  private byte[] seal(String name, String value) {
    var nonce = Digests.random(NONCE_BYTES);
    try {
      var sealed = cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(value.getBytes(UTF_8));
      return ByteBuffer.allocate(nonce.length + sealed.length)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String open(String name, byte[] stored) {
    try {
      var nonce = java.util.Arrays.copyOf(stored, NONCE_BYTES);
      var plain = cipher(Cipher.DECRYPT_MODE, name, nonce)
          .doFinal(stored, NONCE_BYTES, stored.length - NONCE_BYTES);
      return new String(plain, UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "secret " + name + " cannot be opened; was it sealed under another key?", e);
    }
  }

  private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(UTF_8));
    return cipher;
  }
}
