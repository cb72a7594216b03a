package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Customer;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopOrder.Line;
import dev.tillbridge.model.shop.ShopOrder.Payment;
import dev.tillbridge.model.shop.ShopOrder.Tax;
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
  private static final int MOST_PER_LINE = 1_000_000;

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
      Money unitPrice,
      Money discount,
      boolean taxable) {
    if (discount.compareTo(unitPrice.times(quantity)) > 0) {
      throw new NotAsDocumented("%s: must not be discounted by more than it costs, was %s off %s"
          .formatted(field.path(), discount, unitPrice.times(quantity)));
    }
    return new Line(id, sku, title, quantity, unitPrice, discount, taxable);
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

  /** The order, unless its total is not what its parts make. */
  static ShopOrder addingUp(ShopOrder order, Field total) {
    if (order.lines().isEmpty()) {
      throw new NotAsDocumented("line_items: must have at least one line, was an empty list");
    }
    var net =
        order.lines().stream().map(l -> l.unitPrice().times(l.quantity()).minus(l.discount()));
    var due = sum(order.currency(), net).plus(order.shipping());
    if (!order.taxesIncluded()) {
      due = due.plus(sum(order.currency(), order.taxes().stream().map(Tax::amount)));
    }
    if (!due.equals(order.total())) {
      throw new NotAsDocumented("%s: must be %s, the sum of lines, shipping and taxes, was %s"
          .formatted(total.path(), due, order.total()));
    }
    return order;
  }
}
