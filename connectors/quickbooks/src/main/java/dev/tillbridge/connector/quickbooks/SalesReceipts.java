package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.DiscountLineDetail;
import com.intuit.ipp.data.GlobalTaxCalculationEnum;
import com.intuit.ipp.data.Line;
import com.intuit.ipp.data.LineDetailTypeEnum;
import com.intuit.ipp.data.ReferenceType;
import com.intuit.ipp.data.SalesItemLineDetail;
import com.intuit.ipp.data.SalesReceipt;
import com.intuit.ipp.data.TxnTaxDetail;
import dev.tillbridge.model.books.Posting;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.Tender;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A sale as QuickBooks' SalesReceipt. Nothing is computed anew: the tax is the tax as charged
 * ({@code TxnTaxDetail.TotalTax}), all discounts are one discount line, and the sum is what was paid.
 *
 * <p>Taxes inside the prices: QuickBooks wants the lines without tax, {@code TaxInclusive} and the
 * price as charged beside it ({@code TaxInclusiveAmt}). The tax is taken out of the lines in
 * proportion to what they cost, to the cent; the unit price that follows is not whole cents.
 *
 * <p>A line's tax code only says whether the sale bore tax, because a line of a sale does not tell
 * its tax category.
 */
final class SalesReceipts {

  /** QuickBooks' own item for what was charged for shipping. */
  private static final String SHIPPING = "SHIPPING_ITEM_ID";

  /** Enough for a unit price times any quantity we allow to round back to its line. */
  private static final int UNIT_PRICE_SCALE = 7;

  private SalesReceipts() {}

  /**
   * What QuickBooks calls the things that the sale names.
   *
   * @param items ids by SKU
   * @param charges ids of the items of tips, duties and fees, as far as the sale has any
   */
  record Ids(
      Map<String, String> items,
      Map<SaleCharge.Kind, String> charges,
      String customer,
      String depositTo) {}

  static SalesReceipt of(Posting posting, Ids ids) {
    var sale = posting.sale();
    var receipt = new SalesReceipt();
    receipt.setDocNumber(DocNumber.of(sale.id()));
    receipt.setTxnDate(date(posting.businessDay()));
    receipt.setCurrencyRef(reference(sale.currency().getCurrencyCode()));
    receipt.setPrivateNote(note(sale));
    receipt.setCustomerRef(reference(ids.customer()));
    receipt.setDepositToAccountRef(reference(ids.depositTo()));
    receipt.setLine(lines(sale, ids));
    var tax = new TxnTaxDetail();
    tax.setTotalTax(sale.tax().toDecimal());
    receipt.setTxnTaxDetail(tax);
    if (!includedTax(sale).isZero()) {
      receipt.setGlobalTaxCalculation(GlobalTaxCalculationEnum.TAX_INCLUSIVE);
    }
    if (!discounts(sale).isZero()) {
      // The tax was charged on what was left after the discount.
      receipt.setApplyTaxAfterDiscount(true);
    }
    return receipt;
  }

  /** The kinds that really paid; a free sale counts as what it was rung up as. */
  static List<Tender.Kind> kinds(Sale sale) {
    var paid = sale.tenders().stream()
        .filter(t -> !t.amount().isZero())
        .map(Tender::kind)
        .distinct()
        .sorted()
        .toList();
    return paid.isEmpty() ? List.of(sale.tenders().getFirst().kind()) : paid;
  }

  /** True when a document of the books says that it is this sale. */
  static boolean isOf(Sale sale, SalesReceipt receipt) {
    return receipt.getPrivateNote() != null
        && receipt.getPrivateNote().contains(sale.id().toString());
  }

  private static String note(Sale sale) {
    var note = new StringBuilder("Tillbridge sale %s, receipt %s, %s"
        .formatted(sale.id(), sale.receiptNumber(), sale.channel()));
    if (sale.reference() != null) {
      note.append(", ").append(sale.reference());
    }
    if (kinds(sale).size() > 1) {
      note.append(". Paid in parts, move them from this account: ")
          .append(sale.tenders().stream()
              .map(t -> t.kind() + " " + t.amount())
              .collect(Collectors.joining(", ")));
    }
    return note.toString();
  }

