package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.shop.ShopRefund;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What went back of an order, and what gift cards paid of it where somebody else paid as well. */
record GraphQlRefunds(List<ShopRefund> refunds, @Nullable Money giftCards) {

  /** Nothing went back, and no gift card was used together with something else. */
  static final GraphQlRefunds NONE = new GraphQlRefunds(List.of(), null);

  /** What gift cards paid, as {@code order-paid.graphql} asks for it. */
  static GraphQlRefunds paid(Field order, Currency currency) {
    var cards = order.at("transactions").each().stream()
        .filter(t -> OrderParts.GIFT_CARD.equals(t.at("gateway").textIfAny()))
        .filter(t -> "SUCCESS".equals(t.at("status").textIfAny()))
        .filter(t -> List.of("SALE", "CAPTURE").contains(t.at("kind").text()))
        .map(t -> amount(t, "amountSet", currency))
        .toList();
    return new GraphQlRefunds(
        List.of(), cards.isEmpty() ? null : OrderParts.sum(currency, cards.stream()));
  }

  /**
   * A refund, as {@code refund-told.graphql} asks for it.
   *
   * @param lines all of them; the refund itself holds only its first page
   */
  static ShopRefund refund(Field refund, List<Field> lines, Currency currency) {
    var note = refund.at("note").textIfAny();
    return new ShopRefund(
        refund.at("id").gid("Refund"),
        refund.at("processedAt").time(),
        amount(refund, "totalRefundedSet", currency),
        OrderParts.sum(
            currency,
            refund.at("refundShippingLines").at("nodes").each().stream()
                .map(line -> amount(line, "subtotalAmountSet", currency))),
        lines.stream().map(line -> line(line, currency)).toList(),
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
