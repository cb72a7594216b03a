package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Cents;
import dev.tillbridge.sandbox.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** What really is in the shop, for comparison with what the hub believes. */
final class ShopTruth {

  private ShopTruth() {}

  static ObjectNode tell(ShopData data) {
    var truth = Json.object();
    var orders = truth.putArray("orders");
    data.orders.all().forEach(order -> orders.add(order(order)));
    var stock = truth.putArray("stock");
    data.variants.all().forEach(variant -> stock.add(stock(data, variant)));
    truth.put("products", data.products.size()).put("bulkOperations", data.bulks.size());
    var dispatches = truth.putArray("dispatches");
    data.dispatches.all().forEach(one -> dispatches.add(dispatch(one)));
    var effects = truth.putObject("effects");
    for (var attempt : data.attempts.all()) {
      var effect = effects.putObject(attempt.key());
      effect.put("count", attempt.applied() ? 1 : 0).put("operation", attempt.operation());
      effect.put("reference", attempt.reference());
      if (!attempt.problems().isEmpty()) {
        effect.put("userError", attempt.problems().getFirst().code());
      }
    }
    for (var name : new String[] {
      "points",
      "staleRefusals",
      "throttled",
      "replays",
      "soldOut",
      "unsignedOrBadRequests",
      "productUpdates",
      "variantUpdates",
      "bulkPieces"
    }) {
      truth.put(name, data.counters.get(name));
    }
    var webhooks = truth.putObject("webhooks");
    for (var name : new String[] {"sent", "acked", "failed", "dropped"}) {
      webhooks.put(name, data.counters.get("webhooks." + name));
    }
    webhooks.put("pending", data.deliveries.size());
    truth.put("subscriptions", data.subscriptions.size());
    truth.put("installed", data.app().installed());
    truth.put("refreshed", data.counters.get("tokensRefreshed"));
    truth.put("deadRefreshTokens", data.counters.get("deadRefreshTokens"));
    return truth;
  }

  /** How an order leaves, and what has left. */
  private static ObjectNode dispatch(Dispatch dispatch) {
    var told = Json.object().put("order", Gid.of("Order", dispatch.orderId()));
    told.put("method", dispatch.method());
    var source = dispatch.source();
    told.put("source", source == null ? null : source.identifier());
    var parts = told.putArray("parts");
    for (var part : dispatch.parts()) {
      var one = parts.addObject().put("location", part.placeId()).put("ready", part.ready());
      one.put("units", part.shares().stream().mapToInt(Dispatch.Share::units).sum());
      one.put("sent", part.shares().stream().mapToInt(Dispatch.Share::sent).sum());
    }
    var sendings = told.putArray("sendings");
    for (var sending : dispatch.sendings()) {
      var one = sendings.addObject().put("location", sending.placeId());
      one.put(
          "units", sending.units().values().stream().mapToInt(Integer::intValue).sum());
      one.put("company", sending.company()).put("number", sending.number());
      one.put("told", sending.told());
    }
    return told;
  }

  static ObjectNode order(Order order) {
    var told = Json.object().put("id", order.id()).put("gid", Gid.of("Order", order.id()));
    told.put("name", order.name()).put("status", order.status());
    told.put("currency", order.currency());
    told.put("subtotal", Cents.decimal(order.subtotal(), order.currency()));
    told.put("tax", Cents.decimal(order.tax(), order.currency()));
    told.put("total", Cents.decimal(order.total(), order.currency()));
    told.put("shipping", Cents.decimal(order.extras().shipping(), order.currency()));
    told.put("received", Cents.decimal(order.received(), order.currency()));
    told.put("paid", !order.extras().unpaid()).put("test", order.extras().test());
    told.put("refunded", Cents.decimal(order.refunded(), order.currency()));
    told.put("email", order.email()).put("createdAt", order.createdAt().toString());
    told.put("updatedAt", order.updatedAt().toString());
    var lines = told.putArray("lines");
    for (var line : order.lines()) {
      var shown = lines.addObject().put("sku", line.sku()).put("title", line.title());
      shown.put("quantity", line.quantity());
      shown.put("open", line.open()).put("current", line.current());
      shown.put("price", Cents.decimal(line.price(), order.currency()));
      shown.put("sent", line.done().sent()).put("writtenOff", line.done().writtenOff());
      shown.put("returned", order.unitsBack(line.id(), "return"));
      shown.put("tax", Cents.decimal(line.tax(), order.currency()));
    }
    return told;
  }

  static ObjectNode stock(ShopData data, Variant variant) {
    int available = 0;
    int committed = 0;
    for (var level : data.levelsOf(variant.itemId())) {
      available += level.available();
      committed += level.committed();
    }
    var told = Json.object().put("sku", variant.sku());
    told.put("inventoryItemId", Gid.of("InventoryItem", variant.itemId()));
    told.put("available", available).put("committed", committed);
    told.put("onHand", available + committed);
    return told;
  }
}