  private static List<Line> lines(Sale sale, Ids ids) {
    var taxes = includedTaxes(sale);
    var code = sale.tax().isZero() ? "NON" : "TAX";
    var lines = new ArrayList<Line>();
    for (int i = 0; i < sale.lines().size(); i++) {
      var sold = sale.lines().get(i);
      var id = Objects.requireNonNull(ids.items().get(sold.sku().code()), "look up first");
      lines.add(item(sold, taxes.get(i), id, code));
    }
    if (!sale.shipping().isZero()) {
      lines.add(shipping(sale.shipping(), taxes.getLast()));
    }
    for (var charge : sale.charges()) {
      lines.add(charge(charge, Objects.requireNonNull(ids.charges().get(charge.kind()))));
    }
    if (!discounts(sale).isZero()) {
      lines.add(discount(discounts(sale)));
    }
    return lines;
  }

  private static Line item(SaleLine sold, Money tax, String itemId, String taxCode) {
    var detail = new SalesItemLineDetail();
    detail.setItemRef(reference(itemId));
    detail.setQty(BigDecimal.valueOf(sold.quantity()));
    detail.setTaxCodeRef(reference(taxCode));
    var amount = sold.gross().minus(tax);
    if (tax.isZero()) {
      detail.setUnitPrice(sold.unitPrice().toDecimal());
    } else {
      detail.setUnitPrice(each(amount, sold.quantity()));
      detail.setTaxInclusiveAmt(sold.gross().toDecimal());
    }
    var line = line(LineDetailTypeEnum.SALES_ITEM_LINE_DETAIL, amount);
    line.setDescription(sold.title());
    line.setSalesItemLineDetail(detail);
    return line;
  }

  private static Line shipping(Money charged, Money tax) {
    var detail = new SalesItemLineDetail();
    detail.setItemRef(reference(SHIPPING));
    if (!tax.isZero()) {
      detail.setTaxInclusiveAmt(charged.toDecimal());
    }
    var line = line(LineDetailTypeEnum.SALES_ITEM_LINE_DETAIL, charged.minus(tax));
    line.setSalesItemLineDetail(detail);
    return line;
  }

  /** No tax is ever computed from these. */
  private static Line charge(SaleCharge charge, String itemId) {
    var detail = new SalesItemLineDetail();
    detail.setItemRef(reference(itemId));
    detail.setTaxCodeRef(reference("NON"));
    var line = line(LineDetailTypeEnum.SALES_ITEM_LINE_DETAIL, charge.amount());
    line.setDescription(charge.title());
    line.setSalesItemLineDetail(detail);
    return line;
  }

  private static Line discount(Money sum) {
    var detail = new DiscountLineDetail();
    detail.setPercentBased(false);
    var line = line(LineDetailTypeEnum.DISCOUNT_LINE_DETAIL, sum);
    line.setDiscountLineDetail(detail);
    return line;
  }

  private static Line line(LineDetailTypeEnum type, Money amount) {
    var line = new Line();
    line.setDetailType(type);
    line.setAmount(amount.toDecimal());
    return line;
  }

  /** The included tax in each line and, last, in the shipping. */
  private static List<Money> includedTaxes(Sale sale) {
    var weights = new ArrayList<Long>();
    sale.lines().forEach(line -> weights.add(line.net().minor()));
    weights.add(sale.shipping().minor());
    var tax = includedTax(sale);
    return tax.isZero() ? weights.stream().map(_ -> tax).toList() : tax.splitBy(weights);
  }

  private static Money includedTax(Sale sale) {
    return sale.taxes().stream()
        .filter(t -> t.included())
        .map(t -> t.amount())
        .reduce(Money.zero(sale.currency()), Money::plus);
  }

  private static Money discounts(Sale sale) {
    return sale.lines().stream()
        .map(SaleLine::discount)
        .reduce(Money.zero(sale.currency()), Money::plus);
  }

  private static BigDecimal each(Money amount, int quantity) {
    return amount
        .toDecimal()
        .divide(BigDecimal.valueOf(quantity), UNIT_PRICE_SCALE, RoundingMode.HALF_UP);
  }

  /**
   * The SDK takes a Date and prints its day in the JVM's time zone by an old calendar of zones (of
   * 2012), which puts midnight into the day before where the rules have changed since. Noon is in
   * the right day by both.
   */
  private static Date date(LocalDate day) {
    return Date.from(day.atTime(12, 0).atZone(ZoneId.systemDefault()).toInstant());
  }

  private static ReferenceType reference(String id) {
    var reference = new ReferenceType();
    reference.setValue(id);
    return reference;
  }
}
