package dev.tillbridge.connector.woocommerce;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Customer;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopOrder.Line;
import dev.tillbridge.model.shop.ShopOrder.Payment;
import dev.tillbridge.model.shop.ShopOrder.Tax;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order as REST v3 and the webhooks spell it. Amounts of lines are always told without tax. Where
 * the shop's prices include tax, each line is taken with its tax, because only so the cents add up
 * to what the customer saw.
 */
final class OrderJson {

  /** The hub counts no more of one thing in one line (StockLine.MOST). */
  static final int MOST_PER_LINE = 1_000_000;

  /** Not ordered yet, or not any more before any units were taken for it. */
  private static final Set<String> UNPLACED =
      Set.of("pending", "failed", "checkout-draft", "auto-draft", "draft", "trash");

  private final Field order;
  private final Currency currency;
  private final boolean gross;

  private OrderJson(Field order) {
    this.order = order;
    this.currency = order.at("currency").currency();
    this.gross = order.at("prices_include_tax").node().booleanValue(false);
  }

  /** Whether the shop has taken units for it, now or before. */
  static boolean isPlaced(Field order) {
    return !UNPLACED.contains(order.at("status").node().asString(""));
  }

  /** Throws {@link NotAsDocumented}, naming the field. */
  static ShopOrder read(Field order) {
    try {
      return new OrderJson(order).read();
    } catch (ArithmeticException e) {
      throw new NotAsDocumented("total: the amounts are too large to add up");
    }
  }

  private ShopOrder read() {
    var status = order.at("status").text();
    var updatedAt = order.at("date_modified_gmt").utc();
    var taxes = taxes();
    var shipping = shipping();
    var total = order.at("total").positive(currency);
    var lines = addingUp(
        order.at("line_items").each().stream().map(this::line).toList(), shipping, taxes, total);
    return new ShopOrder(
        Long.toString(order.at("id").id()),
        "#" + order.at("number").text(),
        order.at("date_created_gmt").utc(),
        updatedAt,
        status.equals("cancelled") ? updatedAt : null,
        payment(status),
        status.equals("completed"),
        false,
        currency,
        gross,
        null,
        lines,
        shipping,
        lines.stream().map(Line::discount).reduce(Money.zero(currency), Money::plus),
        taxes,
        total,
        gateways(),
        customer());
  }

  private Payment payment(String status) {
    if (!order.at("refunds").eachIfAny().isEmpty()) {
      return Payment.REFUNDED;
    }
    return switch (status) {
      case "on-hold" -> Payment.OPEN;
      case "processing", "completed" -> Payment.PAID;
      case "refunded" -> Payment.REFUNDED;
      case "cancelled" -> order.at("date_paid_gmt").missing() ? Payment.VOIDED : Payment.PAID;
      default -> throw order.at("status").wrong("must be a status of WooCommerce's own");
    };
  }

  private Line line(Field line) {
    int quantity = line.at("quantity").whole(1, MOST_PER_LINE);
    var before = withTax(line, "subtotal", "subtotal_tax");
    var after = withTax(line, "total", "total_tax");
    if (after.compareTo(before) > 0) {
      before = after;
    }
    // A price of a fraction of a cent is rounded up, and the rest is given back as a discount.
    var unit = new Money(Math.ceilDiv(before.minor(), quantity), currency);
    return new Line(
        Long.toString(line.at("id").id()),
        line.at("sku").skuIfAny(),
        line.at("name").text(),
        quantity,
        unit,
        unit.times(quantity).minus(after),
        !line.at("taxes").eachIfAny().isEmpty());
  }

  private Money withTax(Field owner, String amount, String tax) {
    var net = owner.at(amount).positive(currency);
    return gross ? net.plus(owner.at(tax).positive(currency)) : net;
  }

  /** With the fees: the hub knows one kind of amount that has no goods behind it. */
  private Money shipping() {
    var sum = Money.zero(currency);
    for (var list : new String[] {"shipping_lines", "fee_lines"}) {
      for (var part : order.at(list).eachIfAny()) {
        sum = sum.plus(part.at("total").amount(currency));
        if (gross) {
          sum = sum.plus(part.at("total_tax").amount(currency));
        }
      }
    }
    if (sum.isNegative()) {
      throw order.at("fee_lines").wrong("must not take off more than the shipping costs");
    }
    return sum;
  }

  private List<Tax> taxes() {
    return order.at("tax_lines").eachIfAny().stream()
        .map(tax -> new Tax(
            tax.at("label").text(),
            tax.at("rate_percent").ratePpm(),
            tax.at("tax_total")
                .positive(currency)
                .plus(tax.at("shipping_tax_total").positive(currency))))
        .toList();
  }

  /**
   * The lines, made to add up to the total. WooCommerce computes with more decimals than it tells,
   * so the told parts may miss the total by less than a cent each; more than that is an error.
   */
  private List<Line> addingUp(List<Line> lines, Money shipping, List<Tax> taxes, Money total) {
    if (lines.isEmpty()) {
      throw order.at("line_items").wrong("must have at least one line");
    }
    var due = shipping;
    for (var line : lines) {
      due = due.plus(line.unitPrice().times(line.quantity())).minus(line.discount());
    }
    if (!gross) {
      for (var tax : taxes) {
        due = due.plus(tax.amount());
      }
    }
    long missing = total.minus(due).minor();
    int parts = lines.size() + taxes.size() + 1;
    if (Math.abs(missing) > parts) {
      throw new NotAsDocumented(
          "total: must be %s, the sum of lines, shipping and taxes, was %s".formatted(due, total));
    }
    return missing == 0 ? lines : rounded(lines, missing);
  }

  /** Puts the cents of rounding on the line that is largest. */
  private List<Line> rounded(List<Line> lines, long missing) {
    int largest = 0;
    for (int i = 1; i < lines.size(); i++) {
      if (net(lines.get(i)).compareTo(net(lines.get(largest))) > 0) {
        largest = i;
      }
    }
    var line = lines.get(largest);
    var net = net(line).plus(new Money(missing, currency));
    if (net.isNegative()) {
      throw new NotAsDocumented("total: must be the sum of lines, shipping and taxes");
    }
    long more = Math.max(0, missing - line.discount().minor());
    var unit = line.unitPrice().plus(new Money(Math.ceilDiv(more, line.quantity()), currency));
    var all = new ArrayList<>(lines);
    all.set(
        largest,
        new Line(
            line.id(),
            line.sku(),
            line.title(),
            line.quantity(),
            unit,
            unit.times(line.quantity()).minus(net),
            line.taxable()));
    return all;
  }

  private static Money net(Line line) {
    return line.unitPrice().times(line.quantity()).minus(line.discount());
  }

  private List<String> gateways() {
    var title = order.at("payment_method_title").textIfAny();
    var method = title == null ? order.at("payment_method").textIfAny() : title;
    return method == null ? List.of() : List.of(method);
  }

  private @Nullable Customer customer() {
    var billing = order.at("billing");
    var name = Stream.of(
            billing.at("first_name").textIfAny(), billing.at("last_name").textIfAny())
        .filter(part -> part != null)
        .collect(Collectors.joining(" "));
    var email = billing.at("email").textIfAny();
    return name.isEmpty() && email == null
        ? null
        : new Customer(name.isEmpty() ? null : name, email);
  }
}
