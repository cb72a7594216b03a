package dev.tillbridge.hub.closereport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.places.Merchant;
import dev.tillbridge.hub.sales.SalesRig;
import dev.tillbridge.model.books.AccountKind;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.books.SaleForm;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The paper that is kept beside a document in other books. */
class ReceiptPdfTest {

  private static final Currency GBP = Currency.getInstance("GBP");
  private static final BookAccount CASH =
      new BookAccount("1010", "", "Cash", AccountKind.ASSET, null);

  private final SalesRig hub = new SalesRig();
  private final ReceiptPdf paper = new ReceiptPdf(hub.places);

  ReceiptPdfTest() {
    hub.places.save(new Merchant("Mugs & Co", List.of("1 High Street", "London")));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private static Money gbp(long minor) {
    return new Money(minor, GBP);
  }

  /** Three for 19.99 each less 6.00; 9.00 of tax on top, or inside. */
  private static Sale sale(boolean inside) {
    var tax = new SaleTax(
        TaxCategory.STANDARD, "VAT 20 %", 200_000, inside, gbp(inside ? 4_497 : 5_397), gbp(900));
    long due = inside ? 5_397 : 6_297;
    return new Sale(
        UUID.fromString("0198f3c2-7a10-7c3e-9b1d-2f6a4c5e8d90"),
        Channel.COUNTER,
        SalesRig.MAIN,
        "R1",
        "R1-000101",
        null,
        SalesRig.NOW,
        GBP,
        List.of(new SaleLine(new Sku("MUG"), "Mug, größte", 3, gbp(1_999), gbp(600))),
        gbp(0),
        List.of(tax),
        List.of(new Tender(Tender.Kind.CASH, gbp(due), gbp(7_000), gbp(7_000 - due), null)),
        null);
  }

  private static Form form(Sale sale) {
    return SaleForm.of(sale, new SaleForm.Chart() {
      @Override
      public BookAccount of(Role role, @Nullable Sku sku, String key) {
        return CASH;
      }

      @Override
      public String category(Sku sku) {
        return TaxCategory.STANDARD.code();
      }
    });
  }

  private static Document.Head head(UUID id) {
    return new Document.Head(
        id, LocalDate.parse("2026-11-22"), GBP, "note", Set.of(), Channel.COUNTER, "Baker & Sons");
  }

  @Test
  void a_receipt_says_what_was_sold_and_paid_and_is_the_same_bytes_again() {
    var sale = sale(false);
    var document = new Document.Receipt(head(sale.id()), form(sale), CASH);
    var pdf = paper.of(document, "R1-000101", sale);
    var read = PdfReading.of(pdf);
    assertThat(read.title()).contains("Receipt R1-000101", "Mugs & Co");
    assertThat(read.isTagged()).isTrue();
    assertThat(read.all())
        .contains("1 High Street, London", "Mug, größte", "19.99", "59.97", "-6.00", "9.00")
        .contains("Total 62.97 GBP, of which tax 9.00 GBP")
        .contains("Cash: 70.00 GBP given, 7.03 GBP back", "10:00 America/New_York");
    assertThat(paper.of(document, "R1-000101", sale)).isEqualTo(pdf);
  }

  @Test
  void tax_inside_the_prices_is_told_below_the_total() {
    var sale = sale(true);
    var document = new Document.Invoice(head(sale.id()), form(sale), CASH);
    var read = PdfReading.of(paper.of(document, "R1-000101", sale));
    assertThat(read.title()).contains("Invoice R1-000101");
    assertThat(read.all())
        .contains("59.97", "-6.00", "53.97", "of which VAT 20 %", "9.00", "Baker & Sons")
        .doesNotContain("Tax on top");
  }

  @Test
  void what_was_taken_back_does_not_say_how_the_sale_was_paid() {
    var sale = sale(false);
    var document = new Document.Refund(head(UUID.randomUUID()), form(sale), CASH);
    var read = PdfReading.of(paper.of(document, "abcd1234", sale));
    assertThat(read.all())
        .contains("Refund abcd1234", "What was taken back")
        .doesNotContain("Cash");
  }
}
