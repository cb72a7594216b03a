package dev.tillbridge.connector.xero;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The number a document has in the books: {@code T-} and the first 95 bits of the SHA-256 of its id (36
 * lower-case ASCII characters), as 19 digits of Crockford's base 32. The same document always gets the
 * same number, which is the one that other books of ours give it, and two never meet in practice.
 */
final class DocNumber {

  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 19;

  private DocNumber() {}

  static String of(UUID id) {
    var hash = new BigInteger(1, sha256(id.toString()));
    var number = new StringBuilder("T-");
    for (int i = 1; i <= LENGTH; i++) {
      int digit = hash.shiftRight(256 - 5 * i).intValue() & 31;
      number.append(DIGITS.charAt(digit));
    }
    return number.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
