package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.OrderParts.sum;

import dev.tillbridge.connector.shopify.OrderParts.Extras;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.OrderHint;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopOrder.Line;
import dev.tillbridge.model.shop.ShopOrder.More;
import dev.tillbridge.model.shop.ShopOrder.Tax;
import dev.tillbridge.model.shop.ShopRefund;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Which order a webhook is about, or null when it does not say so. */
  static @Nullable String orderId(String topic, Field body) {
    return switch (topic) {
      case "refunds/create" -> gid(body.at("order_id"));
      case "orders/edited" -> gid(body.at("order_edit").at("order_id"));
      default -> body.at("id").missing() ? null : RestOrder.gid(body, "Order");
    };
  }

  /** What a webhook says of an order that must be asked for, or null when it does not say which. */
  static @Nullable OrderHint hint(String topic, Field body) {
    var order = orderId(topic, body);
    if (order == null) {
      return null;
    }
    return switch (topic) {
      case "refunds/create" ->
        new OrderHint(
            order,
            body.at("id").missing()
                ? null
                : "gid://shopify/Refund/" + body.at("id").recordNumber(),
            null);
      default ->
        new OrderHint(
            order,
            null,
            body.at("updated_at").missing() ? null : body.at("updated_at").time());
    };
  }

  private static @Nullable String gid(Field number) {
    return number.missing() ? null : "gid://shopify/Order/" + number.recordNumber();
  }

  /** False when the body leaves out what matters for stock or money. */
  static boolean tellsAll(String topic, Field body) {
    if (!topic.startsWith("orders/")
        || topic.equals("orders/edited")
        || topic.equals("orders/delete")) {
      return false;
    }
    var refunds = body.at("refunds").eachIfAny();
    boolean foreign = !body.at("presentment_currency").missing()
        && !body.at("presentment_currency").node().equals(body.at("currency").node());
    boolean partial = "partial".equalsIgnoreCase(body.at("fulfillment_status").textIfAny());
    boolean writtenOff = refunds.stream()
        .flatMap(refund -> refund.at("refund_line_items").eachIfAny().stream())
        .anyMatch(line -> "no_restock".equals(line.at("restock_type").textIfAny()));
    var gateways = body.at("payment_gateway_names").eachIfAny();
    boolean split = gateways.size() > 1
        && gateways.stream().anyMatch(g -> OrderParts.GIFT_CARD.equals(g.textIfAny()));
    boolean returned = !body.at("returns").eachIfAny().isEmpty();
    // Only asking tells what went back of another currency, what was sent of what was written off,
    // who paid how much, and what a return put back on a shelf.
    return !(foreign && !refunds.isEmpty())
        && !(partial && (writtenOff || body.at("fulfillments").missing()))
        && !split
        && !returned;
  }

  private ShopOrder read() {
    var refunds = new RestRefunds(order, currency).read();
    var lines =
        order.at("line_items").each().stream().map(line -> line(line, refunds)).toList();
    var customer = order.at("customer");
    return OrderParts.complete(
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
        extras(refunds),
        order.at("total_price"));
  }

  private Extras extras(List<ShopRefund> refunds) {
    return new Extras(
        amountIfAny("total_tip_received"),
        amountIfAny("original_total_duties"),
        amountIfAny("original_total_additional_fees"),
        refunds,
        new More(
            received(refunds),
            giftCards(),
            presentment(),
            null,
            order.at("source_identifier").textIfAny()));
  }

  private Money amountIfAny(String name) {
    return order.at(name).missing() && order.at(name + "_set").missing()
        ? Money.zero(currency)
        : amount(order, name);
  }

  /** What was due, less what still is, and what went back. */
  private @Nullable Money received(List<ShopRefund> refunds) {
    var outstanding = order.at("total_outstanding").textIfAny();
    if (order.at("current_total_price").missing() || outstanding == null) {
      return null;
    }
    var due = order.at("total_outstanding").signedAmount(currency);
    var back = sum(currency, refunds.stream().map(ShopRefund::amount));
    return amount(order, "current_total_price").minus(due).plus(back);
  }

  /** When gift cards paid alone, they paid all; when they paid a part, the webhook is not enough. */
  private @Nullable Money giftCards() {
    var gateways = order.at("payment_gateway_names").eachIfAny();
    return gateways.size() == 1
            && OrderParts.GIFT_CARD.equals(gateways.getFirst().textIfAny())
        ? amount(order, "total_price")
        : null;
  }

  private @Nullable Money presentment() {
    var told = order.at("total_price_set").at("presentment_money");
    return OrderParts.presentment(told.at("amount"), told.at("currency_code"), currency);
  }

  private int open(Field line, List<ShopRefund> refunds) {
    int quantity = OrderParts.quantity(line.at("quantity"));
    var id = gid(line, "LineItem");
    var status = order.at("fulfillment_status").textIfAny();
    if (!"partial".equalsIgnoreCase(status)) {
      return OrderParts.openOfAll("fulfilled".equalsIgnoreCase(status), quantity, id, refunds);
    }
    int sent = order.at("fulfillments").eachIfAny().stream()
        .filter(f -> "success".equalsIgnoreCase(f.at("status").textIfAny()))
        .flatMap(f -> f.at("line_items").eachIfAny().stream())
        .filter(l -> gid(l, "LineItem").equals(id))
        .mapToInt(l -> OrderParts.quantity(l.at("quantity")))
        .sum();
    int off =
        refunds.stream().mapToInt(r -> r.units(id, ShopRefund.Restock.CANCEL)).sum();
    return Math.clamp((long) quantity - sent - off, 0, quantity);
  }

  private Line line(Field line, List<ShopRefund> refunds) {
    var name = line.at("name").textIfAny();
    return OrderParts.line(
        line,
        gid(line, "LineItem"),
        line.at("sku").skuIfAny(),
        name == null ? line.at("title").text() : name,
        OrderParts.quantity(line.at("quantity")),
        open(line, refunds),
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
