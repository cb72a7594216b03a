package dev.tillbridge.sandbox.woocommerce;

import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Cents;
import dev.tillbridge.sandbox.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What shoppers and the shop's staff do, by HTTP; and what really is in the shop. */
final class WooControl {

  private static final int QUANTITY_MAX = 1_000_000;
  private static final Pattern STATUS = Pattern.compile("/orders/(\\d+)/([a-z-]+)");

  private final WooData data;
  private final WooJson json;
  private final Orders orders;
  private final HookSender sender;

  WooControl(WooData data, WooJson json, Orders orders, HookSender sender) {
    this.data = data;
    this.json = json;
    this.orders = orders;
    this.sender = sender;
  }

  Answer answer(Call call) {
    if (!call.method().equals("POST")) {
      return Answer.problem(405, "method-not-allowed", "POST only");
    }
    var status = STATUS.matcher(call.path());
    if (status.matches()) {
      return change(status.group(1), status.group(2));
    }
    var wish = Json.parseObject(call.body().isBlank() ? "{}" : call.body());
    if (wish == null) {
      return Answer.problem(400, "invalid-request", "the body is not a JSON object");
    }
    return switch (call.path()) {
      case "/orders" -> buy(wish);
      case "/stock" -> edit(wish);
      case "/ambush" -> ambush(wish);
      default -> Answer.problem(404, "not-found", "no such control: " + call.path());
    };
  }

  private Answer buy(ObjectNode wish) {
    var status = Json.text(wish, "status", "processing");
    if (!Orders.STATUSES.contains(status)) {
      return invalid("status", "must be one of " + Orders.STATUSES);
    }
    var wanted = new LinkedHashMap<String, Integer>();
    for (var line : wish.path("lines")) {
      var quantity = line.path("quantity");
      if (!quantity.isInt() || quantity.intValue() < 1 || quantity.intValue() > QUANTITY_MAX) {
        return invalid("lines", "each needs a quantity between 1 and " + QUANTITY_MAX);
      }
      wanted.merge(Json.text(line, "sku", ""), quantity.intValue(), Math::addExact);
    }
    if (wanted.isEmpty()) {
      return invalid("lines", "must be a list with at least one line");
    }
    return switch (orders.place(wanted, status)) {
      case Orders.Outcome.Placed(var order) -> {
        placed(order);
        yield Answer.json(201, brief(order)).withEffect();
      }
      case Orders.Outcome.Unknown(var sku) -> invalid("lines", "no such SKU: " + sku);
      case Orders.Outcome.SoldOut(var sku, var left) -> {
        data.counters.up("soldOut");
        var extra = Json.object().put("sku", sku).put("available", left);
        yield Answer.problem(409, "sold-out", sku + ": only " + left + " left", extra);
      }
    };
  }

  /** As in WooCommerce, a new order is created and at once updated. */
  void placed(Order order) {
    var body = json.order(order);
    sender.announce(List.of(
        new HookSender.News("order.created", body), new HookSender.News("order.updated", body)));
  }

  private Answer change(String id, String status) {
    var order = data.orders.get(id);
    if (order == null) {
      return Answer.problem(404, "not-found", "no order " + id);
    }
    if (status.equals("forge")) {
      sender.forge(json.order(order.in("cancelled", false, data.now().plusSeconds(60))));
      return Answer.json(202, brief(order));
    }
    if (!Orders.STATUSES.contains(status)) {
      return invalid("status", "must be one of " + Orders.STATUSES);
    }
    var moved = orders.move(order, status);
    sender.announce(List.of(new HookSender.News("order.updated", json.order(moved))));
    return Answer.json(200, brief(moved)).withEffect();
  }

  /** Somebody types a number into the shop's admin, or has it stop counting. */
  private Answer edit(ObjectNode wish) {
    var item = data.bySku(Json.text(wish, "sku", ""));
    if (item == null) {
      return invalid("sku", "no such SKU");
    }
    var units = wish.path("available");
    var edited = units.isInt() ? item.with(units.intValue()) : item.uncounted();
    data.items.put(edited.id(), edited);
    return Answer.json(200, stock(edited)).withEffect();
  }

  /** The next time a number is set, a shopper is a moment faster. */
  private Answer ambush(ObjectNode wish) {
    var item = data.bySku(Json.text(wish, "sku", ""));
    int quantity = wish.path("quantity").asInt(0);
    if (item == null || quantity < 1) {
      return invalid("sku", "needs a SKU of the shop and a quantity above zero");
    }
    data.ambushes.put(item.sku(), quantity);
    return Answer.json(202, wish);
  }

  JsonNode truth() {
    var truth = Json.object();
    var all = truth.putArray("orders");
    data.orders.all().forEach(order -> all.add(brief(order)));
    var stock = truth.putArray("stock");
    data.items.all().stream().filter(Item::sold).forEach(item -> stock.add(stock(item)));
    for (var name : new String[] {"stockSet", "soldOut", "throttled", "unsignedOrBadRequests"}) {
      truth.put(name, data.counters.get(name));
    }
    var webhooks = truth.putObject("webhooks");
    for (var name : new String[] {"sent", "acked", "failed", "dropped", "turnedAway"}) {
      webhooks.put(name, data.counters.get("webhooks." + name));
    }
    var hooks = truth.putArray("hooks");
    data.hooks.all().forEach(hook -> hooks.add(json.hook(hook)));
    return truth;
  }

  private static ObjectNode brief(Order order) {
    var told = Json.object().put("id", order.id()).put("status", order.status());
    told.put("total", Cents.decimal(order.total(), order.currency()));
    told.put("tax", Cents.decimal(order.tax(), order.currency()));
    var lines = told.putArray("lines");
    for (var line : order.lines()) {
      lines.addObject().put("sku", line.sku()).put("quantity", line.quantity());
    }
    return told;
  }

  private static ObjectNode stock(Item item) {
    return Json.object()
        .put("sku", item.sku())
        .put("available", item.stock())
        .put("counted", item.stock() != null);
  }

  private static Answer invalid(String field, String reason) {
    var extra = Json.object();
    extra.putArray("errors").addObject().put("field", field).put("reason", reason);
    return Answer.problem(422, "invalid", field + " " + reason, extra);
  }
}
