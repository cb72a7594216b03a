package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Cents;
import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import tools.jackson.databind.node.ObjectNode;

/** What else a refund and an edit tell when a webhook is about them. */
final class RefundParticulars {

  private RefundParticulars() {}

  /** Adds to a refund what it does not tell yet; {@code whole} is the order that it is in. */
  static void add(ObjectNode refund, ObjectNode whole, Order order) {
    var more = Json.object();
    more.put("user_id", 1).putNull("return").put("restock", false).putArray("duties");
    RestOrder.set(order, more, "total_duties", 0);
    OrderParticulars.fill(refund, more);
    for (var back : refund.path("refund_line_items")) {
      var line = (ObjectNode) back;
      boolean stays = line.path("restock_type").asString("").equals("no_restock");
      if (stays) {
        line.putNull("location_id");
      } else {
        line.put("location_id", ShopData.MAIN_STREET);
        refund.put("restock", true);
      }
      line.set("line_item", OrderParticulars.lineAlone(whole, line.path("line_item_id")));
      // The only two amounts of an order that Shopify tells as numbers.
      for (var name : new String[] {"subtotal", "total_tax"}) {
        line.put(name, new BigDecimal(line.path(name).asString("0")));
      }
    }
    for (var money : refund.path("transactions")) {
      OrderParticulars.fill((ObjectNode) money, ofTheMoney(refund, order));
    }
  }

  /** Adds to the news of an edit what it does not tell yet. It never tells what the order is now. */
  static void addToEdit(ObjectNode edit, Order order) {
    var more = Json.object();
    more.putNull("app_id").putNull("user_id").put("notify_customer", false).put("staff_note", "");
    more.put("created_at", order.updatedAt().toString());
    more.put("committed_at", order.updatedAt().toString());
    changes(more.putObject("line_items"));
    changes(more.putObject("discounts").putObject("line_item"));
    changes(more.putObject("shipping_lines"));
    OrderParticulars.fill(edit, more);
  }

  private static void changes(ObjectNode of) {
    of.putArray("additions");
    of.putArray("removals");
  }

  private static ObjectNode ofTheMoney(ObjectNode refund, Order order) {
    var more = Json.object();
    more.set("id", refund.path("id"));
    more.put(
        "admin_graphql_api_id", Gid.of("OrderTransaction", refund.path("id").asLong()));
    more.put("order_id", order.id()).put("payment_id", order.name() + ".2");
    more.set("created_at", refund.path("created_at"));
    more.set("processed_at", refund.path("processed_at"));
    more.put("test", order.extras().test()).put("source_name", "web");
    more.put("manual_payment_gateway", false).putObject("receipt");
    for (var name : new String[] {
      "amount_rounding",
      "authorization",
      "device_id",
      "error_code",
      "location_id",
      "message",
      "parent_id",
      "user_id"
    }) {
      more.putNull(name);
    }
    var unsettled = more.putObject("total_unsettled_set");
    unsettled.putObject("shop_money").put("amount", "0.0").put("currency", order.currency());
    unsettled
        .putObject("presentment_money")
        .put("amount", Cents.decimal(0, order.buyers()))
        .put("currency", order.buyers());
    return more;
  }
}
