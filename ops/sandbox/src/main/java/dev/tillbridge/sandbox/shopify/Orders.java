package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Cents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What shoppers and the shop's staff do: buy, cancel, ship, count. An order moves stock from
 * available to committed; shipping takes it from committed, so on hand falls then.
 */
final class Orders {

  /** What a shopper wants of one SKU. */
  record Wanted(String sku, int quantity) {}

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

  Outcome place(List<Wanted> wishes, @Nullable String email, @Nullable String customer) {
    var settings = data.settings();
    var wanted = merged(wishes);
    var taken = new LinkedHashMap<Level, Integer>();
    var lines = new ArrayList<Order.Line>();
    for (var wish : wanted.entrySet()) {
      var variant = data.bySku(wish.getKey());
      if (variant == null) {
        return new Outcome.Unknown(wish.getKey());
      }
      var level = levelWith(variant.itemId(), wish.getValue());
      if (level == null) {
        return new Outcome.SoldOut(wish.getKey(), Math.max(0, data.available(variant.itemId())));
      }
      taken.put(level, wish.getValue());
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
        null);
    data.orders.put(id, order);
    return new Outcome.Placed(order);
  }

  /** Cancels and puts the goods back; null when it is too late. */
  @Nullable
  Order cancel(Order order) {
    if (!order.open()) {
      return null;
    }
    for (var line : order.lines()) {
      var level = data.levels.need(Level.key(line.itemId(), line.placeId()));
      data.levels.put(
          level.key(),
          level.with(
              level.available() + line.quantity(),
              level.committed() - line.quantity(),
              data.now()));
    }
    var cancelled = order.cancelled(data.now());
    data.orders.put(order.id(), cancelled);
    return cancelled;
  }

  /** Ships everything; null when it was shipped or cancelled before. */
  @Nullable
  Order fulfil(Order order) {
    if (!order.open()) {
      return null;
    }
    for (var line : order.lines()) {
      var level = data.levels.need(Level.key(line.itemId(), line.placeId()));
      data.levels.put(
          level.key(),
          level.with(level.available(), level.committed() - line.quantity(), data.now()));
    }
    var fulfilled = order.fulfilled(data.now());
    data.orders.put(order.id(), fulfilled);
    return fulfilled;
  }

  /** Somebody types a number into the shop's admin page. */
  Level edit(Variant variant, int available) {
    var key = Level.key(variant.itemId(), ShopData.MAIN_STREET);
    var level =
        data.levels.need(key).with(available, data.levels.need(key).committed(), data.now());
    data.levels.put(key, level);
    return level;
  }

  private static Map<String, Integer> merged(List<Wanted> wishes) {
    var sums = new LinkedHashMap<String, Integer>();
    wishes.forEach(wish -> sums.merge(wish.sku(), wish.quantity(), Math::addExact));
    return sums;
  }

  private @Nullable Level levelWith(long itemId, int quantity) {
    return data.levelsOf(itemId).stream()
        .filter(level -> level.active() && level.available() >= quantity)
        .findFirst()
        .orElse(null);
  }

  private Order.Line line(Variant variant, Level level, int quantity, ShopData.Settings settings) {
    var product = data.productOf(variant);
    long net = Math.multiplyExact(variant.price(), (long) quantity);
    return new Order.Line(
        6_000_000_000L + data.counters.up("line"),
        variant.id(),
        product.id(),
        variant.itemId(),
        level.placeId(),
        variant.sku(),
        product.title(),
        variant.title(),
        product.vendor(),
        quantity,
        variant.price(),
        variant.taxable() ? Cents.share(net, settings.taxRatePpm()) : 0,
        variant.taxable());
  }
}
