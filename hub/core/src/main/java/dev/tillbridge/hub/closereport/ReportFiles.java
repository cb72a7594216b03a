package dev.tillbridge.hub.closereport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The files of a report: what the manifest says, and all of them as one. */
final class ReportFiles {

  static final String PDF = "report.pdf";
  static final String CSV = "report.csv";
  static final String MANIFEST = "manifest.txt";
  static final String SIGNATURE = "manifest.sig";
  static final String KEY = "public-key.pem";
  static final String HOW = "verify.txt";

  /** What somebody sends to be looked at is not ours if it is larger. */
  private static final int MEMBERS_MOST = 20;

  private static final int BYTES_MOST = 100 << 20;

  private ReportFiles() {}

  /** What is said of the report in the manifest, in its own comments. */
  record Told(
      String merchant,
      Period period,
      boolean green,
      Instant at,
      String by,
      String ledger,
      String key,
      String fingerprint) {}

  /**
   * What is signed: the files' hashes as {@code sha256sum -c} reads them, which passes over lines that begin
   * with a number sign.
   */
  static byte[] manifest(Told told, byte[] pdf, byte[] csv) {
    var text = new StringBuilder();
    line(text, "report", "Tillbridge close report");
    line(text, "merchant", told.merchant());
    line(text, "from", told.period().from().toString());
    line(text, "through", told.period().through().toString());
    line(text, "verdict", told.green() ? "green" : "not green");
    line(text, "made at", told.at().toString());
    line(text, "made by", told.by());
    line(text, "ledger", told.ledger());
    line(text, "key", told.key());
    line(text, "SHA-256 of the public key", told.fingerprint());
    text.append(hash(pdf)).append("  ").append(PDF).append('\n');
    text.append(hash(csv)).append("  ").append(CSV).append('\n');
    return text.toString().getBytes(UTF_8);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("# ")
        .append(name)
        .append(": ")
        .append(value.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip())
        .append('\n');
  }

  /** How anybody verifies it, without us. */
  static byte[] how(String fingerprint) {
    return """
        openssl pkeyutl -verify -pubin -inkey %s -rawin -in %s -sigfile %s
        sha256sum -c %s

        The first line says whether the manifest was signed with this key, the second whether both files are those of the
        manifest. That the key is the merchant's, and not that of somebody who changed the files, is seen by comparing:
        openssl pkey -pubin -in %s -outform DER | sha256sum
        must say what the console says under Books, Daily close:
        %s
        """.formatted(KEY, MANIFEST, SIGNATURE, MANIFEST, KEY, fingerprint).getBytes(UTF_8);
  }

  static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(SigningKeys.sha256(bytes));
  }

  /** One file of all of them, with the report's time, so that it is always the same. */
  static byte[] zipped(Map<String, byte[]> files, Instant at) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes, UTF_8)) {
      for (var file : files.entrySet()) {
        var entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(at.atOffset(UTC).toLocalDateTime());
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static boolean isZip(byte[] file) {
    return file.length > 4 && file[0] == 'P' && file[1] == 'K' && file[2] == 3 && file[3] == 4;
  }

  /** What is in it; nothing when it cannot be read, or is more than a report could be. */
  static Map<String, byte[]> unzipped(byte[] file) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    long left = BYTES_MOST;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(file), UTF_8)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        var content = zip.readNBytes(Math.toIntExact(left + 1));
        left -= content.length;
        if (left < 0 || members.size() >= MEMBERS_MOST || members.put(name, content) != null) {
          return Map.of();
        }
      }
    } catch (IOException | IllegalArgumentException broken) {
      return Map.of();
    }
    return members;
  }
}
