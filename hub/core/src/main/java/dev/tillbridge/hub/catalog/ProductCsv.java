package dev.tillbridge.hub.catalog;

import dev.tillbridge.hub.catalog.CatalogImport.Skipped;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads the file product by product, never all of it at once. */
final class ProductCsv {

  static final String HANDLE = "Handle";
  static final String TITLE = "Title";
  static final String VENDOR = "Vendor";
  static final String TYPE = "Type";
  static final String SKU = "Variant SKU";
  static final String PRICE = "Variant Price";
  static final String QUANTITY = "Variant Inventory Qty";
  static final String TAXABLE = "Variant Taxable";
  static final String BARCODE = "Variant Barcode";
  static final String SOLD_BY = "Sold By";
  static final String MINIMUM_AGE = "Minimum Age";
  static final String IMAGE = "Image Src";
  static final String VARIANT_IMAGE = "Variant Image";
  static final int OPTIONS = 3;

  private static final List<String> REQUIRED = List.of(HANDLE, TITLE, SKU, PRICE);

  private static final int NO_MORE = -1;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Shopify has at most 2,048 variants a product; longer runs are taken in pieces. */
  private static final int ROWS_MAX = 2_048;

  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final Map<String, Integer> columns;
  private final int width;
  private final List<Skipped> unreadable = new ArrayList<>();
  private String lastHandle = "";
  private @Nullable CsvRow ahead;
  private boolean ended;

  /**
   * Reads the header.
   *
   * @throws BadInput when a column is missing that we cannot do without
   */
  ProductCsv(Reader reader) {
    try {
      // Lenient about quotes: one that is wrong spoils its row, which is then named, not the file.
      parser = CSVFormat.RFC4180
          .builder()
          .setIgnoreEmptyLines(false)
          .setLenientEof(true)
          .setTrailingData(true)
          .get()
          .parse(withoutMark(reader));
    } catch (CharacterCodingException e) {
      throw BadInput.of("file", "is not UTF-8 text");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    records = parser.iterator();
    var header = read();
    width = header == null ? 0 : header.cells().size();
    columns = header == null ? Map.of() : positions(header.cells());
    var missing = REQUIRED.stream()
        .filter(name -> !columns.containsKey(name))
        .map(name -> new FieldError(name, "the file has no such column"))
        .toList();
    if (!missing.isEmpty()) {
      throw new BadInput(missing);
    }
  }

  static String optionName(int n) {
    return "Option" + n + " Name";
  }

  static String optionValue(int n) {
    return "Option" + n + " Value";
  }

  /** The next rows of one product; null at the end of the file. */
  @Nullable
  ProductRows next() {
    var first = ahead == null ? usable() : ahead;
    ahead = null;
    if (first == null) {
      return null;
    }
    var handle = first.get(HANDLE);
    var rows = new ArrayList<CsvRow>();
    for (var row = first; row != null; row = usable()) {
      if (!row.get(HANDLE).equals(handle) || rows.size() == ROWS_MAX) {
        ahead = row;
        break;
      }
      rows.add(row);
    }
    return new ProductRows(handle, rows);
  }

  /** What could not be given to any product; complete once the file has ended. */
  List<Skipped> unreadable() {
    return unreadable;
  }

  private @Nullable CsvRow usable() {
    for (var row = read(); row != null; row = read()) {
      if (row.isBlank()) {
        continue;
      }
      var fault = fault(row);
      if (fault == null) {
        lastHandle = row.get(HANDLE);
        return row;
      }
      unreadable.add(fault);
    }
    return null;
  }

  private @Nullable Skipped fault(CsvRow row) {
    if (row.overflows(width)) {
      return new Skipped(row.line(), "row", "has more cells than the header; check its quotes");
    }
    var handle = row.get(HANDLE);
    if (handle.isEmpty()) {
      return new Skipped(row.line(), HANDLE, "is missing");
    }
    return handle.equals(lastHandle)
        ? null
        : TextCheck.fault(handle, TextCheck.LONGEST)
            .map(why -> new Skipped(row.line(), HANDLE, why))
            .orElse(null);
  }

  private @Nullable CsvRow read() {
    if (ended) {
      return null;
    }
    long line = parser.getCurrentLineNumber() + 1;
    try {
      if (records.hasNext()) {
        return new CsvRow(
            line, columns == null ? Map.of() : columns, records.next().toList());
      }
    } catch (UncheckedIOException e) {
      unreadable.add(new Skipped(line, "file", whyUnreadable(e)));
    }
    ended = true;
    return null;
  }

  private static String whyUnreadable(UncheckedIOException e) {
    var cause = e.getCause();
    if (cause instanceof CharacterCodingException) {
      return "the text from here on is not UTF-8";
    }
    if (cause instanceof CSVException) {
      return "cannot be read from here on: " + cause.getMessage();
    }
    throw e;
  }

  private static Map<String, Integer> positions(List<String> header) {
    // Of two columns with one name the first counts; the case of a name does not.
    var known = Stream.concat(
            Stream.of(
                HANDLE,
                TITLE,
                VENDOR,
                TYPE,
                SKU,
                PRICE,
                QUANTITY,
                TAXABLE,
                BARCODE,
                SOLD_BY,
                MINIMUM_AGE,
                IMAGE,
                VARIANT_IMAGE),
            Stream.iterate(1, n -> n <= OPTIONS, n -> n + 1)
                .flatMap(n -> Stream.of(optionName(n), optionValue(n))))
        .toList();
    var positions = new HashMap<String, Integer>();
    for (int i = 0; i < header.size(); i++) {
      var name = header.get(i).strip();
      int at = i;
      known.stream()
          .filter(name::equalsIgnoreCase)
          .findFirst()
          .ifPresent(column -> positions.putIfAbsent(column, at));
    }
    return Map.copyOf(positions);
  }

  private static Reader withoutMark(Reader reader) throws IOException {
    var buffered = new BufferedReader(reader);
    buffered.mark(1);
    int first = buffered.read();
    if (first != BYTE_ORDER_MARK && first != NO_MORE) {
      buffered.reset();
    }
    return buffered;
  }
}
