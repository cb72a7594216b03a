package dev.tillbridge.sandbox.woocommerce;

import dev.tillbridge.sandbox.wire.Cents;
import dev.tillbridge.sandbox.wire.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** How REST v3 and the webhooks spell things. */
final class WooJson {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  /** The site's own clock, so that nobody takes a local time for UTC. */
  private static final ZoneId SITE = ZoneId.of("America/New_York");

  private final WooData data;

  WooJson(WooData data) {
    this.data = data;
  }

  ObjectNode item(Item item) {
    var told = Json.object().put("id", item.id());
    boolean variation = item.parentId() != 0;
    told.put("parent_id", item.parentId()).put("name", item.title()).put("slug", item.slug());
    told.put("type", variation ? "variation" : item.variable() ? "variable" : "simple");
    told.put("status", "publish").put("sku", item.sku());
    told.put("global_unique_id", item.barcode() == null ? "" : item.barcode());
    var price =
        item.variable() ? "" : Cents.decimal(item.price(), data.settings().currency());
    told.put("price", price).put("regular_price", price).put("sale_price", "");
    told.put("tax_status", "taxable").put("tax_class", item.taxable() ? "" : "zero-rate");
    var stock = item.stock();
    told.put("manage_stock", stock != null).put("stock_quantity", stock);
    told.put("backorders", "no");
    told.put("stock_status", stock != null && stock <= 0 ? "outofstock" : "instock");
    told.putArray("categories");
    if (variation) {
      told.putNull("image");
      told.putArray("attributes")
          .addObject()
          .put("id", 0)
          .put("name", "Choice")
          .put("option", item.title());
    } else {
      told.putArray("images");
      told.putArray("attributes");
      var variations = told.putArray("variations");
      data.variationsOf(item.id()).forEach(one -> variations.add(one.id()));
    }
    return told;
  }

  ObjectNode order(Order order) {
    var currency = order.currency();
    var told = Json.object().put("id", order.id()).put("parent_id", 0);
    told.put("number", Long.toString(order.id())).put("status", order.status());
    told.put("currency", currency).put("prices_include_tax", false);
    time(told, "date_created", order.createdAt());
    time(told, "date_modified", order.modifiedAt());
    time(told, "date_paid", order.paidAt());
    told.put("shipping_total", "0.00").put("total", Cents.decimal(order.total(), currency));
    told.put("total_tax", Cents.decimal(order.tax(), currency));
    told.putObject("billing")
        .put("first_name", "Ada")
        .put("last_name", "Shopper")
        .put("email", "ada@example.com");
    told.put("payment_method", "card").put("payment_method_title", "Card");
    var lines = told.putArray("line_items");
    for (var line : order.lines()) {
      var item = data.items.need(line.itemId());
      var one = lines.addObject().put("id", line.id()).put("name", line.title());
      one.put("product_id", item.parentId() == 0 ? item.id() : item.parentId());
      one.put("variation_id", item.parentId() == 0 ? 0 : item.id());
      one.put("quantity", line.quantity()).put("sku", line.sku());
      for (var amount : new String[] {"subtotal", "total"}) {
        one.put(amount, Cents.decimal(line.net(), currency));
        one.put(amount + "_tax", Cents.decimal(line.tax(), currency));
      }
      one.put("price", new BigDecimal(Cents.decimal(line.price(), currency)));
      var taxes = one.putArray("taxes");
      if (item.taxable()) {
        taxes.addObject().put("id", 1).put("total", Cents.decimal(line.tax(), currency));
      }
    }
    var taxes = told.putArray("tax_lines");
    if (order.taxRatePpm() > 0) {
      var tax = taxes.addObject().put("id", 1).put("label", "Sales tax").put("rate_id", 1);
      tax.put("tax_total", Cents.decimal(order.tax(), currency)).put("shipping_tax_total", "0.00");
      tax.put("rate_percent", BigDecimal.valueOf(order.taxRatePpm(), 4).stripTrailingZeros());
    }
    for (var list : new String[] {"shipping_lines", "fee_lines", "coupon_lines", "refunds"}) {
      told.putArray(list);
    }
    return told;
  }

  ObjectNode hook(Hook hook) {
    var told = Json.object().put("id", hook.id()).put("name", hook.name());
    told.put("status", hook.status()).put("topic", hook.topic());
    told.put("resource", hook.topic().split("\\.", 2)[0]);
    return told.put("event", hook.topic().split("\\.", 2)[1]).put("delivery_url", hook.url());
  }

  private static void time(ObjectNode told, String name, @Nullable Instant at) {
    told.put(name, at == null ? null : TIME.format(at.atZone(SITE)));
    told.put(name + "_gmt", at == null ? null : TIME.format(at.atZone(ZoneOffset.UTC)));
  }
}
