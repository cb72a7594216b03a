package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.OrderParts.sum;

import dev.tillbridge.connector.shopify.OrderParts.Extras;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.shop.ShopOrder.Line;
import dev.tillbridge.model.shop.ShopOrder.More;
import dev.tillbridge.model.shop.ShopOrder.Tax;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** An order as {@code order-told.graphql} asks for it. Equal to what {@link RestOrder} makes of it. */
final class GraphQlOrder {

  private final Field order;
  private final List<Field> lineItems;
  private final GraphQlRefunds money;
  private final Currency currency;

  private GraphQlOrder(Field order, List<Field> lineItems, GraphQlRefunds money) {
    this.money = money;
    this.order = order;
    this.lineItems = lineItems;
    this.currency = order.at("currencyCode").currency();
  }

  /**
   * Throws {@link NotAsDocumented}, naming the field.
   *
   * @param lineItems all of them; the order itself holds only its first page
   * @param money what went back, and what gift cards paid when {@link #isSplit}
   */
  static ShopOrder read(Field order, List<Field> lineItems, GraphQlRefunds money) {
    try {
      return new GraphQlOrder(order, lineItems, money).read();
    } catch (ArithmeticException e) {
      throw new NotAsDocumented("totalPriceSet: the amounts are too large to add up");
    }
  }

  /** True when a gift card and somebody else paid: a further question tells how much each. */
  static boolean isSplit(Field order) {
    var gateways = order.at("paymentGatewayNames").each();
    return gateways.size() > 1
        && gateways.stream().anyMatch(g -> OrderParts.GIFT_CARD.equals(g.textIfAny()));
  }

  private ShopOrder read() {
    var lines = lineItems.stream().map(this::line).toList();
    var customer = order.at("customer");
    var location = order.at("retailLocation");
    return OrderParts.complete(
        new ShopOrder(
            order.at("id").gid("Order"),
            order.at("name").text(),
            order.at("createdAt").time(),
            order.at("updatedAt").time(),
            order.at("cancelledAt").timeIfAny(),
            OrderParts.payment(order.at("displayFinancialStatus")),
            OrderParts.fulfilled(order.at("displayFulfillmentStatus")),
            order.at("test").flag(),
            currency,
            order.at("taxesIncluded").flag(),
            location.missing() ? null : location.at("id").gid("Location"),
            lines,
            sum(currency, shippingLines().stream().map(one -> amount(one, "discountedPriceSet"))),
            sum(currency, lines.stream().map(Line::discount)),
            taxes(),
            amount(order, "totalPriceSet"),
            order.at("paymentGatewayNames").each().stream().map(Field::text).toList(),
            OrderParts.customer(
                customer.at("firstName").textIfAny(),
                customer.at("lastName").textIfAny(),
                order.at("email").textIfAny())),
        new Extras(
            amountIfAny("totalTipReceivedSet"),
            amountIfAny("originalTotalDutiesSet"),
            amountIfAny("originalTotalAdditionalFeesSet"),
            money.refunds(),
            more()),
        order.at("totalPriceSet"));
  }

  private More more() {
    var gateways = order.at("paymentGatewayNames").each();
    boolean cardsOnly =
        gateways.size() == 1 && OrderParts.GIFT_CARD.equals(gateways.getFirst().textIfAny());
    var presentment = order.at("totalPriceSet").at("presentmentMoney");
    return new More(
        order.at("totalReceivedSet").missing() ? null : amount(order, "totalReceivedSet"),
        cardsOnly ? amount(order, "totalPriceSet") : money.giftCards(),
        OrderParts.presentment(presentment.at("amount"), presentment.at("currencyCode"), currency),
        OrderParts.risk(order.at("risk").at("assessments").eachIfAny()),
        order.at("sourceIdentifier").textIfAny());
  }

  private Money amountIfAny(String name) {
    return order.at(name).missing() ? Money.zero(currency) : amount(order, name);
  }

  private int open(Field line) {
    int quantity = OrderParts.quantity(line.at("quantity"));
    var status = order.at("displayFulfillmentStatus").text();
    return switch (status) {
      case "PARTIALLY_FULFILLED", "IN_PROGRESS" ->
        Math.min(quantity, line.at("unfulfilledQuantity").whole(0, OrderParts.MOST_PER_LINE));
      default ->
        OrderParts.openOfAll(
            status.equals("FULFILLED"), quantity, line.at("id").gid("LineItem"), money.refunds());
    };
  }

  private Line line(Field line) {
    var name = line.at("name").textIfAny();
    var discounts = line.at("discountAllocations").each().stream()
        .map(part -> amount(part, "allocatedAmountSet"));
    return OrderParts.line(
        line,
        line.at("id").gid("LineItem"),
        line.at("sku").skuIfAny(),
        name == null ? line.at("title").text() : name,
        OrderParts.quantity(line.at("quantity")),
        open(line),
        amount(line, "originalUnitPriceSet"),
        sum(currency, discounts),
        line.at("taxable").flag());
  }

  private List<Field> shippingLines() {
    var lines = order.at("shippingLines");
    if (lines.at("pageInfo").at("hasNextPage").flagOr(false)) {
      throw lines.wrong("must not have more lines than one page");
    }
    return lines.at("nodes").each();
  }

  private List<Tax> taxes() {
    var taxes = new ArrayList<Tax>();
    lineItems.forEach(line -> taxes.addAll(taxes(line)));
    shippingLines().forEach(line -> taxes.addAll(taxes(line)));
    return OrderParts.merged(taxes.isEmpty() ? taxes(order) : taxes);
  }

  private List<Tax> taxes(Field owner) {
    return owner.at("taxLines").each().stream()
        .map(tax ->
            new Tax(tax.at("title").text(), tax.at("rate").ratePpm(), amount(tax, "priceSet")))
        .toList();
  }

  private Money amount(Field owner, String name) {
    var shopMoney = owner.at(name).at("shopMoney");
    if (!shopMoney.at("currencyCode").text().equals(currency.getCurrencyCode())) {
      throw shopMoney.at("currencyCode").wrong("must be the order's currency " + currency);
    }
    return shopMoney.at("amount").amount(currency);
  }
}
