package dev.tillbridge.hub.sales;

import dev.tillbridge.model.shop.ShopOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of an order, after those before it.
 *
 * @param version its number
 * @param known what was made of the version before; null for the first
 * @param before what of the order has taken effect
 * @param now what has when this version is taken
 */
record OrderStep(
    OrderTaking.From from,
    ShopOrder order,
    int version,
    OrderBook.@Nullable Known known,
    OrderProgress before,
    OrderProgress now) {

  OrderShelf.Told told() {
    return new OrderShelf.Told(from.shop(), saleId(), version, order.updatedAt());
  }

  UUID saleId() {
    return from.saleId(order);
  }

  /** The same, when more of it has taken effect. */
  OrderStep after(OrderProgress taken) {
    return new OrderStep(from, order, version, known, taken, now);
  }

  /** True when goods are out that nobody brought back. */
  boolean goodsAreOut() {
    return now.lines().values().stream().anyMatch(line -> line.gone() > line.returned())
        && !OrderProgress.nothingSent(order);
  }
}
