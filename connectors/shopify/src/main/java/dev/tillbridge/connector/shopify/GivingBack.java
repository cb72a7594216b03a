package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.stillInDoubt;
import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopRefunds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Has Shopify give money back the way it was paid. */
final class GivingBack implements ShopRefunds {

  private final GraphQl graphQl;

  GivingBack(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  @Override
  public Outcome<String> recall(Refund refund) {
    return then(stillInDoubt(order(refund)), order -> {
      try {
        var earlier = order.at("refunds").each().stream()
            .filter(one -> {
              var note = one.at("note").textIfAny();
              return note != null && refund.isNotedAs(note);
            })
            .findFirst();
        return earlier.isEmpty()
            ? new NotSent<>("Shopify has no such refund", null)
            : new Delivered<>(earlier.get().at("id").gid("Refund"));
      } catch (NotAsDocumented e) {
        return new InDoubt<>("Shopify's answer is not as documented: " + e.reason());
      }
    });
  }

  @Override
  public Outcome<String> refund(Refund refund) {
    return then(order(refund), order -> {
      try {
        if (!order
            .at("presentmentCurrencyCode")
            .text()
            .equals(order.at("currencyCode").text())) {
          // The customer's amount is his currency's, at a rate that only Shopify knows.
          return new Refused<>("the customer paid in "
              + order.at("presentmentCurrencyCode").text() + ": give it back at Shopify");
        }
        var parts = parts(order, refund.amount());
        return parts.isEmpty()
            ? new Refused<>("its payments do not cover " + refund.amount())
            : send(refund, parts);
      } catch (NotAsDocumented e) {
        return new Refused<>("Shopify's answer is not as documented: " + e.reason());
      }
    });
  }

  private Outcome<Field> order(Refund refund) {
    var variables = Json.object().put("order", refund.orderId());
    return then(graphQl.call(Document.PAYMENTS, variables), data -> {
      var order = Field.root(data).at("order");
      return order.missing()
          ? new Refused<>(Reason.NOT_FOUND, "Shopify has no order " + refund.orderId())
          : new Delivered<>(order);
    });
  }

  /** What of a payment goes back. */
  private record Part(String parent, String gateway, Money amount) {}

  /** From the payments in their order; none when they do not cover it. */
  private static List<Part> parts(Field order, Money amount) {
    var currency = order.at("currencyCode").currency();
    if (!currency.equals(amount.currency())) {
      return List.of();
    }
    Map<String, Money> given = new HashMap<>();
    for (var one : successes(order)) {
      if (one.at("kind").text().equals("REFUND") && !one.at("parentTransaction").missing()) {
        given.merge(
            one.at("parentTransaction").at("id").gid("OrderTransaction"),
            money(one, currency),
            Money::plus);
      }
    }
    var parts = new ArrayList<Part>();
    var open = amount;
    for (var one : successes(order)) {
      var kind = one.at("kind").text();
      if ((kind.equals("SALE") || kind.equals("CAPTURE")) && !open.isZero()) {
        var id = one.at("id").gid("OrderTransaction");
        var left = money(one, currency).minus(given.getOrDefault(id, Money.zero(currency)));
        var part = left.compareTo(open) < 0 ? left : open;
        if (part.minor() > 0) {
          parts.add(new Part(id, one.at("gateway").text(), part));
          open = open.minus(part);
        }
      }
    }
    return open.isZero() ? parts : List.of();
  }

  private static List<Field> successes(Field order) {
    return order.at("transactions").each().stream()
        .filter(one -> one.at("status").text().equals("SUCCESS"))
        .toList();
  }

  private static Money money(Field transaction, java.util.Currency currency) {
    return transaction.at("amountSet").at("shopMoney").at("amount").amount(currency);
  }

  private Outcome<String> send(Refund refund, List<Part> parts) {
    var input = Json.object()
        .put("orderId", refund.orderId())
        .put("note", refund.note())
        .put("notify", true)
        .put("currency", refund.amount().currency().getCurrencyCode());
    var lines = input.putArray("refundLineItems");
    // Shopify's "Refunding the line item did not affect inventory": the hub offers them anew.
    refund
        .units()
        .forEach((line, units) -> lines
            .addObject()
            .put("lineItemId", line)
            .put("quantity", units)
            .put("restockType", "NO_RESTOCK"));
    var transactions = input.putArray("transactions");
    parts.forEach(part -> transactions
        .addObject()
        .put("orderId", refund.orderId())
        .put("parentId", part.parent())
        .put("gateway", part.gateway())
        .put("kind", "REFUND")
        .put("amount", part.amount().toDecimal().toPlainString()));
    var variables = Json.object().put("key", refund.key().toString());
    variables.set("input", input);
    return then(graphQl.call(Document.GIVE_BACK, variables), data -> judged(data));
  }

  private static Outcome<String> judged(JsonNode data) {
    return Fulfilments.made(data, "refundCreate", "refund", "Refund");
  }
}
