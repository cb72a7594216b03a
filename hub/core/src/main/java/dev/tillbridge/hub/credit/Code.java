package dev.tillbridge.hub.credit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillbridge.hub.problem.BadInput;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is printed on a card: capitals and digits, whatever stands between them. */
record Code(String hash, String endsWith) {

  private static final Pattern SPELLING = Pattern.compile("[0-9A-Z]{8,40}");
  private static final int SHOWN = 4;

  /**
   * Reads it as somebody typed or scanned it.
   *
   * @throws BadInput naming the field
   */
  static Code of(@Nullable String typed, String field) {
    var plain = typed == null ? "" : typed.replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
    if (!SPELLING.matcher(plain).matches()) {
      throw BadInput.of(field, "must be the code of a card, 8 to 40 letters and digits");
    }
    return new Code(sha256(plain), plain.substring(plain.length() - SHOWN));
  }

  private static String sha256(String plain) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(plain.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
