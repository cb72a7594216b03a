package dev.tillbridge.hub.stock;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two requests under one id say the same. */
final class Fingerprint {

  private Fingerprint() {}

  /** The SHA-256 of the text, in hexadecimal digits. */
  static String of(CharSequence text) {
    return HexFormat.of().formatHex(bytes(text));
  }

  /** The same as the 32 bytes that it is. */
  static byte[] bytes(CharSequence text) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
