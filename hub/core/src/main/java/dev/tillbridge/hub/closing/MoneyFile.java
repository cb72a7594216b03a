package dev.tillbridge.hub.closing;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.model.payment.SettlementReports.Unread;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/**
 * What files of gateways and banks have in common: a table with names above its columns. Every line is
 * read on its own, so that one that is damaged takes no other with it.
 */
final class MoneyFile {

  /** Of lines that one quoted cell may go over. */
  private static final int LINES_MOST = 20;

  /** Some banks write a few lines of their own above the table. */
  private static final int ABOVE_MOST = 20;

  private static final char MARK = '\uFEFF';

  private MoneyFile() {}

  /** What turns a row into something; null when it is nothing of interest. Its complaints name the row. */
  interface Reading<T> {
    @Nullable
    T of(FileRow row);
  }

  /** Chooses how rows are read by the names of the columns. */
  interface Layout<T> {
    /**
     * @throws BadInput when a column is missing
     */
    Reading<T> of(List<String> columns);
  }

  /** What was understood, and what was not. */
  record Read<T>(List<T> all, List<Unread> aside) {}

  /** Its text; UTF-8 and UTF-16 are recognised, anything else is taken for Windows' own. */
  static String text(byte[] file) {
    if (file.length > 1 && (file[0] & 0xFF) == 0xFF && (file[1] & 0xFF) == 0xFE) {
      return new String(file, StandardCharsets.UTF_16LE);
    }
    if (file.length > 1 && (file[0] & 0xFF) == 0xFE && (file[1] & 0xFF) == 0xFF) {
      return new String(file, StandardCharsets.UTF_16BE);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      return new String(file, Charset.forName("windows-1252"));
    }
  }

  /**
   * Reads a table.
   *
   * @throws BadInput when a column is missing, or it is no table
   */
  static <T> Read<T> csv(String text, Layout<T> layout) {
    var plain = !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    var lines = List.of(plain.split("\r\n|\r|\n", -1));
    var header = header(lines, layout);
    var read = new Read<T>(new ArrayList<>(), new ArrayList<>());
    int at = header.line() + 1;
    while (at < lines.size()) {
      at = row(lines, at, header, read);
    }
    return read;
  }

  private record Header<T>(int line, char delimiter, List<String> columns, Reading<T> reading) {}

  private static <T> Header<T> header(List<String> lines, Layout<T> layout) {
    BadInput first = null;
    for (int i = 0; i < Math.min(lines.size(), ABOVE_MOST); i++) {
      var line = lines.get(i);
      if (line.isBlank()) {
        continue;
      }
      try {
        char delimiter = delimiter(line);
        var names = cells(line, delimiter).stream()
            .map(name -> name.strip().toLowerCase(Locale.ROOT).replace(' ', '_'))
            .toList();
        return new Header<>(i, delimiter, names, layout.of(names));
      } catch (BadInput missing) {
        first = first == null ? missing : first;
      } catch (IllegalArgumentException e) {
        first = first == null ? BadInput.of("file", "is no table: " + e.getMessage()) : first;
      }
    }
    throw first == null ? BadInput.of("file", "is empty") : first;
  }

  /** Where the comma is the decimals', columns are told apart by semicolons. */
  private static char delimiter(String line) {
    char best = ',';
    for (char one : new char[] {';', '\t'}) {
      best = count(line, one) > count(line, best) ? one : best;
    }
    return best;
  }

  private static long count(String line, char one) {
    return line.chars().filter(c -> c == one).count();
  }

  /** Names the columns that are missing; of each its possible names. */
  static void need(List<String> columns, List<List<String>> needed) {
    var missing = needed.stream()
        .filter(one -> one.stream().noneMatch(columns::contains))
        .map(one -> new FieldError(one.getFirst(), "the file has no such column"))
        .toList();
    if (!missing.isEmpty()) {
      throw new BadInput(missing);
    }
  }

  /** Reads the row that begins there; returns where the next may begin. */
  private static <T> int row(List<String> lines, int at, Header<T> header, Read<T> read) {
    if (lines.get(at).isBlank()) {
      return at + 1;
    }
    int end = at + 1;
    try {
      end = end(lines, at);
      var record = String.join("\n", lines.subList(at, end));
      var cells = named(header.columns(), cells(record, header.delimiter()));
      if (cells.values().stream().anyMatch(cell -> !cell.isEmpty())) {
        var one = header.reading().of(new FileRow(at + 1L, header.delimiter() == ';', cells));
        if (one != null) {
          read.all().add(one);
        }
      }
      return end;
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      read.aside().add(new Unread("line " + (at + 1), String.valueOf(e.getMessage())));
      // If it was a quotation mark that made several lines one, the others are still good.
      return at + 1;
    }
  }

  /** Where a row ends whose cells may go over several lines. */
  private static int end(List<String> lines, int at) {
    boolean open = count(lines.get(at), '"') % 2 == 1;
    int end = at + 1;
    while (open && end < Math.min(lines.size(), at + LINES_MOST)) {
      open = count(lines.get(end), '"') % 2 == 0;
      end++;
    }
    if (open) {
      throw new IllegalArgumentException("row: a quotation mark is not closed");
    }
    return end;
  }

  private static Map<String, String> named(List<String> columns, List<String> cells) {
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < cells.size() && i < columns.size(); i++) {
      named.putIfAbsent(columns.get(i), cells.get(i).strip());
    }
    return named;
  }

  private static List<String> cells(String record, char delimiter) {
    try (var parser =
        CSVFormat.RFC4180.builder().setDelimiter(delimiter).get().parse(new StringReader(record))) {
      var records = parser.getRecords();
      if (records.size() != 1) {
        throw new IllegalArgumentException("row: a quotation mark is not closed");
      }
      return records.getFirst().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException("row: a quotation mark stands where none may be");
    }
  }

  /**
   * A name for what has none: what it says, and which of those that say the same. The same file, or one
   * that overlaps with it, gives the same names.
   */
  static final class Naming {
    private final Map<String, Integer> seen = new HashMap<>();

    String of(String content) {
      int nth = seen.merge(content, 1, Integer::sum);
      var hash = HexFormat.of().formatHex(MovementStore.sha256(content)).substring(0, 24);
      return "#" + hash + "-" + nth;
    }
  }
}
