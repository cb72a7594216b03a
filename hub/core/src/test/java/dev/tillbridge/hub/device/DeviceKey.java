package dev.tillbridge.hub.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** A till of the tests: writes a journal as the real one does, from the description of it, not by its code. */
final class DeviceKey {

  private static final String NOTHING = "0".repeat(64);

  final UUID id;
  final List<Entry> journal = new ArrayList<>();
  private final KeyPair key;
  private String last = NOTHING;

  DeviceKey(UUID id, String curve) {
    this.id = id;
    try {
      var maker = KeyPairGenerator.getInstance("EC");
      maker.initialize(new ECGenParameterSpec(curve));
      this.key = maker.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  DeviceKey() {
    this(UUID.randomUUID(), "secp256r1");
  }

  private DeviceKey(DeviceKey original) {
    this.id = original.id;
    this.key = original.key;
    this.last = original.last;
    this.journal.addAll(original.journal);
  }

  /** The same browser profile on another machine. */
  DeviceKey copied() {
    return new DeviceKey(this);
  }

  byte[] publicKey() {
    return key.getPublic().getEncoded();
  }

  long head() {
    return journal.size();
  }

  Entry writes(String body) {
    var entry = signed(head() + 1, last, body);
    journal.add(entry);
    last = hash(entry);
    return entry;
  }

  Entry signed(long seq, String previous, String body) {
    var plain = new Entry(
        seq, previous, Instant.parse("2026-11-20T15:00:00Z").toString(), "NOTE", "Cora", body, "");
    try {
      var sign = Signature.getInstance("SHA256withECDSAinP1363Format");
      sign.initSign(key.getPrivate());
      sign.update(text(plain).getBytes(UTF_8));
      return with(plain, Base64.getEncoder().encodeToString(sign.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Entry with(Entry entry, String signature) {
    return new Entry(
        entry.seq(),
        entry.previous(),
        entry.at(),
        entry.kind(),
        entry.person(),
        entry.body(),
        signature);
  }

  /** The same entry with other words in it, and the signature that it had. */
  static Entry edited(Entry entry, String body) {
    return new Entry(
        entry.seq(),
        entry.previous(),
        entry.at(),
        entry.kind(),
        entry.person(),
        body,
        entry.signature());
  }

  private String text(Entry entry) {
    return "tillbridge-journal-1\n" + id + "\n" + entry.seq() + "\n" + entry.previous() + "\n"
        + entry.at() + "\n" + entry.kind() + "\n" + entry.person() + "\n" + sha(entry.body());
  }

  private String hash(Entry entry) {
    return sha(text(entry));
  }

  private static String sha(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
