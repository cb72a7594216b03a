package dev.tillbridge.hub.catalog;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes words comparable: searching "creme" finds "Crème", whoever typed which. */
final class Folding {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern GAPS = Pattern.compile("[\\s\\p{Cntrl}\\p{Cs}]+");

  private Folding() {}

  /** Lower case, without accents, control characters and double blanks. */
  static String fold(String text) {
    var parts = Normalizer.normalize(text, Normalizer.Form.NFKD);
    var bare = MARKS.matcher(parts).replaceAll("").toLowerCase(Locale.ROOT);
    return GAPS.matcher(bare).replaceAll(" ").strip();
  }

  /** The different words of a query, folded. */
  static List<String> words(String query) {
    return Stream.of(fold(query).split(" "))
        .filter(w -> !w.isEmpty())
        .distinct()
        .toList();
  }

  /** A LIKE pattern that finds the word anywhere; its own wildcards mean themselves. */
  static String pattern(String word) {
    return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}
