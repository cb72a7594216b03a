package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopRefund;
import java.util.Currency;
import java.util.List;

/** The refunds in an order as a webhook spells it. Equal to what {@link GraphQlRefunds} makes of it. */
final class RestRefunds {

  private final Field order;
  private final Currency currency;

  RestRefunds(Field order, Currency currency) {
    this.order = order;
    this.currency = currency;
  }

  List<ShopRefund> read() {
    return order.at("refunds").eachIfAny().stream().map(this::refund).toList();
  }

  private ShopRefund refund(Field refund) {
    var note = refund.at("note").textIfAny();
    return new ShopRefund(
        gid(refund, "admin_graphql_api_id", "id", "Refund"),
        refund
            .at(refund.at("processed_at").missing() ? "created_at" : "processed_at")
            .time(),
        OrderParts.sum(
            currency,
            refund.at("transactions").eachIfAny().stream()
                .filter(t -> "refund".equals(t.at("kind").textIfAny()))
                .filter(t -> "success".equals(t.at("status").textIfAny()))
                .map(t -> amount(t, "amount"))),
        OrderParts.sum(
            currency,
            refund.at("refund_shipping_lines").eachIfAny().stream()
                .map(line -> amount(line, "subtotal_amount"))),
        refund.at("refund_line_items").eachIfAny().stream().map(this::line).toList(),
        note == null ? "" : note);
  }

  private ShopRefund.Line line(Field line) {
    return new ShopRefund.Line(
        gid(line.at("line_item"), "admin_graphql_api_id", "id", "LineItem", line),
        line.at("quantity").whole(0, OrderParts.MOST_PER_LINE),
        OrderParts.restock(line.at("restock_type")),
        amount(line, "subtotal"),
        amount(line, "total_tax"));
  }

  private static String gid(Field owner, String global, String number, String type) {
    return owner.at(global).missing()
        ? "gid://shopify/" + type + "/" + owner.at(number).recordNumber()
        : owner.at(global).gid(type);
  }

  /** A refunded line names its order's line by number, and often tells all of it. */
  private static String gid(
      Field owner, String global, String number, String type, Field refundLine) {
    return owner.missing()
        ? "gid://shopify/" + type + "/" + refundLine.at("line_item_id").recordNumber()
        : gid(owner, global, number, type);
  }

  private Money amount(Field owner, String name) {
    var shopMoney = owner.at(name + "_set").at("shop_money");
    return shopMoney.missing()
        ? owner.at(name).amount(currency)
        : shopMoney.at("amount").amount(currency);
  }
}
