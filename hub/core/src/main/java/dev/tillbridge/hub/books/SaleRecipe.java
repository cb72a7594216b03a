package dev.tillbridge.hub.books;

import dev.tillbridge.model.books.IncludedTax;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.Tender;
import java.util.List;
import java.util.Map;

/**
 * How a sale is entered, exactly as it was charged: each tender as what came in (of cash what stayed in
 * the drawer), goods at their price before discounts, without the tax that is inside it. A pure function.
 */
public final class SaleRecipe {

  private SaleRecipe() {}

  /**
   * The lines; none for a sale in which nothing has a price.
   *
   * @param categories of the goods; one that is not named has none
   */
  public static List<DraftLine> of(Sale sale, Map<Sku, String> categories) {
    var position = new Position(sale.currency());
    for (var tender : sale.tenders()) {
      position.add(role(tender.kind()), "", key(sale, tender), tender.amount().minor());
    }
    var inside = IncludedTax.of(sale);
    for (int i = 0; i < sale.lines().size(); i++) {
      var line = sale.lines().get(i);
      goods(position, line, inside.get(i), categories.getOrDefault(line.sku(), ""));
    }
    position.add(Role.SHIPPING, "", "", inside.getLast().minus(sale.shipping()).minor());
    for (var tax : sale.taxes()) {
      position.add(Role.TAX, tax.category().code(), tax.name(), -tax.amount().minor());
    }
    for (var charge : sale.charges()) {
      position.add(role(charge.kind()), "", "", -charge.amount().minor());
    }
    position.add(Role.ROUNDING, "", "", -sale.rounding().minor());
    return position.lines();
  }

  private static void goods(Position position, SaleLine line, Money inside, String category) {
    position.add(Role.SALES, category, "", inside.minus(line.gross()).minor());
    position.add(Role.DISCOUNT, category, "", line.discount().minor());
  }

  /** Where money of this kind is. */
  public static Role role(Tender.Kind kind) {
    return switch (kind) {
      case CASH -> Role.CASH;
      case PAYPAL -> Role.PAYPAL;
      case SHOP -> Role.SHOP;
      case GIFT_CARD -> Role.GIFT_CARD;
      case CARD -> Role.CARD;
      case STORE_CREDIT -> Role.STORE_CREDIT;
      case ON_ACCOUNT -> Role.RECEIVABLE;
      case DEPOSIT -> Role.DEPOSIT;
      // The refund that paid for it is entered in the same transaction.
      case EXCHANGE -> Role.OWED;
    };
  }

  private static String key(Sale sale, Tender tender) {
    var reference = sale.reference();
    return tender.kind() == Tender.Kind.SHOP && reference != null ? reference.account() : "";
  }

  private static Role role(SaleCharge.Kind kind) {
    return switch (kind) {
      case TIP -> Role.TIP;
      case DUTY -> Role.DUTY;
      case FEE -> Role.FEE_CHARGED;
      case GIFT_CARD -> Role.GIFT_CARD;
      case DEPOSIT -> Role.DEPOSIT;
    };
  }
}
