package dev.tillbridge.connector.quickbooks;

import com.intuit.ipp.data.DiscountLineDetail;
import com.intuit.ipp.data.GlobalTaxCalculationEnum;
import com.intuit.ipp.data.Line;
import com.intuit.ipp.data.LineDetailTypeEnum;
import com.intuit.ipp.data.SalesItemLineDetail;
import com.intuit.ipp.data.SalesTransaction;
import com.intuit.ipp.data.TaxLineDetail;
import com.intuit.ipp.data.TxnTaxDetail;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.Form;
import dev.tillbridge.model.books.FormLine;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer could be shown, as QuickBooks has it. Nothing is computed anew: the tax is the tax as
 * charged, and the sum is what was paid.
 *
 * <p>Taxes inside the prices: QuickBooks wants the lines without tax, {@code TaxInclusive} and the
 * price as charged beside it ({@code TaxInclusiveAmt}). The unit price that follows is not whole cents.
 */
final class Forms {

  /** QuickBooks' own item for what was charged for shipping. */
  static final String SHIPPING = "SHIPPING_ITEM_ID";

  /** Enough for a unit price times any quantity we allow to round back to its line. */
  private static final int UNIT_PRICE_SCALE = 7;

  private Forms() {}

  static <T extends SalesTransaction> T fill(T row, Document document, Form form, Names names) {
    Papers.head(row, document);
    row.setCustomerRef(names.customerRef());
    row.setLine(lines(form, names));
    row.setTxnTaxDetail(tax(form, names.taxes()));
    if (names.taxes() instanceof FormTaxes.None) {
      row.setGlobalTaxCalculation(GlobalTaxCalculationEnum.NOT_APPLICABLE);
    } else if (form.isInclusive()) {
      row.setGlobalTaxCalculation(GlobalTaxCalculationEnum.TAX_INCLUSIVE);
    }
    if (!form.discounts().isEmpty()) {
      // The tax was charged on what was left after the discount.
      row.setApplyTaxAfterDiscount(true);
    }
    return row;
  }

  private static TxnTaxDetail tax(Form form, FormTaxes taxes) {
    var detail = new TxnTaxDetail();
    detail.setTotalTax(form.tax().toDecimal());
    if (taxes instanceof FormTaxes.Coded(var codes, var rates)) {
      var lines = new ArrayList<Line>();
      for (var rate : rates) {
        var told = new TaxLineDetail();
        told.setTaxRateRef(Names.reference(rate.id()));
        told.setPercentBased(true);
        told.setTaxPercent(rate.percent());
        told.setNetAmountTaxable(taxable(form, rate.category()).toDecimal());
        var line = line(LineDetailTypeEnum.TAX_LINE_DETAIL, rate.tax().amount());
        line.setTaxLineDetail(told);
        lines.add(line);
      }
      detail.setTaxLine(lines);
    }
    return detail;
  }

  private static Money taxable(Form form, String category) {
    return form.items().stream()
        .filter(line -> line.taxCategory().equals(category))
        .map(FormLine::amount)
        .reduce(Money.zero(form.currency()), Money::plus);
  }

  private static List<Line> lines(Form form, Names names) {
    var lines = new ArrayList<Line>();
    for (var line : form.items()) {
      lines.add(item(form, line, names));
    }
    if (!form.discounts().isEmpty()) {
      lines.add(discount(form, names));
    }
    return lines;
  }

  private static Line item(Form form, FormLine sold, Names names) {
    var detail = new SalesItemLineDetail();
    var item = names.item(sold);
    detail.setItemRef(Names.reference(item));
    var code = bears(sold) ? names.taxes().code(form, sold) : untaxed(names.taxes());
    // Whether its own shipping line bears tax, a company in the United States decides itself.
    boolean own = item.equals(SHIPPING) && names.taxes() instanceof FormTaxes.OneSum;
    if (code != null && !own) {
      detail.setTaxCodeRef(Names.reference(code));
    }
    var price = sold.unitPrice();
    if (sold.sku() != null) {
      detail.setQty(BigDecimal.valueOf(sold.quantity()));
      detail.setUnitPrice(
          price == null || !sold.inside().isZero()
              ? each(sold.amount(), sold.quantity())
              : price.toDecimal());
    }
    if (!sold.inside().isZero()) {
      detail.setTaxInclusiveAmt(sold.amount().plus(sold.inside()).toDecimal());
    }
    var line = line(LineDetailTypeEnum.SALES_ITEM_LINE_DETAIL, sold.amount());
    if (sold.role() != Role.SHIPPING) {
      line.setDescription(sold.title());
    }
    line.setSalesItemLineDetail(detail);
    return line;
  }

  /** Tips, cards and the like never bear tax. */
  private static boolean bears(FormLine line) {
    return line.role() == Role.SALES || line.role() == Role.SHIPPING;
  }

  private static @Nullable String untaxed(FormTaxes taxes) {
    return switch (taxes) {
      case FormTaxes.OneSum ignored -> "NON";
      case FormTaxes.None ignored -> null;
      case FormTaxes.Coded(var codes, var ignored) -> codes.get("");
    };
  }

  private static Line discount(Form form, Names names) {
    var detail = new DiscountLineDetail();
    detail.setPercentBased(false);
    detail.setDiscountAccountRef(names.account(form.discounts().getFirst().account()));
    var sum = form.discounts().stream()
        .map(FormLine::amount)
        .reduce(Money.zero(form.currency()), Money::plus);
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

  private static BigDecimal each(Money amount, int quantity) {
    return amount
        .toDecimal()
        .divide(BigDecimal.valueOf(quantity), UNIT_PRICE_SCALE, RoundingMode.HALF_UP);
  }
}
