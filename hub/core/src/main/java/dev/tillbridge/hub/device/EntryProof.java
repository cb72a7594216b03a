package dev.tillbridge.hub.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What a till signs, and whether it did. The text names the device, the number and the entry before, so
 * that no entry counts at another place, in another order or of another till.
 */
final class EntryProof {

  /** P-256, and nothing weaker. */
  private static final int FIELD_BITS = 256;

  private EntryProof() {}

  /** Line by line, so that it is written alike in every language. */
  static String text(UUID device, Entry entry) {
    return String.join(
        "\n",
        "tillbridge-journal-1",
        device.toString(),
        Long.toString(entry.seq()),
        entry.previous(),
        entry.at(),
        entry.kind(),
        entry.person(),
        HexFormat.of().formatHex(sha256(entry.body())));
  }

  /** What the next entry names as the one before. */
  static byte[] hash(UUID device, Entry entry) {
    return sha256(text(device, entry));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isSigned(byte[] publicKey, UUID device, Entry entry) {
    try {
      var check = Signature.getInstance("SHA256withECDSAinP1363Format");
      check.initVerify(key(publicKey));
      check.update(text(device, entry).getBytes(UTF_8));
      return check.verify(Base64.getDecoder().decode(entry.signature()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Reads a key as {@code exportKey("spki")} writes it.
   *
   * @throws GeneralSecurityException when it is none, or not one on P-256
   */
  static PublicKey key(byte[] encoded) throws GeneralSecurityException {
    var key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
    if (key instanceof ECPublicKey curve
        && curve.getParams().getCurve().getField().getFieldSize() == FIELD_BITS) {
      return key;
    }
    throw new GeneralSecurityException("not a key on P-256");
  }
}
