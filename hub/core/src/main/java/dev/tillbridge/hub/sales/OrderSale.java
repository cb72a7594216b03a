package dev.tillbridge.hub.sales;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.TaxCategory;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.Customer;
import dev.tillbridge.model.sale.ExternalRef;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.stock.StockLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a sale of a shop's order, exactly as charged, or says in words for a person why not. A pure
 * function: nothing is looked up or written.
 */
final class OrderSale {

  /** The order cannot be taken as it is. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1;

    Unfit(String why) {
      // A case will quote it, and PostgreSQL's text cannot hold U+0000.
      super(why.replace('\0', '\uFFFD'));
    }
  }

  private OrderSale() {}

  /** The SKUs that the order names, for looking them up. */
  static List<Sku> skus(ShopOrder order) {
    return ordered(order).stream()
        .map(ShopOrder.Line::sku)
        .filter(s -> s != null)
        .toList();
  }

  /** Throws unless every line can be sold as it is. */
  static void judge(ShopOrder order, Set<Sku> known) throws Unfit {
    units(order, known);
  }

  /**
   * What the order takes from the shelf.
   *
   * @param known those of its SKUs that the catalogue has
   */
  static List<StockLine> units(ShopOrder order, Set<Sku> known) throws Unfit {
    try {
      return CounterSales.units(lines(order, known));
    } catch (ArithmeticException | IllegalArgumentException tooMany) {
      throw new Unfit("it asks for more than " + StockLine.MOST + " of one SKU");
    }
  }

  /**
   * The sale.
   *
   * @param reference the order's name at the shop; the sale's id comes from it
   * @param known those of its SKUs that the catalogue has
   */
  static Sale of(ShopOrder order, ExternalRef reference, LocationId location, Set<Sku> known)
      throws Unfit {
    var lines = lines(order, known);
    try {
      sameCurrency(order, order.shipping(), "shipping");
      sameCurrency(order, order.total(), "total");
      var taxes = taxes(order, lines);
      if (order.shipping().isNegative()) {
        throw new Unfit("its shipping is below zero: " + order.shipping());
      }
      for (var charge : order.charges()) {
        sameCurrency(order, charge.amount(), charge.title());
      }
      var due = Sale.total(order.currency(), lines, order.shipping(), taxes)
          .plus(Sale.charged(order.currency(), order.charges()));
      if (!due.equals(order.total())) {
        throw new Unfit("its lines, shipping and taxes add up to %s, but its total is %s"
            .formatted(due, order.total()));
      }
      var gross =
          lines.stream().map(SaleLine::gross).reduce(Money.zero(order.currency()), Money::plus);
      if (Math.max(gross.minor(), due.minor()) > Money.MOST_BOOKED) {
        throw new ArithmeticException("more than books hold");
      }
      return new Sale(
          SaleIds.of(reference.system(), reference.account(), reference.id()),
          Channel.WEB,
          location,
          null,
          order.name(),
          reference,
          order.createdAt(),
          order.currency(),
          lines,
          order.shipping(),
          taxes,
          tenders(order),
          customer(order.customer()),
          order.charges());
    } catch (ArithmeticException tooLarge) {
      throw new Unfit("its amounts are too large to add up");
    }
  }

  /** What gift cards paid was the shop's debt before; the rest is with its gateways. */
  private static List<Tender> tenders(ShopOrder order) {
    var told = order.more().giftCards();
    var cards = told == null || told.compareTo(order.total()) > 0 ? order.total() : told;
    if (told == null || cards.isZero()) {
      return List.of(new Tender(Tender.Kind.SHOP, order.total(), null, null, gateways(order)));
    }
    var card = new Tender(Tender.Kind.GIFT_CARD, cards, null, null, order.name());
    var rest = order.total().minus(cards);
    return rest.isZero()
        ? List.of(card)
        : List.of(card, new Tender(Tender.Kind.SHOP, rest, null, null, gateways(order)));
  }

  /** A line of which nothing is left after an edit of the order says nothing. */
  private static List<ShopOrder.Line> ordered(ShopOrder order) {
    return order.lines().stream().filter(line -> line.quantity() != 0).toList();
  }

  private static List<SaleLine> lines(ShopOrder order, Set<Sku> known) throws Unfit {
    var lines = new ArrayList<SaleLine>();
    for (var line : ordered(order)) {
      lines.add(line(order, line, known));
    }
    if (lines.isEmpty()) {
      throw new Unfit("it has no lines");
    }
    if (lines.size() > SaleCheck.LINES_MOST) {
      throw new Unfit("it has more than " + SaleCheck.LINES_MOST + " lines");
    }
    return lines;
  }

  private static SaleLine line(ShopOrder order, ShopOrder.Line line, Set<Sku> known) throws Unfit {
    var sku = line.sku();
    if (sku == null) {
      throw new Unfit("its line \"" + line.title() + "\" has no SKU");
    }
    if (!known.contains(sku)) {
      throw new Unfit(
          "SKU " + sku + " of its line \"" + line.title() + "\" is not in the catalogue");
    }
    sameCurrency(order, line.unitPrice(), "line \"" + line.title() + "\"");
    sameCurrency(order, line.discount(), "line \"" + line.title() + "\"");
    try {
      return new SaleLine(sku, line.title(), line.quantity(), line.unitPrice(), line.discount());
    } catch (ArithmeticException | IllegalArgumentException wrong) {
      throw new Unfit("its line \"" + line.title() + "\" makes no sense: " + wrong.getMessage());
    }
  }

  /**
   * The shop tells taxes for lines and shipping together, and not by category: all go under the
   * standard one, on the lines that it calls taxable.
   */
  private static List<SaleTax> taxes(ShopOrder order, List<SaleLine> lines) throws Unfit {
    var taxable = Money.zero(order.currency());
    var ordered = ordered(order);
    for (int i = 0; i < lines.size(); i++) {
      if (ordered.get(i).taxable()) {
        taxable = taxable.plus(lines.get(i).net());
      }
    }
    var taxes = new ArrayList<SaleTax>();
    var sum = Money.zero(order.currency());
    for (var tax : order.taxes()) {
      sameCurrency(order, tax.amount(), "tax " + tax.name());
      if (tax.amount().isNegative()) {
        throw new Unfit("its tax " + tax.name() + " is below zero: " + tax.amount());
      }
      sum = sum.plus(tax.amount());
      taxes.add(new SaleTax(
          TaxCategory.STANDARD,
          tax.name(),
          tax.ratePpm(),
          order.taxesIncluded(),
          taxable,
          tax.amount()));
    }
    if (sum.compareTo(order.total()) > 0) {
      throw new Unfit("its taxes of " + sum + " exceed its total of " + order.total());
    }
    return taxes;
  }

  private static void sameCurrency(ShopOrder order, Money money, String what) throws Unfit {
    if (!money.currency().equals(order.currency())) {
      throw new Unfit(
          "its %s is in %s, the order in %s".formatted(what, money.currency(), order.currency()));
    }
  }

  private static String gateways(ShopOrder order) {
    return order.gateways().isEmpty() ? order.name() : String.join(", ", order.gateways());
  }

  private static @Nullable Customer customer(@Nullable Customer customer) {
    return customer == null || (customer.name() == null && customer.email() == null)
        ? null
        : customer;
  }
}
