package dev.tillbridge.routes;

import dev.tillbridge.hub.delivery.Received;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.shop.OrderHint;
import dev.tillbridge.model.shop.ShopEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows events that do not tell what their order is now; many together, because asking costs. */
public interface OrderHints {

  /** For where every event tells all. */
  OrderHints NONE = new OrderHints() {
    @Override
    public @Nullable OrderHint of(String shop, ShopEvent event) {
      return null;
    }

    @Override
    public Map<Received, Outcome<String>> heed(String shop, Map<Received, OrderHint> hints) {
      return Map.of();
    }
  };

  /** What the event only hints at; null when it tells all of its order. */
  @Nullable
  OrderHint of(String shop, ShopEvent event);

  /** Takes the orders of one shop's hints; tells of each hint how it ended. */
  Map<Received, Outcome<String>> heed(String shop, Map<Received, OrderHint> hints);
}
