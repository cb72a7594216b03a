package dev.tillbridge.hub.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
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
  private final List<SecretKeySpec> sealing;
  private final byte[] pepper;

  /**
   * Derives its keys at once and keeps no reference to the given one.
   *
   * @param key 32 bytes from a random source
   */
  public Secrets(JdbcClient jdbc, InstantSource clock, byte[] key) {
    this(jdbc, clock, key, List.of());
  }

  /**
   * With keys that are changed from time to time. The first of them seals; each of them, and the
   * master key, opens. What an older key sealed is sealed anew by {@link #rotate}.
   *
   * @param key 32 bytes from a random source
   * @param sealingKeys 32 bytes each, the newest first; none when the master key seals
   */
  public Secrets(JdbcClient jdbc, InstantSource clock, byte[] key, List<byte[]> sealingKeys) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("the key must have 32 bytes, not " + key.length);
    }
    this.jdbc = jdbc;
    this.clock = clock;
    this.sealing = Stream.concat(sealingKeys.stream(), Stream.of(key))
        .map(each -> new SecretKeySpec(Digests.hmac(each, "tillbridge sealing 1"), "AES"))
        .toList();
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

  /** Forgets the value, if there is one. */
  public void remove(String name) {
    jdbc.sql("delete from secret where name = :name").param("name", name).update();
  }

  /**
   * Seals everything anew that an older key sealed; what no key opens is left as it is.
   *
   * @return how many those were
   */
  public int rotate() {
    int anew = 0;
    for (var row : jdbc.sql("select name, sealed from secret")
        .query((found, _) -> new Sealed(found.getString("name"), found.getBytes("sealed")))
        .list()) {
      var plain = opened(row.name(), row.bytes());
      if (plain.isPresent() && opened(sealing.getFirst(), row.name(), row.bytes()) == null) {
        // Only if nobody has put another value there meanwhile.
        anew += jdbc.sql("""
                update secret set sealed = :anew where name = :name and sealed = :before
                """)
            .param("anew", seal(row.name(), plain.get()))
            .param("name", row.name())
            .param("before", row.bytes())
            .update();
      }
    }
    return anew;
  }

  /** A row as it stands; not a record, because those compare arrays by identity. */
  private static final class Sealed {
    private final String name;
    private final byte[] bytes;

    Sealed(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    String name() {
      return name;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** The key that makes stolen hashes of PINs useless; always the same for one master key. */
  public byte[] pepper() {
    return pepper.clone();
  }

  private byte[] seal(String name, String value) {
    var nonce = Digests.random(NONCE_BYTES);
    try {
      var sealed = cipher(Cipher.ENCRYPT_MODE, sealing.getFirst(), name, nonce)
          .doFinal(value.getBytes(UTF_8));
      return ByteBuffer.allocate(nonce.length + sealed.length)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String open(String name, byte[] stored) {
    return opened(name, stored)
        .orElseThrow(() -> new IllegalStateException(
            "secret " + name + " cannot be opened; was it sealed under another key?"));
  }

  private Optional<String> opened(String name, byte[] stored) {
    for (var key : sealing) {
      var plain = opened(key, name, stored);
      if (plain != null) {
        return Optional.of(plain);
      }
    }
    return Optional.empty();
  }

  /** Null when this key did not seal it, or it was tampered with. */
  private static @Nullable String opened(SecretKeySpec key, String name, byte[] stored) {
    try {
      var nonce = java.util.Arrays.copyOf(stored, NONCE_BYTES);
      var plain = cipher(Cipher.DECRYPT_MODE, key, name, nonce)
          .doFinal(stored, NONCE_BYTES, stored.length - NONCE_BYTES);
      return new String(plain, UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return null;
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, String name, byte[] nonce)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(UTF_8));
    return cipher;
  }
}
