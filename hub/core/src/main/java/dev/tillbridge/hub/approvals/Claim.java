package dev.tillbridge.hub.approvals;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A yes as a till tells it. Nothing of it is believed before it is checked.
 *
 * @param kind such as DISCOUNT or NO_SALE
 * @param subject id of the sale, return or shift that it is for
 * @param allowed how much of what, as JSON, character by character as it was signed
 * @param askedBy who sold
 * @param approvedBy who said yes
 * @param approvedAt as the till spelled it, because that is what was signed
 * @param key whose signature it is; null when nobody else had to be asked
 */
public record Claim(
    UUID id,
    String kind,
    String subject,
    String allowed,
    String register,
    UUID askedBy,
    UUID approvedBy,
    String approvedAt,
    String expiresAt,
    String reason,
    @Nullable UUID key,
    @Nullable String signature) {

  /** What is signed, line by line, so that TypeScript and Java write it alike. */
  String text() {
    return String.join(
        "\n",
        "tillbridge-approval-1",
        id.toString(),
        kind,
        subject,
        hash(allowed),
        register,
        askedBy.toString(),
        approvedBy.toString(),
        key == null ? "" : key.toString(),
        approvedAt,
        expiresAt,
        hash(reason));
  }

  private static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
