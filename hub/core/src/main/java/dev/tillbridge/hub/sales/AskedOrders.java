package dev.tillbridge.hub.sales;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When shops were last asked for their orders: whoever has told of an order before that is answered.
 * Forgotten when the hub ends, and then asked for once more.
 */
final class AskedOrders {

  private static final int REMEMBERED_MOST = 20_000;

  private final Map<String, Instant> asked =
      Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > REMEMBERED_MOST;
        }
      });

  /**
   * The order was taken as the shop said that it was.
   *
   * @param begun before the shop was asked, by our clock
   */
  void note(String shop, String order, Instant begun) {
    asked.merge(shop + "|" + order, begun, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** True when a question about the order was begun at this time or later, and was answered. */
  boolean since(String shop, String order, Instant time) {
    var begun = asked.get(shop + "|" + order);
    return begun != null && !begun.isBefore(time);
  }
}
