package dev.tillbridge.hub.sales;

import static dev.tillbridge.hub.sales.SalesRig.usd;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a till reports, changed in one place at a time by the test that needs it otherwise. */
public final class CounterSale {

  public UUID id = UUID.randomUUID();
  public Channel channel = Channel.COUNTER;
  public LocationId location = SalesRig.MAIN;
  public @Nullable String register = "R1";
  public @Nullable String receiptNumber = "R1-000101";
  public Instant soldAt = SalesRig.NOW;
  public @Nullable UUID holdId;
  public NewSale.@Nullable Lease lease;
  public Currency currency = SalesRig.USD;
  public List<NewSale.Line> lines = new ArrayList<>();
  public List<SaleTax> taxes = new ArrayList<>();
  public List<NewSale.NewTender> tenders = new ArrayList<>();
  public List<NewSale.NewCharge> charges = new ArrayList<>();
  public @Nullable Money rounding;
  public @Nullable String invoiceTo;
  public @Nullable NewPricing pricing;
  public NewSale.@Nullable Sender sender;

  /** So many of one thing, taxed at 8.25 %, paid in cash to the cent. */
  public static CounterSale of(Sku sku, int quantity, long unitPrice) {
    var sale = new CounterSale();
    sale.lines.add(line(sku, quantity, unitPrice, 0));
    long net = quantity * unitPrice;
    long tax = (net * 82_500 + 500_000) / 1_000_000;
    sale.taxes.add(tax(net, tax));
    sale.tenders.add(cash(net + tax));
    return sale;
  }

  public static NewSale.Line line(Sku sku, int quantity, long unitPrice, long discount) {
    return new NewSale.Line(sku, quantity, usd(unitPrice), usd(discount));
  }

  public static SaleTax tax(long taxable, long amount) {
    return new SaleTax(TaxCategory.STANDARD, "Sales tax", 82_500, false, usd(taxable), usd(amount));
  }

  public static NewSale.NewTender cash(long amount) {
    return new NewSale.NewTender(Tender.Kind.CASH, usd(amount), null, null, null);
  }

  public static NewSale.NewTender cash(long amount, long tendered, long change) {
    return new NewSale.NewTender(Tender.Kind.CASH, usd(amount), usd(tendered), usd(change), null);
  }

  public static NewSale.NewTender paypal(Money amount, UUID payment) {
    return new NewSale.NewTender(Tender.Kind.PAYPAL, amount, null, null, payment);
  }

  public static NewSale.NewTender card(Money amount, String slip) {
    return new NewSale.NewTender(Tender.Kind.CARD, amount, null, null, null, slip);
  }

  public NewSale report() {
    return new NewSale(
        id,
        channel,
        location,
        register,
        receiptNumber,
        soldAt,
        holdId,
        lease,
        currency,
        lines,
        taxes,
        tenders,
        charges,
        null,
        rounding == null ? Money.zero(currency) : rounding,
        invoiceTo,
        null,
        pricing,
        sender);
  }
}
