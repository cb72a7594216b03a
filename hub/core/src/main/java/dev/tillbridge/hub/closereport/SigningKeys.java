package dev.tillbridge.hub.closereport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.people.Secrets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The installation's key for signing (Ed25519, RFC 8032), made when it is first needed. Its private half is
 * sealed among the {@link Secrets}; if that is removed, the next signature has a new key, and what was
 * signed before is still verified with the old one.
 */
final class SigningKeys {

  private static final String ALGORITHM = "Ed25519";
  private static final String SECRET = "close-report-key";
  private static final int ID_DIGITS = 16;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Secrets secrets;

  SigningKeys(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock, Secrets secrets) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.secrets = secrets;
  }

  /** The id of the key that signs now. */
  String current() {
    return Objects.requireNonNull(tx.execute(_ -> {
      jdbc.sql("select pg_advisory_xact_lock(hashtextextended('close-report-key', 0))")
          .query((_, _) -> 0)
          .list();
      return secrets.get(SECRET).map(SigningKeys::idOf).orElseGet(this::make);
    }));
  }

  private static String idOf(String secret) {
    return secret.substring(0, ID_DIGITS);
  }

  private String make() {
    try {
      var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      var open = pair.getPublic().getEncoded();
      var id = HexFormat.of().formatHex(sha256(open)).substring(0, ID_DIGITS);
      secrets.put(
          SECRET, id + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
      jdbc.sql("insert into signing_key (id, public, made_at) values (:id, :public, :now)")
          .param("id", id)
          .param("public", open)
          .param("now", clock.instant().atOffset(UTC))
          .update();
      return id;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The signature of a text.
   *
   * @param id of the current key
   */
  byte[] sign(String id, byte[] text) {
    var secret = secrets.get(SECRET).filter(one -> idOf(one).equals(id)).orElseThrow();
    try {
      var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(secret.substring(ID_DIGITS)));
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(KeyFactory.getInstance(ALGORITHM).generatePrivate(spec));
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether one of our keys has signed it. */
  boolean verify(String id, byte[] text, byte[] signed) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(publicKey(id))));
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException no) {
      return false;
    }
  }

  /** Its SHA-256 in hexadecimal digits, for comparing by eye. */
  String fingerprint(String id) {
    return HexFormat.of().formatHex(sha256(publicKey(id)));
  }

  /** The public half as openssl reads it. */
  byte[] pem(String id) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey(id));
    return ("-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n")
        .getBytes(US_ASCII);
  }

  private byte[] publicKey(String id) {
    return jdbc.sql("select public from signing_key where id = :id")
        .param("id", id)
        .query((row, _) -> row.getBytes("public"))
        .single();
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
