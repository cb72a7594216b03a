package dev.tillbridge.routes;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;

/** Reads the order out of a genuine event. */
@FunctionalInterface
public interface OrderReader {

  /**
   * The order.
   *
   * @param shop who sent it
   * @return refused, naming the field and the reason, when the body is not an order
   */
  Outcome<ShopOrder> read(String shop, ShopEvent event);
}
