package dev.tillbridge.hub.closereport;

import static dev.tillbridge.hub.sales.SalesRig.usd;

import dev.tillbridge.hub.closing.DayClose;
import dev.tillbridge.hub.closing.Payouts;
import dev.tillbridge.hub.people.Secrets;
import dev.tillbridge.hub.places.Merchant;
import dev.tillbridge.hub.sales.CounterSale;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.catalog.Sku;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A hub that sells and makes reports. */
final class ReportRig implements AutoCloseable {

  static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  static final Period ONE_DAY = new Period(DAY, DAY);
  static final Period MONTH = new Period(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30));
  static final String ANN = "Ann";

  final SalesRig hub = new SalesRig();
  final CloseReports reports = reports(new byte[32]);
  private final Sku mug = hub.shelf("MUG", 1_000, 1_000);
  private int receipts = 300;

  ReportRig() {
    hub.places.save(new Merchant("Corner Shop", List.of("1 High Street")));
  }

  CloseReports reports(byte[] masterKey) {
    var payouts = new Payouts(hub.db.jdbc(), hub.db.tx(), hub.clock, hub.cases);
    return new CloseReports(
        hub.db.jdbc(),
        hub.db.tx(),
        hub.clock,
        new DayClose(hub.db.jdbc(), hub.db.tx(), hub.clock, payouts, false),
        payouts,
        hub.places,
        new Secrets(hub.db.jdbc(), hub.clock, masterKey),
        false);
  }

  CloseReport make(Period period) {
    return reports.make(UUID.randomUUID(), period, ANN);
  }

  /** So many of 10.00 each and 8.25 % of tax, in cash. */
  CounterSale cash(int quantity) {
    var sale = CounterSale.of(mug, quantity, 1_000);
    return sold(sale);
  }

  /** One of 10.00, 0.83 of tax, by card. */
  CounterSale card(String slip) {
    var sale = CounterSale.of(mug, 1, 1_000);
    sale.tenders.set(0, CounterSale.card(usd(1_083), slip));
    return sold(sale);
  }

  private CounterSale sold(CounterSale sale) {
    sale.receiptNumber = "R1-000" + receipts++;
    hub.sales.record(sale.report());
    return sale;
  }

  /** What a program that knows nothing of ours reads. */
  static List<CSVRecord> lines(byte[] csv) {
    try (var parser = CSVParser.parse(new StringReader(text(csv)), CSVFormat.RFC4180)) {
      return parser.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a table without its head, each without its names. */
  static List<List<String>> table(byte[] csv, String section, String table) {
    return lines(csv).stream()
        .filter(line -> line.get(0).equals(section)
            && line.get(1).equals(table)
            && !line.get(2).equals("head"))
        .map(line -> line.stream().skip(3).toList())
        .toList();
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    hub.close();
  }
}
