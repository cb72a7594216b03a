package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.OrderParts.sum;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopOrder.Line;
import dev.tillbridge.model.shop.ShopOrder.Tax;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * An order as a webhook spells it: the resource of the REST Admin API, names with underscores.
 * Strict where a mistake would cost money or stock, blind to fields we do not use.
 */
final class RestOrder {

  private final Field order;
  private final Currency currency;

  private RestOrder(Field order) {
    this.order = order;
    this.currency = order.at("currency").currency();
  }

  /** Throws {@link NotAsDocumented}, naming the field. */
  static ShopOrder read(Field order) {
    try {
      return new RestOrder(order).read();
    } catch (ArithmeticException e) {
      throw new NotAsDocumented("total_price: the amounts are too large to add up");
    }
  }

  private ShopOrder read() {
    var lines = order.at("line_items").each().stream().map(this::line).toList();
    var customer = order.at("customer");
    return OrderParts.addingUp(
        new ShopOrder(
            gid(order, "Order"),
            order.at("name").text(),
            order.at("created_at").time(),
            order.at("updated_at").time(),
            order.at("cancelled_at").timeIfAny(),
            OrderParts.payment(order.at("financial_status")),
            OrderParts.fulfilled(order.at("fulfillment_status")),
            order.at("test").flagOr(false),
            currency,
            order.at("taxes_included").flag(),
            order.at("location_id").missing()
                ? null
                : "gid://shopify/Location/" + order.at("location_id").recordNumber(),
            lines,
            sum(currency, shippingLines().stream().map(this::shipping)),
            sum(currency, lines.stream().map(Line::discount)),
            taxes(),
            amount(order, "total_price"),
            order.at("payment_gateway_names").eachIfAny().stream()
                .map(Field::text)
                .toList(),
            OrderParts.customer(
                customer.at("first_name").textIfAny(),
                customer.at("last_name").textIfAny(),
                order.at("email").textIfAny())),
        order.at("total_price"));
  }

  private Line line(Field line) {
    var name = line.at("name").textIfAny();
    return OrderParts.line(
        line,
        gid(line, "LineItem"),
        line.at("sku").skuIfAny(),
        name == null ? line.at("title").text() : name,
        OrderParts.quantity(line.at("quantity")),
        amount(line, "price"),
        allocated(line),
        line.at("taxable").flagOr(true));
  }

  private List<Field> shippingLines() {
    return order.at("shipping_lines").eachIfAny().stream()
        .filter(line -> !line.at("is_removed").flagOr(false))
        .toList();
  }

  private Money shipping(Field line) {
    return line.at("discounted_price").missing()
            && line.at("discounted_price_set").missing()
        ? amount(line, "price").minus(allocated(line))
        : amount(line, "discounted_price");
  }

  private Money allocated(Field line) {
    return sum(
        currency,
        line.at("discount_allocations").eachIfAny().stream().map(part -> amount(part, "amount")));
  }

  /** Taxes stand at the lines, or in orders made by other apps only at the order. */
  private List<Tax> taxes() {
    var taxes = new ArrayList<Tax>();
    order.at("line_items").each().forEach(line -> taxes.addAll(taxes(line)));
    shippingLines().forEach(line -> taxes.addAll(taxes(line)));
    return OrderParts.merged(taxes.isEmpty() ? taxes(order) : taxes);
  }

  private List<Tax> taxes(Field owner) {
    return owner.at("tax_lines").eachIfAny().stream()
        .map(tax -> new Tax(tax.at("title").text(), tax.at("rate").ratePpm(), amount(tax, "price")))
        .toList();
  }

  /** Amounts are told bare in the shop's currency and, in newer fields, once more as a set. */
  private Money amount(Field owner, String name) {
    var shopMoney = owner.at(name + "_set").at("shop_money");
    if (shopMoney.missing()) {
      return owner.at(name).amount(currency);
    }
    if (!shopMoney.at("currency_code").text().equals(currency.getCurrencyCode())) {
      throw shopMoney.at("currency_code").wrong("must be the order's currency " + currency);
    }
    return shopMoney.at("amount").amount(currency);
  }

  private static String gid(Field owner, String type) {
    return owner.at("admin_graphql_api_id").missing()
        ? "gid://shopify/" + type + "/" + owner.at("id").recordNumber()
        : owner.at("admin_graphql_api_id").gid(type);
  }
}
