package dev.tillbridge.hub.closereport;

import dev.tillbridge.hub.closereport.Content.Column;
import dev.tillbridge.hub.closereport.Content.Fact;
import dev.tillbridge.hub.closereport.Content.Row;
import dev.tillbridge.hub.closereport.Content.Section;
import dev.tillbridge.hub.closereport.Content.Table;
import dev.tillbridge.hub.closereport.Content.Tone;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.posting.ReceiptPaper;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.Tender;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The paper of a sale, a refund, an invoice or a credit, to be kept beside its document in other books: the
 * same lines, taxes and total, to the cent. An archive's paper (PDF/A), not the till's strip.
 */
public final class ReceiptPdf implements ReceiptPaper {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm VV", Locale.ENGLISH);

  private final Places places;

  public ReceiptPdf(Places places) {
    this.places = places;
  }

  @Override
  public byte[] of(Document document, String number, @Nullable Sale sale) {
    // Of a refund the sale tells what it was about, not when and how it was paid.
    var first = sale != null && sale.id().equals(document.head().id()) ? sale : null;
    var at = first == null
        ? document.head().day().atTime(12, 0).toInstant(ZoneOffset.UTC)
        : first.soldAt();
    return PdfFile.of(content(document, number, first), at);
  }

  private Content content(Document document, String number, @Nullable Sale sale) {
    var merchant = places.merchant();
    var sections = new ArrayList<Section>();
    var form = form(document);
    sections.add(new Section("lines", what(document), "", List.of(lines(form))));
    if (sale != null) {
      sections.add(new Section("paid", "How it was paid", "", List.of(paid(sale))));
    }
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("Address", String.join(", ", merchant.address())));
    facts.add(new Fact("Day", document.head().day().toString()));
    if (sale != null) {
      places.find(sale.location()).ifPresent(place -> {
        facts.add(new Fact("Sold at", LOCAL.format(sale.soldAt().atZone(place.timeZone()))));
        facts.add(new Fact("Location", place.name()));
      });
    }
    var customer = document.head().customer();
    if (customer != null) {
      facts.add(new Fact("Customer", customer));
    }
    facts.add(new Fact("Document", document.head().id().toString()));
    return new Content(
        title(document) + " " + number,
        merchant.name(),
        CloseReports.paper(places),
        Tone.GREEN,
        "Total %s, of which tax %s".formatted(words(form.total()), words(form.tax())),
        facts,
        sections);
  }

  private static Table lines(Form form) {
    var rows = new ArrayList<Row>();
    var inside = Money.zero(form.currency());
    for (var line : form.items()) {
      inside = inside.plus(line.inside());
      var each = line.unitPrice();
      rows.add(Row.of(
          line.title(),
          line.sku() == null ? "" : String.valueOf(line.quantity()),
          each == null ? "" : each.toDecimal().toPlainString(),
          line.amount().plus(line.inside())));
    }
    for (var discount : form.discounts()) {
      rows.add(Row.of(discount.title(), "", "", discount.amount().negated()));
    }
    var onTop = form.tax().minus(inside);
    if (inside.isZero()) {
      form.taxes().forEach(tax -> rows.add(Row.of(tax.title(), "", "", tax.amount())));
    } else if (!onTop.isZero()) {
      rows.add(Row.of("Tax on top", "", "", onTop));
    }
    rows.add(Row.total("Total " + form.currency().getCurrencyCode(), "", "", form.total()));
    if (!inside.isZero()) {
      form.taxes()
          .forEach(tax -> rows.add(Row.of("of which " + tax.title(), "", "", tax.amount())));
    }
    return new Table(
        "lines",
        "Lines",
        "Nothing",
        List.of(
            Column.text("What", 60),
            Column.number("Number"),
            Column.number("Each"),
            Column.number("Amount")),
        rows);
  }

  private static Table paid(Sale sale) {
    var rows = new ArrayList<Row>();
    for (var tender : sale.tenders()) {
      var given = tender.tendered();
      var back = tender.change();
      rows.add(Row.of(
          given == null || back == null
              ? how(tender.kind())
              : "%s: %s given, %s back".formatted(how(tender.kind()), words(given), words(back)),
          tender.amount()));
    }
    return new Table(
        "tenders",
        "Payments",
        "Nothing",
        List.of(Column.text("How", 60), Column.number("Amount")),
        rows);
  }

  private static String how(Tender.Kind kind) {
    return switch (kind) {
      case CASH -> "Cash";
      case PAYPAL -> "PayPal";
      case SHOP -> "In the online shop";
      case GIFT_CARD -> "Gift card";
      case CARD -> "Card";
      case STORE_CREDIT -> "Store credit";
      case ON_ACCOUNT -> "On account";
      case DEPOSIT -> "Paid in advance";
      case EXCHANGE -> "Exchange";
    };
  }

  private static Form form(Document document) {
    return switch (document) {
      case Document.Receipt receipt -> receipt.form();
      case Document.Refund refund -> refund.form();
      case Document.Invoice invoice -> invoice.form();
      case Document.Credit credit -> credit.form();
      case Document.Payment ignored -> none(document);
      case Document.Journal ignored -> none(document);
      case Document.Deposit ignored -> none(document);
    };
  }

  private static Form none(Document document) {
    throw new IllegalArgumentException("nobody is shown " + document.head());
  }

  private static String title(Document document) {
    return switch (document) {
      case Document.Refund ignored -> "Refund";
      case Document.Invoice ignored -> "Invoice";
      case Document.Credit ignored -> "Credit note";
      default -> "Receipt";
    };
  }

  private static String what(Document document) {
    return document instanceof Document.Refund || document instanceof Document.Credit
        ? "What was taken back"
        : "What was sold";
  }

  private static String words(Money money) {
    return money.toDecimal().toPlainString() + " " + money.currency().getCurrencyCode();
  }
}
