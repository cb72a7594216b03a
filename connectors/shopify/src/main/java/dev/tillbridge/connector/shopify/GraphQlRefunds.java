package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopRefund;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What went back of an order, and who paid it, as {@code order-money.graphql} asks for it. */
record GraphQlRefunds(List<ShopRefund> refunds, @Nullable Money giftCards) {

  /** Nothing went back, and no gift card was used together with something else. */
  static final GraphQlRefunds NONE = new GraphQlRefunds(List.of(), null);

  /** Of one page, because more cannot be asked for: {@code refunds} is a list without pages. */
  private static final int MOST = 10;

  static GraphQlRefunds read(Field order, Currency currency) {
    var refunds = order.at("refunds").each();
    if (refunds.size() >= MOST) {
      throw order.at("refunds").wrong("must be fewer than " + MOST + " refunds");
    }
    var cards = order.at("transactions").each().stream()
        .filter(t -> OrderParts.GIFT_CARD.equals(t.at("gateway").textIfAny()))
        .filter(t -> "SUCCESS".equals(t.at("status").textIfAny()))
        .filter(t -> List.of("SALE", "CAPTURE").contains(t.at("kind").text()))
        .map(t -> amount(t, "amountSet", currency))
        .toList();
    return new GraphQlRefunds(
        refunds.stream().map(refund -> refund(refund, currency)).toList(),
        cards.isEmpty() ? null : OrderParts.sum(currency, cards.stream()));
  }

  private static ShopRefund refund(Field refund, Currency currency) {
    var lines = refund.at("refundLineItems");
    if (lines.at("pageInfo").at("hasNextPage").flag()) {
      throw lines.wrong("must not have more lines than one page");
    }
    var note = refund.at("note").textIfAny();
    return new ShopRefund(
        refund.at("id").gid("Refund"),
        refund.at("processedAt").time(),
        amount(refund, "totalRefundedSet", currency),
        OrderParts.sum(
            currency,
            refund.at("refundShippingLines").at("nodes").each().stream()
                .map(line -> amount(line, "subtotalAmountSet", currency))),
        lines.at("nodes").each().stream().map(line -> line(line, currency)).toList(),
        note == null ? "" : note);
  }

  private static ShopRefund.Line line(Field line, Currency currency) {
    return new ShopRefund.Line(
        line.at("lineItem").at("id").gid("LineItem"),
        line.at("quantity").whole(0, OrderParts.MOST_PER_LINE),
        OrderParts.restock(line.at("restockType")),
        amount(line, "subtotalSet", currency),
        amount(line, "totalTaxSet", currency));
  }

  private static Money amount(Field owner, String name, Currency currency) {
    return owner.at(name).at("shopMoney").at("amount").amount(currency);
  }
}
