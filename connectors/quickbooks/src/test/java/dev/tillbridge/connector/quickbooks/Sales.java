package dev.tillbridge.connector.quickbooks;

import dev.tillbridge.model.books.AccountKind;
import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.books.SaleForm;
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
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sales to book, built step by step. */
final class Sales {
  static final UUID SALE = UUID.fromString("0198f3c2-7a10-7c3e-9b1d-2f6a4c5e8d90");
  static final UUID KEY = UUID.fromString("0198f3c2-7a11-7000-8000-000000000001");

  private final Currency currency;
  private final List<SaleLine> lines = new ArrayList<>();
  private final List<SaleTax> taxes = new ArrayList<>();
  private final List<SaleCharge> charges = new ArrayList<>();
  private Money shipping;
  private Money rounding;
  private Channel channel = Channel.COUNTER;
  private ExternalRef reference = new ExternalRef("shopify", "demo.myshopify.com", "450789469");

  Sales(String currency) {
    this.currency = Currency.getInstance(currency);
    this.shipping = Money.zero(this.currency);
    this.rounding = this.shipping;
  }

  /** Two mugs at 9.99 with 8.25 % on top, in cash: 21.63. */
  static Posting mugs() {
    return new Sales("USD").line("MUG", 2, 999, 0).tax(false, 1998, 165).paid(Tender.Kind.CASH);
  }

  /** The same mugs as another sale. */
  static Posting of(UUID sale, UUID key) {
    var mugs = new Sales("USD").line("MUG", 2, 999, 0).tax(false, 1998, 165).sold(Tender.Kind.CASH);
    return posting(
        key,
        new Sale(
            sale,
            mugs.channel(),
            mugs.location(),
            mugs.register(),
            mugs.receiptNumber(),
            mugs.reference(),
            mugs.soldAt(),
            mugs.currency(),
            mugs.lines(),
            mugs.shipping(),
            mugs.taxes(),
            mugs.tenders(),
            null,
            mugs.charges()));
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

  /** In cash; a free sale cannot be rounded down. */
  Sales rounded(long by) {
    var due = Sale.total(currency, lines, shipping, taxes).plus(Sale.charged(currency, charges));
    rounding = money(Math.max(by, -due.minor()));
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
    return posting(KEY, sold(kinds));
  }

  /** As the hub tells of it: in one place if a receipt can name it. */
  static Posting posting(UUID key, Sale sale) {
    var note = "Tillbridge sale %s, receipt %s, %s"
        .formatted(sale.id(), sale.receiptNumber(), sale.channel());
    var head = new Document.Head(
        sale.id(),
        LocalDate.parse("2026-11-22"),
        sale.currency(),
        sale.reference() == null ? note : note + ", " + sale.reference(),
        Set.copyOf(SaleForm.numbers(sale)),
        sale.channel(),
        null);
    var form = SaleForm.of(sale, CHART);
    return new Posting(
        key,
        sale.tenders().size() == 1
            ? new Document.Receipt(
                head, form, money(sale, sale.tenders().getFirst().kind()))
            : new Document.Receipt(head, form, BookAccount.SPLIT));
  }

  static final SaleForm.Chart CHART = new SaleForm.Chart() {
    @Override
    public BookAccount of(Role role, @Nullable Sku sku, String key) {
      return account(role, "");
    }

    @Override
    public String category(Sku sku) {
      return TaxCategory.STANDARD.code();
    }
  };

  static BookAccount account(Role role, String part) {
    return new BookAccount(
        role.account(),
        part,
        role.name(),
        role.account().charAt(0) >= '4' ? AccountKind.INCOME : AccountKind.ASSET,
        null);
  }

  private static BookAccount money(Sale sale, Tender.Kind kind) {
    var reference = sale.reference();
    return switch (kind) {
      case CASH -> account(Role.CASH, "");
      case PAYPAL -> account(Role.PAYPAL, "");
      case CARD -> account(Role.CARD, "");
      case SHOP -> account(Role.SHOP, reference == null ? "" : reference.account());
      case GIFT_CARD, STORE_CREDIT, ON_ACCOUNT, DEPOSIT, EXCHANGE -> BookAccount.SPLIT;
    };
  }

  Sale sold(Tender.Kind... kinds) {
    var rest = Sale.total(currency, lines, shipping, taxes)
        .plus(Sale.charged(currency, charges))
        .plus(rounding);
    var tenders = new ArrayList<Tender>();
    for (int i = 0; i < kinds.length; i++) {
      var amount = i == kinds.length - 1 ? rest : money(1);
      rest = rest.minus(amount);
      tenders.add(new Tender(kinds[i], amount, null, null, null));
    }
    var counter = channel == Channel.COUNTER;
    return new Sale(
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
        charges,
        rounding);
  }

  private Money money(long minor) {
    return new Money(minor, currency);
  }
}
