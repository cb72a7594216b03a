package dev.tillbridge.connector.quickbooks;

import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.ExternalRef;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** Sales to book, built step by step. */
final class Sales {
  static final UUID SALE = UUID.fromString("0198f3c2-7a10-7c3e-9b1d-2f6a4c5e8d90");
  static final UUID KEY = UUID.fromString("0198f3c2-7a11-7000-8000-000000000001");

  private final Currency currency;
  private final List<SaleLine> lines = new ArrayList<>();
  private final List<SaleTax> taxes = new ArrayList<>();
  private final List<SaleCharge> charges = new ArrayList<>();
  private Money shipping;
  private Channel channel = Channel.COUNTER;
  private ExternalRef reference = new ExternalRef("shopify", "demo.myshopify.com", "450789469");

  Sales(String currency) {
    this.currency = Currency.getInstance(currency);
    this.shipping = Money.zero(this.currency);
  }

  /** Two mugs at 9.99 with 8.25 % on top, in cash: 21.63. */
  static Posting mugs() {
    return new Sales("USD").line("MUG", 2, 999, 0).tax(false, 1998, 165).paid(Tender.Kind.CASH);
  }

  Sales web() {
    channel = Channel.WEB;
    return this;
  }

  Sales at(String system, String shop) {
    reference = new ExternalRef(system, shop, "450789469");
    return web();
  }

  Sales line(String sku, int quantity, long unitPrice, long discount) {
    lines.add(
        new SaleLine(new Sku(sku), sku + " title", quantity, money(unitPrice), money(discount)));
    return this;
  }

  Sales shipping(long charged) {
    shipping = money(charged);
    return this;
  }

  Sales charge(SaleCharge.Kind kind, long amount) {
    charges.add(new SaleCharge(kind, "as charged: " + kind, money(amount)));
    return this;
  }

  Sales tax(boolean included, long taxable, long amount) {
    taxes.add(new SaleTax(
        TaxCategory.STANDARD, "Sales tax", 82_500, included, money(taxable), money(amount)));
    return this;
  }

  /** The first kinds pay a cent each, the last one the rest. */
  Posting paid(Tender.Kind... kinds) {
    var rest = Sale.total(currency, lines, shipping, taxes).plus(Sale.charged(currency, charges));
    var tenders = new ArrayList<Tender>();
    for (int i = 0; i < kinds.length; i++) {
      var amount = i == kinds.length - 1 ? rest : money(1);
      rest = rest.minus(amount);
      tenders.add(new Tender(kinds[i], amount, null, null, null));
    }
    var counter = channel == Channel.COUNTER;
    return new Posting(
        KEY,
        new Sale(
            SALE,
            channel,
            new LocationId("main"),
            counter ? "R1" : null,
            counter ? "R1-000101" : "#1001",
            counter ? null : reference,
            Instant.parse("2026-11-22T14:00:00Z"),
            currency,
            lines,
            shipping,
            taxes,
            tenders,
            null,
            charges),
        LocalDate.parse("2026-11-22"));
  }

  private Money money(long minor) {
    return new Money(minor, currency);
  }
}
