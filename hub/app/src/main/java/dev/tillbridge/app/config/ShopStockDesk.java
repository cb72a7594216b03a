package dev.tillbridge.app.config;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.stock.DueStock;
import dev.tillbridge.hub.stock.ShopWindow;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.routes.StockDesk;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the lanes of the shops' stock ask for. */
record ShopStockDesk(Deliveries deliveries, DueStock due, ShopWindow window) implements StockDesk {

  @Override
  public List<String> shops() {
    return window.shops();
  }

  @Override
  public Duration pause(String shop) {
    return window.pause(shop);
  }

  @Override
  public List<Delivery> claim(String shop) {
    return due.claim(shop, window.batch(shop));
  }

  @Override
  public Map<Delivery, Outcome<String>> deliver(Collection<Delivery> batch) {
    return window.deliver(batch);
  }

  @Override
  public void settle(String shop, Map<Delivery, Outcome<String>> outcomes) {
    if (window.trouble(shop) == null) {
      deliveries.settle(outcomes);
    } else {
      deliveries.settleAway(outcomes);
    }
  }
}
