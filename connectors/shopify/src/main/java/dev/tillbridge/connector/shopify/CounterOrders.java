package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.stillInDoubt;
import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.shop.Listing;
import dev.tillbridge.model.shop.ShopMirror;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records counter sales as Shopify orders. Their stock is bypassed, and the sale's id travels as the
 * order's source identifier, by which it is found again and known when it comes back.
 */
final class CounterOrders implements ShopMirror {

  private static final String SOURCE = "tillbridge-counter";

  private final GraphQl graphQl;

  CounterOrders(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  @Override
  public Outcome<String> recall(Sale sale) {
    var variables = Json.object().put("query", "source_identifier:'" + sale.id() + "'");
    return then(stillInDoubt(graphQl.call(Document.MIRRORED, variables)), data -> {
      try {
        for (var order : Field.root(data).at("orders").at("nodes").each()) {
          if (sale.id().toString().equals(order.at("sourceIdentifier").textIfAny())) {
            return new Delivered<>(order.at("id").gid("Order"));
          }
        }
        return new NotSent<>("Shopify has no order of this sale", null);
      } catch (NotAsDocumented e) {
        return new Refused<>("Shopify's answer is not as documented: " + e.reason());
      }
    });
  }

  @Override
  public Outcome<String> mirror(Sale sale, Map<Sku, Listing> listings) {
    if (sale.taxes().stream().map(SaleTax::included).distinct().count() > 1) {
      return new Refused<>("an order has its taxes inside its prices or on top, this has both");
    }
    var variables = Json.object();
    variables.set("order", order(sale, listings));
    variables
        .putObject("options")
        .put("inventoryBehaviour", "BYPASS")
        .put("sendReceipt", false)
        .put("sendFulfillmentReceipt", false);
    return then(
        graphQl.call(Document.MIRROR, variables),
        data -> Fulfilments.made(data, "orderCreate", "order", "Order"));
  }

  private static ObjectNode order(Sale sale, Map<Sku, Listing> listings) {
    var order = Json.object()
        .put("sourceIdentifier", sale.id().toString())
        .put("sourceName", SOURCE)
        .put("processedAt", sale.soldAt().toString())
        .put("currency", sale.currency().getCurrencyCode())
        .put("financialStatus", "PAID")
        .put("fulfillmentStatus", "FULFILLED")
        .put("note", "Receipt " + sale.receiptNumber())
        .put("taxesIncluded", sale.taxes().stream().anyMatch(SaleTax::included));
    order.putArray("tags").add(SOURCE).add(sale.location().code());
    var customer = sale.customer();
    if (customer != null && customer.email() != null) {
      order.put("email", customer.email());
    }
    var lines = order.putArray("lineItems");
    sale.lines().forEach(line -> lines(lines, line, listings.get(line.sku())));
    sale.charges().stream().filter(charge -> !charge.amount().isZero()).forEach(charge -> {
      var one = lines
          .addObject()
          .put("title", charge.title())
          .put("quantity", 1)
          .put("requiresShipping", false);
      money(one.putObject("priceSet"), charge.amount());
    });
    var taxes = order.putArray("taxLines");
    sale.taxes().stream().filter(tax -> !tax.amount().isZero()).forEach(tax -> {
      var one = taxes.addObject().put("title", tax.name());
      one.put("rate", BigDecimal.valueOf(tax.ratePpm(), 6).stripTrailingZeros().toPlainString());
      money(one.putObject("priceSet"), tax.amount());
    });
    var transactions = order.putArray("transactions");
    var rounding = sale.rounding();
    for (var tender : sale.tenders()) {
      var amount = tender.amount();
      if (tender.kind() == Tender.Kind.CASH && amount.compareTo(rounding) >= 0) {
        // What cash was rounded by is no part of the order: paid is what was due.
        amount = amount.minus(rounding);
        rounding = Money.zero(sale.currency());
      }
      if (!amount.isZero()) {
        var one = transactions
            .addObject()
            .put("kind", "SALE")
            .put("status", "SUCCESS")
            .put("gateway", gateway(tender));
        money(one.putObject("amountSet"), amount);
      }
    }
    return order;
  }

  private static String gateway(Tender tender) {
    return tender.kind().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Shopify takes no discount on a line that it is told of so, so the price is what was paid. Where
   * the cents do not divide, the line becomes two, of prices a cent apart.
   */
  private static void lines(ArrayNode lines, SaleLine line, @Nullable Listing listing) {
    long each = line.net().minor() / line.quantity();
    int dearer = (int) (line.net().minor() % line.quantity());
    var currency = line.unitPrice().currency();
    if (dearer > 0) {
      line(lines, line, listing, dearer, new Money(each + 1, currency));
    }
    line(lines, line, listing, line.quantity() - dearer, new Money(each, currency));
  }

  private static void line(
      ArrayNode lines, SaleLine line, @Nullable Listing listing, int quantity, Money price) {
    var one = lines
        .addObject()
        .put("sku", line.sku().code())
        .put("title", line.title())
        .put("quantity", quantity)
        .put("requiresShipping", false);
    if (listing != null) {
      one.put("variantId", listing.variantId());
    }
    money(one.putObject("priceSet"), price);
  }

  private static void money(ObjectNode bag, Money money) {
    bag.putObject("shopMoney")
        .put("amount", money.toDecimal().toPlainString())
        .put("currencyCode", money.currency().getCurrencyCode());
  }
}
