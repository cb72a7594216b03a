package dev.tillbridge.hub.returns;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Five days of a real wholesaler, as far as they lie beside the project: the file is not ours. */
final class OnlineRetail {

  /** One line. A quantity below zero went back; the price is in pence. */
  record Line(String code, String title, int quantity, long price) {}

  /** Lines of one number, in the order of the file. */
  record Invoice(String number, Instant at, String country, List<Line> lines) {

    /** Money went back. */
    boolean isCancellation() {
      return number.startsWith("C");
    }

    /** Nobody paid anything: somebody has corrected the stock. */
    boolean isCorrection() {
      return lines.stream().allMatch(line -> line.price() == 0);
    }

    long total() {
      return lines.stream().mapToLong(line -> line.quantity() * line.price()).sum();
    }
  }

  static final ZoneId LONDON = ZoneId.of("Europe/London");

  private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d/M/yyyy HH:mm");
  private static final CSVFormat FORMAT = CSVFormat.RFC4180
      .builder()
      .setDelimiter(';')
      .setHeader()
      .setSkipHeaderRecord(true)
      .get();

  private OnlineRetail() {}

  /** All invoices; the test is skipped where there are none. */
  static List<Invoice> invoices() throws IOException {
    Map<String, Invoice> invoices = new LinkedHashMap<>();
    try (var text = Files.newBufferedReader(file());
        var parser = FORMAT.parse(text)) {
      for (var row : parser) {
        invoices
            .computeIfAbsent(
                row.get(0),
                number -> new Invoice(
                    number,
                    LocalDateTime.parse(row.get("InvoiceDate"), WHEN)
                        .atZone(LONDON)
                        .toInstant(),
                    row.get("Country"),
                    new ArrayList<>()))
            .lines()
            .add(line(row));
      }
    }
    return List.copyOf(invoices.values());
  }

  private static Line line(CSVRecord row) {
    return new Line(
        row.get("StockCode"),
        row.get("Description"),
        Integer.parseInt(row.get("Quantity")),
        pence(row.get("UnitPrice")));
  }

  /** 2,55 and 2,5 and 3: exact, without a floating point in between. */
  private static long pence(String price) {
    var parts = price.split(",", -1);
    var pence = parts.length == 1 ? "00" : (parts[1] + "0").substring(0, 2);
    if (parts.length > 2 || (parts.length == 2 && parts[1].length() > 2)) {
      throw new IllegalArgumentException(price);
    }
    return Long.parseLong(parts[0]) * 100 + Long.parseLong(pence);
  }

  private static Path file() {
    for (var at = Path.of(System.getProperty("user.dir")); at != null; at = at.getParent()) {
      var file = at.resolve("shared/data/online-retail/online-retail-10k.csv");
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    System.err.println("SKIPPED: no real sales beside the project (shared/data/online-retail)");
    assumeTrue(false, "no real sales beside the project");
    throw new AssertionError();
  }
}
