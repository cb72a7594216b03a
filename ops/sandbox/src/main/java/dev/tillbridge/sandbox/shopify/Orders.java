package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Cents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What shoppers and the shop's staff do: buy and count. An order moves stock from available to
 * committed; what becomes of it then is {@link OrderActs}'.
 */
final class Orders {

  /** What a shopper wants of one SKU. */
  record Wanted(String sku, int quantity, long discount) {}

  /** What became of a shopper's wish. */
  sealed interface Outcome {
    /** Bought and paid. */
    record Placed(Order order) implements Outcome {}

    /** No such SKU in this shop. */
    record Unknown(String sku) implements Outcome {}

    /** Less is left than wanted; the shop does not oversell (inventory policy "deny"). */
    record SoldOut(String sku, int available) implements Outcome {}
  }

  private final ShopData data;

  Orders(ShopData data) {
    this.data = data;
  }

  Outcome place(
      List<Wanted> wishes, @Nullable String email, @Nullable String customer, Order.Extras extras) {
    var settings = data.settings();
    var wanted = merged(wishes);
    var taken = new LinkedHashMap<Level, Integer>();
    var lines = new ArrayList<OrderLine>();
    for (var wish : wanted.entrySet()) {
      var variant = data.bySku(wish.getKey());
      if (variant == null) {
        return new Outcome.Unknown(wish.getKey());
      }
      int quantity = wish.getValue().quantity();
      var level = levelWith(variant.itemId(), quantity);
      if (level == null) {
        return new Outcome.SoldOut(wish.getKey(), Math.max(0, data.available(variant.itemId())));
      }
      taken.put(level, quantity);
      lines.add(line(variant, level, wish.getValue(), settings));
    }
    var now = data.now();
    taken.forEach((level, quantity) -> data.levels.put(
        level.key(), level.with(level.available() - quantity, level.committed() + quantity, now)));
    long id = 5_000_000_000L + data.counters.up("order");
    long number = 1000 + data.counters.get("order");
    var order = new Order(
        id,
        number,
        settings.currency(),
        settings.taxRatePpm(),
        email,
        customer,
        lines,
        now,
        now,
        null,
        null,
        List.of(),
        List.of(),
        extras);
    data.orders.put(id, order);
    return new Outcome.Placed(order);
  }

  /** Takes a line's goods from available; null when there is no such SKU, or not as many. */
  @Nullable
  OrderLine taken(String sku, int quantity) {
    var variant = data.bySku(sku);
    var level = variant == null ? null : levelWith(variant.itemId(), quantity);
    if (variant == null || level == null) {
      return null;
    }
    data.levels.put(
        level.key(),
        level.with(level.available() - quantity, level.committed() + quantity, data.now()));
    return line(variant, level, new Wanted(sku, quantity, 0), data.settings());
  }

  /** Somebody types a number into the shop's admin page. */
  Level edit(Variant variant, int available) {
    var key = Level.key(variant.itemId(), ShopData.MAIN_STREET);
    var level =
        data.levels.need(key).with(available, data.levels.need(key).committed(), data.now());
    data.levels.put(key, level);
    return level;
  }

  private static Map<String, Wanted> merged(List<Wanted> wishes) {
    var sums = new LinkedHashMap<String, Wanted>();
    wishes.forEach(wish -> sums.merge(
        wish.sku(),
        wish,
        (one, other) -> new Wanted(
            one.sku(),
            Math.addExact(one.quantity(), other.quantity()),
            one.discount() + other.discount())));
    return sums;
  }

  private @Nullable Level levelWith(long itemId, int quantity) {
    return data.levelsOf(itemId).stream()
        .filter(level -> level.active() && level.available() >= quantity)
        .findFirst()
        .orElse(null);
  }

  private OrderLine line(Variant variant, Level level, Wanted wish, ShopData.Settings settings) {
    var product = data.productOf(variant);
    long gross = Math.multiplyExact(variant.price(), (long) wish.quantity());
    long discount = Math.min(gross, wish.discount());
    return new OrderLine(
        6_000_000_000L + data.counters.up("line"),
        variant.id(),
        product.id(),
        variant.itemId(),
        level.placeId(),
        variant.sku(),
        product.title(),
        variant.title(),
        product.vendor(),
        wish.quantity(),
        variant.price(),
        discount,
        variant.taxable() ? Cents.share(gross - discount, settings.taxRatePpm()) : 0,
        variant.taxable(),
        OrderLine.Done.NOTHING);
  }
}
