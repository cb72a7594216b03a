package dev.tillbridge.hub.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillbridge.model.catalog.Sku;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names variants whose file gives them no SKU: readable, and the same name every time. */
final class SkuMaker {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern OTHER = Pattern.compile("[^A-Z0-9]+");
  private static final Pattern EDGES = Pattern.compile("^-+|-+$");

  // Letters that Unicode does not take apart.
  private static final Map<String, String> LATIN =
      Map.of("Æ", "AE", "Œ", "OE", "Ø", "O", "Ł", "L", "Đ", "D", "Ð", "D", "Þ", "TH", "ẞ", "SS");

  /** Leaves room for a number within the length of a SKU. */
  private static final int LONGEST = Sku.LONGEST - 10;

  private static final int CUT_AT = 80;
  private static final int HASH_LENGTH = 8;

  private SkuMaker() {}

  /** For example CHAIN-BRACELET-BLUE; with a number behind it while the name is taken. */
  static Sku make(String handle, List<String> choice, Predicate<Sku> taken) {
    var base = base(handle, choice);
    var sku = new Sku(base);
    for (int n = 2; taken.test(sku); n++) {
      sku = new Sku(base + "-" + n);
    }
    return sku;
  }

  private static String base(String handle, List<String> choice) {
    var base = Stream.concat(Stream.of(handle), choice.stream())
        .map(SkuMaker::spell)
        .collect(Collectors.joining("-"));
    return base.length() <= LONGEST ? base : base.substring(0, CUT_AT) + "-" + hash(base);
  }

  private static String spell(String word) {
    var upper = MARKS
        .matcher(Normalizer.normalize(word, Normalizer.Form.NFKD))
        .replaceAll("")
        .toUpperCase(Locale.ROOT);
    for (var letter : LATIN.entrySet()) {
      upper = upper.replace(letter.getKey(), letter.getValue());
    }
    var plain = EDGES.matcher(OTHER.matcher(upper).replaceAll("-")).replaceAll("");
    // A word in another script has no Latin spelling that we could know.
    return plain.isEmpty() ? hash(word) : plain;
  }

  private static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().withUpperCase().formatHex(digest).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
