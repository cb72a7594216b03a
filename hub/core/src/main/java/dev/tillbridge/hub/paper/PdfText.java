package dev.tillbridge.hub.paper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The one typeface of our pages, and how much room words need in it. Liberation Sans has Latin, Greek and
 * Cyrillic letters; others become question marks.
 */
public final class PdfText {

  /** Comes with PDFBox, which sets it where a file names Helvetica and does not bring it. */
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private static final int EM = 1000;
  private static final int UNKNOWN = -1;
  private static final String INSTEAD = "?";

  private final PDType0Font font;
  private final Map<Integer, Integer> widths = new HashMap<>();

  private PdfText(PDType0Font font) {
    this.font = font;
  }

  /** Only the letters that are used become part of the document. */
  public static PdfText of(PDDocument document) throws IOException {
    try (InputStream file = PDType0Font.class.getResourceAsStream(FONT)) {
      if (file == null) {
        throw new IllegalStateException("there is no " + FONT);
      }
      return new PdfText(PDType0Font.load(document, file, true));
    }
  }

  PDType0Font font() {
    return font;
  }

  /** In whole points, rounded up. */
  public int width(String shown, int size) {
    long sum = shown.codePoints().mapToLong(this::width).sum();
    return Math.toIntExact(Math.ceilDiv(sum * size, (long) EM));
  }

  private int width(int letter) {
    return widths.computeIfAbsent(letter, this::measured);
  }

  private int measured(int letter) {
    try {
      return (int) Math.ceil(font.getStringWidth(Character.toString(letter)));
    } catch (IllegalArgumentException noSuchLetter) {
      return UNKNOWN;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line that can be shown: no breaks, no letters that are not there. */
  public String plain(String words) {
    var line = new StringBuilder();
    Normalizer.normalize(words, Normalizer.Form.NFC)
        .replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Cf}\\s]+", " ")
        .strip()
        .codePoints()
        .forEach(letter -> {
          if (width(letter) == UNKNOWN) {
            line.append(INSTEAD);
          } else {
            line.appendCodePoint(letter);
          }
        });
    return line.toString();
  }

  /** Lines of at most this width; a word that is wider is broken. */
  public List<String> lines(String words, int size, int width) {
    var lines = new ArrayList<String>();
    var line = "";
    for (var word : plain(words).split(" ", -1)) {
      var longer = line.isEmpty() ? word : line + " " + word;
      if (width(longer, size) <= width) {
        line = longer;
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
      line = broken(word, size, width, lines);
    }
    lines.add(line);
    return lines;
  }

  private String broken(String word, int size, int width, List<String> lines) {
    var rest = word;
    while (width(rest, size) > width && rest.codePointCount(0, rest.length()) > 1) {
      int end = rest.offsetByCodePoints(0, 1);
      while (width(rest.substring(0, rest.offsetByCodePoints(end, 1)), size) <= width) {
        end = rest.offsetByCodePoints(end, 1);
      }
      lines.add(rest.substring(0, end));
      rest = rest.substring(end);
    }
    return rest;
  }
}
