package dev.tillbridge.model.books;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sale as lines of a document, exactly as it was charged: the same figures as the ledger has. A pure
 * function.
 */
public final class SaleForm {

  private SaleForm() {}

  /** Where the ledger has what a sale is made of. */
  public interface Chart {

    /**
     * The account.
     *
     * @param sku of goods, and of what was taken off them; else null
     * @param key the name of a tax, else empty
     */
    BookAccount of(Role role, @Nullable Sku sku, String key);

    /** The tax category of a good. */
    String category(Sku sku);
  }

  /** The lines. */
  public static Form of(Sale sale, Chart chart) {
    var inside = IncludedTax.of(sale);
    var lines = new ArrayList<FormLine>();
    for (int i = 0; i < sale.lines().size(); i++) {
      lines.add(goods(sale.lines().get(i), inside.get(i), sale, chart));
    }
    if (!sale.shipping().isZero()) {
      lines.add(shipping(sale, inside.getLast(), chart));
    }
    for (var charge : sale.charges()) {
      var role = role(charge.kind());
      lines.add(FormLine.of(role, chart.of(role, null, ""), charge.title(), charge.amount(), ""));
    }
    if (!sale.rounding().isZero()) {
      var account = chart.of(Role.ROUNDING, null, "");
      lines.add(FormLine.of(Role.ROUNDING, account, "Cash rounding", sale.rounding(), ""));
    }
    for (var line : sale.lines()) {
      if (!line.discount().isZero()) {
        var account = chart.of(Role.DISCOUNT, line.sku(), "");
        lines.add(FormLine.of(Role.DISCOUNT, account, "Discount", line.discount(), ""));
      }
    }
    sale.taxes().forEach(tax -> lines.add(tax(tax, chart)));
    return new Form(sale.currency(), lines);
  }

  /** As what a charge is entered. */
  public static Role role(SaleCharge.Kind kind) {
    return switch (kind) {
      case TIP -> Role.TIP;
      case DUTY -> Role.DUTY;
      case FEE -> Role.FEE_CHARGED;
      case GIFT_CARD -> Role.GIFT_CARD;
      case DEPOSIT -> Role.DEPOSIT;
    };
  }

  private static FormLine goods(SaleLine sold, Money inside, Sale sale, Chart chart) {
    return new FormLine(
        Role.SALES,
        chart.of(Role.SALES, sold.sku(), ""),
        sold.sku(),
        sold.title(),
        sold.quantity(),
        sold.unitPrice(),
        sold.gross().minus(inside),
        inside,
        bearing(sale, chart.category(sold.sku())),
        0);
  }

  private static FormLine shipping(Sale sale, Money inside, Chart chart) {
    return new FormLine(
        Role.SHIPPING,
        chart.of(Role.SHIPPING, null, ""),
        null,
        "Shipping",
        1,
        null,
        sale.shipping().minus(inside),
        inside,
        bearing(sale, ""),
        0);
  }

  /** What bears tax: the category of one of the sale's taxes, or all of it bears the only one. */
  private static String bearing(Sale sale, String category) {
    var categories = sale.taxes().stream()
        .filter(tax -> !tax.amount().isZero())
        .map(tax -> tax.category().code())
        .distinct()
        .toList();
    return categories.contains(category) || categories.size() != 1
        ? categories.contains(category) ? category : ""
        : categories.getFirst();
  }

  private static FormLine tax(SaleTax tax, Chart chart) {
    return new FormLine(
        Role.TAX,
        chart.of(Role.TAX, null, tax.name()),
        null,
        tax.name(),
        1,
        null,
        tax.amount(),
        Money.zero(tax.amount().currency()),
        tax.category().code(),
        tax.ratePpm());
  }

  /** The numbers under which others may have booked it: the receipt's, or the order's. */
  public static List<String> numbers(Sale sale) {
    var reference = sale.reference();
    return reference == null
        ? List.of(sale.receiptNumber())
        : List.of(sale.receiptNumber(), reference.id());
  }
}
