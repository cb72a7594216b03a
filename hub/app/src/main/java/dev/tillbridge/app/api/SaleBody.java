package dev.tillbridge.app.api;

import dev.tillbridge.hub.credit.ValueKind;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A sale as a till reports it, before it is read. */
record SaleBody(
    @Nullable UUID id,
    @Nullable String location,
    @Nullable Channel channel,
    @Nullable String register,
    @Nullable String receiptNumber,
    @Nullable Instant soldAt,
    @Nullable UUID holdId,
    @Nullable Lease lease,
    @Nullable String currency,
    @Nullable List<@Nullable Line> lines,
    @Nullable List<@Nullable Tax> taxes,
    @Nullable List<@Nullable Paid> tenders,
    @Nullable List<@Nullable Charge> charges,
    @Nullable String pointCard,
    @Nullable MoneyJson rounding,
    @Nullable String invoiceTo,
    @Nullable UUID shift,
    @Nullable PricingBody pricing,
    @Nullable String receiptToken,
    @Nullable RemarksBody remarks) {

  private static final int MOST_LINES = 500;
  private static final int MOST_TAXES = 50;
  private static final int MOST_TENDERS = 20;
  private static final int MOST_CHARGES = 20;
  /** Two tonnes, in millionths of a kilogram. */
  private static final int HEAVIEST = 2_000_000_000;

  record Line(
      @Nullable String sku,
      @Nullable Integer quantity,
      @Nullable MoneyJson unitPrice,
      @Nullable MoneyJson discount,
      @Nullable List<@Nullable String> serials,
      @Nullable String lot,
      @Nullable Integer weight,
      @Nullable String note) {}

  record Tax(
      @Nullable String name,
      @Nullable String category,
      @Nullable Integer ratePpm,
      @Nullable Boolean included,
      @Nullable MoneyJson taxable,
      @Nullable MoneyJson amount) {}

  record Paid(
      Tender.@Nullable Kind kind,
      @Nullable MoneyJson amount,
      @Nullable MoneyJson tendered,
      @Nullable MoneyJson change,
      @Nullable UUID paymentId,
      @Nullable String reference) {}

  /** What is charged beside goods; code: of the card that is paid into. */
  record Charge(
      SaleCharge.@Nullable Kind kind,
      @Nullable String title,
      @Nullable MoneyJson amount,
      @Nullable String code) {}

  /** What the till sold without asking, by right of its lease or beyond. */
  record Lease(@Nullable Integer generation, @Nullable List<@Nullable LineJson> lines) {

    NewSale.Lease read() {
      var read = new ArrayList<StockLine>();
      for (var line : Input.list("lease.lines", lines, MOST_LINES)) {
        var field = "lease.lines[" + read.size() + "]";
        read.add(new StockLine(
            Input.sku(field + ".sku", line.sku()),
            Input.between(field + ".quantity", line.quantity(), 1, StockLine.MOST)));
      }
      return new NewSale.Lease(
          Input.between("lease.generation", generation, 1, Integer.MAX_VALUE), read);
    }
  }

  /**
   * The sale that is meant.
   *
   * @param sender who is signed in, or null for a program
   */
  NewSale read(NewSale.@Nullable Sender sender) {
    var in = Input.currency("currency", currency);
    var rounded = MoneyJson.readOrNull("rounding", rounding);
    return new NewSale(
        Input.need("id", id),
        Input.need("channel", channel),
        Input.location("location", location),
        register == null ? null : Input.text("register", register, 40),
        receiptNumber == null ? null : Input.text("receiptNumber", receiptNumber, 60),
        Input.need("soldAt", soldAt),
        holdId,
        lease == null ? null : lease.read(),
        in,
        readLines(in),
        readTaxes(),
        readTenders(),
        readCharges(),
        pointCard == null ? null : Input.text("pointCard", pointCard, 40),
        rounded == null ? Money.zero(in) : rounded,
        invoiceTo == null ? null : Input.text("invoiceTo", invoiceTo, 100),
        shift,
        pricing == null ? null : pricing.read(),
        sender);
  }

  private List<NewSale.Line> readLines(Currency in) {
    var read = new ArrayList<NewSale.Line>();
    if (lines != null && lines.isEmpty() && charges != null && !charges.isEmpty()) {
      return read;
    }
    for (var line : Input.list("lines", lines, MOST_LINES)) {
      var field = "lines[" + read.size() + "]";
      var discount = MoneyJson.readOrNull(field + ".discount", line.discount());
      read.add(new NewSale.Line(
          Input.sku(field + ".sku", line.sku()),
          Input.between(field + ".quantity", line.quantity(), 1, StockLine.MOST),
          MoneyJson.read(field + ".unitPrice", line.unitPrice()),
          discount == null ? Money.zero(in) : discount,
          TrackedJson.serials(field + ".serials", line.serials()),
          line.lot(),
          line.weight() == null
              ? null
              : Integer.valueOf(Input.between(field + ".weight", line.weight(), 1, HEAVIEST))));
    }
    return read;
  }

  private List<SaleTax> readTaxes() {
    var read = new ArrayList<SaleTax>();
    if (taxes == null || taxes.isEmpty()) {
      return read;
    }
    for (var tax : Input.list("taxes", taxes, MOST_TAXES)) {
      var field = "taxes[" + read.size() + "]";
      var amount = MoneyJson.read(field + ".amount", tax.amount());
      if (amount.isNegative()) {
        throw BadInput.of(field + ".amount", "must not be negative");
      }
      read.add(new SaleTax(
          category(field + ".category", tax.category()),
          Input.text(field + ".name", tax.name(), 100),
          Input.between(field + ".ratePpm", tax.ratePpm(), 0, 1_000_000),
          Input.need(field + ".included", tax.included()),
          MoneyJson.read(field + ".taxable", tax.taxable()),
          amount));
    }
    return read;
  }

  private List<NewSale.NewTender> readTenders() {
    var read = new ArrayList<NewSale.NewTender>();
    for (var paid : Input.list("tenders", tenders, MOST_TENDERS)) {
      var field = "tenders[" + read.size() + "]";
      read.add(new NewSale.NewTender(
          Input.need(field + ".kind", paid.kind()),
          MoneyJson.read(field + ".amount", paid.amount()),
          MoneyJson.readOrNull(field + ".tendered", paid.tendered()),
          MoneyJson.readOrNull(field + ".change", paid.change()),
          paid.paymentId(),
          reference(field + ".reference", paid)));
    }
    return read;
  }

  /** The code of a gift card may look like the number of a payment card; it is not kept. */
  private static @Nullable String reference(String field, Paid paid) {
    var reference = paid.reference();
    boolean code = paid.kind() != null && ValueKind.of(paid.kind()).isPresent();
    return reference == null || code ? reference : Input.text(field, reference, 100);
  }

  private List<NewSale.NewCharge> readCharges() {
    var read = new ArrayList<NewSale.NewCharge>();
    if (charges == null || charges.isEmpty()) {
      return read;
    }
    for (var charge : Input.list("charges", charges, MOST_CHARGES)) {
      var field = "charges[" + read.size() + "]";
      read.add(new NewSale.NewCharge(
          Input.need(field + ".kind", charge.kind()),
          Input.text(field + ".title", charge.title(), 100),
          MoneyJson.read(field + ".amount", charge.amount()),
          charge.code()));
    }
    return read;
  }

  private static TaxCategory category(String field, @Nullable String code) {
    try {
      return new TaxCategory(Input.need(field, code));
    } catch (IllegalArgumentException e) {
      throw BadInput.of(field, "must be a tax category like standard");
    }
  }
}
