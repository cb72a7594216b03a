package dev.tillbridge.hub.inventory;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Tells one request from another under the same id. Every part goes in with its length, so that no
 * two different requests spell the same bytes.
 */
final class Fingerprint {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  /** Of these parts, in this order. */
  static Fingerprint of(@Nullable Object... parts) {
    return new Fingerprint().add(parts);
  }

  /** Adds what spells itself without doubt: texts, numbers, ids, times, names. */
  Fingerprint add(@Nullable Object... parts) {
    for (var part : parts) {
      var bytes = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
      said.writeBytes((part == null ? "-" : bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      said.writeBytes(bytes);
    }
    return this;
  }

  /** The same however often it is asked: a transaction that is done again claims the same request. */
  byte[] bytes() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(said.toByteArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
