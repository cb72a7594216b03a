package dev.tillbridge.hub.receipts;

import dev.tillbridge.hub.places.Merchant;
import dev.tillbridge.hub.sales.Remark;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.TaxMode;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a receipt says, in the words in which it says it. The till says the same of the same sale ({@code
 * receipt-document.ts}); golden receipts hold the two together. Who served and who bought is not in it:
 * whoever has the address may read it.
 *
 * @param sums what comes before the total
 * @param included the taxes that are inside the total
 * @param notes on all of it
 */
public record Receipt(
    String number,
    Instant soldAt,
    String merchant,
    List<String> address,
    List<Row> facts,
    List<Line> lines,
    List<Row> sums,
    Row total,
    List<Row> included,
    List<Row> tenders,
    List<String> notes) {

  /** A name and what stands beside it. */
  public record Row(String name, String value) {}

  /**
   * Something that was sold.
   *
   * @param amount before the line's discount
   */
  public record Line(String what, String amount, List<String> details) {
    public Line {
      details = List.copyOf(details);
    }
  }

  public Receipt {
    address = List.copyOf(address);
    facts = List.copyOf(facts);
    lines = List.copyOf(lines);
    sums = List.copyOf(sums);
    included = List.copyOf(included);
    tenders = List.copyOf(tenders);
    notes = List.copyOf(notes);
  }

  /** Of a sale as it was made, of which nothing was written down. */
  public static Receipt of(SaleView sale, Location location, Merchant merchant) {
    return of(sale, location, merchant, List.of());
  }

  /** Of a sale as it was made, with what was written down of it for the customer. */
  public static Receipt of(
      SaleView sale, Location location, Merchant merchant, List<Remark> remarks) {
    boolean inside = sale.taxes().isEmpty()
        ? location.taxMode() == TaxMode.INCLUSIVE
        : sale.taxes().stream().allMatch(SaleTax::included);
    var taxes = sale.taxes().stream().map(Receipt::tax).toList();
    var before = new ArrayList<Row>();
    if (!inside) {
      before.add(new Row("Subtotal", Words.money(sale.subtotal())));
      before.addAll(taxes);
    }
    var register = sale.register();
    var place = register == null ? location.name() : location.name() + ", " + register;
    return new Receipt(
        Words.plain(sale.receiptNumber()),
        sale.soldAt(),
        Words.plain(merchant.name()),
        merchant.address().stream().map(Words::plain).toList(),
        List.of(
            new Row("Receipt", Words.plain(sale.receiptNumber())),
            new Row("Date", Words.time(sale.soldAt(), location.timeZone())),
            new Row("Location", Words.plain(place))),
        Stream.concat(
                IntStream.range(0, sale.lines().size())
                    .mapToObj(i -> line(sale.lines().get(i), words(remarks, i + 1))),
                sale.charges().stream()
                    .map(c -> new Line(Words.plain(c.title()), Words.money(c.amount()), List.of())))
            .toList(),
        before,
        new Row("Total", Words.money(sale.total())),
        inside ? taxes : List.of(),
        tenders(sale),
        words(remarks, 0));
  }

  private static List<String> words(List<Remark> remarks, int line) {
    return remarks.stream()
        .filter(remark -> remark.line() == line && remark.kind().onReceipt())
        .sorted(Comparator.comparing(Remark::kind).reversed())
        .map(remark -> Words.plain(remark.text()))
        .toList();
  }

  private static Line line(SaleLine line, List<String> remarks) {
    var details = new ArrayList<String>();
    if (line.quantity() > 1) {
      details.add(line.quantity() + " × " + Words.money(line.unitPrice()));
    }
    if (!line.discount().isZero()) {
      details.add("Discount −" + Words.money(line.discount()) + ", now " + Words.money(line.net()));
    }
    details.addAll(remarks);
    return new Line(Words.plain(line.title()), Words.money(line.gross()), details);
  }

  private static Row tax(SaleTax tax) {
    var name = (tax.included() ? "incl. " : "") + tax.name() + " " + Words.percent(tax.ratePpm());
    return new Row(Words.plain(name), Words.money(tax.amount()));
  }

  private static List<Row> tenders(SaleView sale) {
    var rows = new ArrayList<Row>();
    if (!sale.rounding().isZero()) {
      rows.add(new Row("Rounding", Words.money(sale.rounding())));
    }
    for (var tender : sale.tenders()) {
      Money handed = tender.tendered();
      rows.add(new Row(
          Words.name(tender.kind()), Words.money(handed == null ? tender.amount() : handed)));
      var change = tender.change();
      if (tender.kind() == Tender.Kind.CASH && change != null) {
        rows.add(new Row("Change", Words.money(change)));
      }
    }
    return rows;
  }
}
