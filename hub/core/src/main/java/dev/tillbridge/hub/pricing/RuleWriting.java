package dev.tillbridge.hub.pricing;

import dev.tillbridge.model.pricing.Offer;
import dev.tillbridge.model.pricing.PriceList;
import dev.tillbridge.model.pricing.Promotion;
import dev.tillbridge.model.pricing.Target;
import dev.tillbridge.model.pricing.Validity;
import java.time.LocalDate;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes price lists and promotions as tills read them; every field is there. */
final class RuleWriting {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private RuleWriting() {}

  static ObjectNode list(PriceList list) {
    var json = JSON.objectNode()
        .put("id", list.id())
        .put("title", list.title())
        .put("priority", list.priority());
    json.set("validity", validity(list.validity()));
    var prices = json.putArray("prices");
    list.prices()
        .forEach(entry -> prices.addArray().add(entry.sku()).add(entry.from()).add(entry.price()));
    return json;
  }

  static ObjectNode promotion(Promotion promotion) {
    var json = JSON.objectNode()
        .put("id", promotion.id())
        .put("title", promotion.title())
        .put("priority", promotion.priority())
        .put("combinable", promotion.combinable())
        .put("coupon", promotion.coupon())
        .put("useLimit", promotion.useLimit())
        .put("minimum", promotion.minimum());
    json.set("validity", validity(promotion.validity()));
    json.set("target", target(promotion.target()));
    json.set("offer", offer(promotion.offer()));
    return json;
  }

  private static ObjectNode offer(Offer offer) {
    var json = JSON.objectNode();
    return switch (offer) {
      case Offer.PercentOff(var ppm) -> json.put("kind", "PERCENT").put("ppm", ppm);
      case Offer.AmountOff(var amount) -> json.put("kind", "AMOUNT").put("amount", amount);
      case Offer.CartPercent(var ppm) -> json.put("kind", "CART_PERCENT").put("ppm", ppm);
      case Offer.CartAmount(var amount) -> json.put("kind", "CART_AMOUNT").put("amount", amount);
      case Offer.SetPrice(var size, var price, var times) ->
        json.put("kind", "SET_PRICE").put("size", size).put("price", price).put("times", times);
      case Offer.BuyGet(var buy, var get, var ppm, var reward, var times) -> {
        json.put("kind", "BUY_GET").put("buy", buy).put("get", get).put("ppm", ppm);
        json.set("reward", reward == null ? JSON.nullNode() : target(reward));
        yield json.put("times", times);
      }
    };
  }

  private static ObjectNode target(Target target) {
    var json = JSON.objectNode();
    texts(json, "skus", target.skus());
    texts(json, "types", target.types());
    return json;
  }

  private static ObjectNode validity(Validity validity) {
    var json = JSON.objectNode();
    json.put("from", text(validity.from())).put("to", text(validity.to()));
    var days = json.putArray("days");
    validity.days().stream().sorted().forEach(day -> days.add(day.getValue()));
    json.put("fromMinute", validity.fromMinute()).put("toMinute", validity.toMinute());
    texts(json, "locations", validity.locations());
    texts(json, "groups", validity.groups());
    return json;
  }

  private static @Nullable String text(@Nullable LocalDate date) {
    return date == null ? null : date.toString();
  }

  private static void texts(ObjectNode json, String name, Collection<String> texts) {
    var array = json.putArray(name);
    texts.stream().sorted().forEach(array::add);
  }
}
