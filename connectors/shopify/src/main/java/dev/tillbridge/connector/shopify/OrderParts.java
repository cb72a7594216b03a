package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Customer;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopOrder.Line;
import dev.tillbridge.model.shop.ShopOrder.More;
import dev.tillbridge.model.shop.ShopOrder.Payment;
import dev.tillbridge.model.shop.ShopOrder.Risk;
import dev.tillbridge.model.shop.ShopOrder.Tax;
import dev.tillbridge.model.shop.ShopRefund;
import dev.tillbridge.model.shop.ShopRefund.Restock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What holds for an order in either of Shopify's two spellings, the REST payload of a webhook and
 * the GraphQL answer: both must give the same {@link ShopOrder}.
 */
final class OrderParts {

  /** The hub counts no more of one thing in one line (StockLine.MOST). */
  static final int MOST_PER_LINE = 1_000_000;

  /** Shopify's word for gift cards among those who took the money. */
  static final String GIFT_CARD = "gift_card";

  /** What beside lines, shipping and taxes is told of an order. */
  record Extras(Money tip, Money duties, Money fees, List<ShopRefund> refunds, More more) {}

  private OrderParts() {}

  static int quantity(Field field) {
    return field.whole(1, MOST_PER_LINE);
  }

  /** The line, unless its discounts exceed it. */
  static Line line(
      Field field,
      String id,
      @Nullable Sku sku,
      String title,
      int quantity,
      int open,
      Money unitPrice,
      Money discount,
      boolean taxable) {
    if (discount.compareTo(unitPrice.times(quantity)) > 0) {
      throw new NotAsDocumented("%s: must not be discounted by more than it costs, was %s off %s"
          .formatted(field.path(), discount, unitPrice.times(quantity)));
    }
    return new Line(id, sku, title, quantity, open, unitPrice, discount, taxable);
  }

  /** One per name and rate, in the order in which they first appear. */
  static List<Tax> merged(List<Tax> taxes) {
    record Kind(String name, int ratePpm) {}
    return taxes.stream()
        .collect(Collectors.toMap(
            tax -> new Kind(tax.name(), tax.ratePpm()),
            tax -> tax,
            (a, b) -> new Tax(a.name(), a.ratePpm(), a.amount().plus(b.amount())),
            LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  static Money sum(Currency currency, Stream<Money> amounts) {
    return amounts.reduce(Money.zero(currency), Money::plus);
  }

  /** The lower-case REST word and the upper-case GraphQL word mean the same. */
  static Payment payment(Field status) {
    var word = status.textIfAny();
    return switch (word == null ? "pending" : word.toLowerCase(Locale.ROOT)) {
      case "pending", "authorized", "partially_paid", "expired" -> Payment.OPEN;
      case "paid" -> Payment.PAID;
      case "partially_refunded", "refunded" -> Payment.REFUNDED;
      case "voided" -> Payment.VOIDED;
      default -> throw status.wrong("must be a financial status that we know");
    };
  }

  static boolean fulfilled(Field status) {
    return "fulfilled".equalsIgnoreCase(status.textIfAny());
  }

  static @Nullable Customer customer(
      @Nullable String first, @Nullable String last, @Nullable String email) {
    var name = Stream.of(first, last).filter(part -> part != null).collect(Collectors.joining(" "));
    return name.isEmpty() && email == null
        ? null
        : new Customer(name.isEmpty() ? null : name, email);
  }

  /** Units of a line that are neither sent nor taken off, when all or nothing was sent. */
  static int openOfAll(boolean sent, int quantity, String line, List<ShopRefund> refunds) {
    int off = refunds.stream()
        .flatMap(refund -> refund.lines().stream())
        .filter(one -> one.lineId().equals(line))
        .mapToInt(ShopRefund.Line::quantity)
        .sum();
    return sent ? 0 : Math.max(0, quantity - off);
  }

  static Restock restock(Field type) {
    return switch (type.text().toLowerCase(Locale.ROOT)) {
      case "cancel" -> Restock.CANCEL;
      case "return", "legacy_restock" -> Restock.RETURN;
      case "no_restock" -> Restock.NO_RESTOCK;
      default -> throw type.wrong("must be a way of restocking that we know");
    };
  }

  /** The total in the customer's currency; null when it is the shop's, or not told. */
  static @Nullable Money presentment(Field amount, Field code, Currency shops) {
    if (code.missing()) {
      return null;
    }
    var currency = code.currency();
    return currency.equals(shops) ? null : amount.amount(currency);
  }

  /** The highest level that any assessment gives; null when there is none. */
  static @Nullable Risk risk(List<Field> assessments) {
    return assessments.stream()
        .map(one -> switch (one.at("riskLevel").text()) {
          case "HIGH" -> Risk.HIGH;
          case "MEDIUM" -> Risk.MEDIUM;
          case "LOW" -> Risk.LOW;
          case "PENDING" -> Risk.PENDING;
          default -> Risk.NONE;
        })
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /**
   * The order with its extras, unless its total is not what its parts make.
   *
   * @param order its lines may hold the tip, which lies on no shelf
   */
  static ShopOrder complete(ShopOrder order, Extras extras, Field total) {
    var goods =
        order.lines().stream().filter(line -> !isTip(line, extras.tip())).toList();
    if (goods.isEmpty()) {
      throw new NotAsDocumented("line_items: must have at least one line, was an empty list");
    }
    var charges = new ArrayList<SaleCharge>();
    add(charges, SaleCharge.Kind.DUTY, "Duties", extras.duties());
    add(charges, SaleCharge.Kind.FEE, "Fees", extras.fees());
    var due =
        due(order, goods).plus(sum(order.currency(), charges.stream().map(SaleCharge::amount)));
    // Tips are told among the lines, or beside them, or were taken beside the order.
    if (!due.equals(order.total()) && due.plus(extras.tip()).equals(order.total())) {
      add(charges, SaleCharge.Kind.TIP, "Tip", extras.tip());
      due = due.plus(extras.tip());
    }
    if (!due.equals(order.total())) {
      throw new NotAsDocumented("%s: must be %s, the sum of lines, shipping and taxes, was %s"
          .formatted(total.path(), due, order.total()));
    }
    return new ShopOrder(
        order.id(),
        order.name(),
        order.createdAt(),
        order.updatedAt(),
        order.cancelledAt(),
        order.payment(),
        order.fulfilled(),
        order.test(),
        order.currency(),
        order.taxesIncluded(),
        order.locationId(),
        goods,
        order.shipping(),
        order.discount(),
        order.taxes(),
        order.total(),
        order.gateways(),
        order.customer(),
        charges,
        extras.refunds(),
        extras.more());
  }

  private static void add(
      List<SaleCharge> charges, SaleCharge.Kind kind, String title, Money amount) {
    if (!amount.isZero()) {
      charges.add(new SaleCharge(kind, title, amount));
    }
  }

  private static boolean isTip(Line line, Money tip) {
    return line.sku() == null
        && !tip.isZero()
        && line.unitPrice().times(line.quantity()).minus(line.discount()).equals(tip);
  }

  private static Money due(ShopOrder order, List<Line> goods) {
    var net = goods.stream().map(l -> l.unitPrice().times(l.quantity()).minus(l.discount()));
    var due = sum(order.currency(), net).plus(order.shipping());
    return order.taxesIncluded()
        ? due
        : due.plus(sum(order.currency(), order.taxes().stream().map(Tax::amount)));
  }
}
