package dev.tillbridge.routes;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.ShopOrder;

/** Makes a sale of an order, or changes the sale that it was. */
@FunctionalInterface
public interface OrderTaker {

  /** Takes it; the answer says in a word what was done. */
  Outcome<String> take(String shop, ShopOrder order);
}
