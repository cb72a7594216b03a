package dev.tillbridge.model.shop;

import java.time.Instant;

/**
 * A webhook whose signature was right.
 *
 * @param id the same for every repetition of one delivery
 * @param topic the shop's word for what happened, for example {@code orders/create}
 * @param triggeredAt when it happened at the shop, by the shop's clock
 * @param body as it came, read as UTF-8
 */
public record ShopEvent(String id, String topic, Instant triggeredAt, String body) {

  /** True when it tells of an order, whether or not the body describes all of it. */
  public boolean isOrder() {
    return topic.startsWith("orders/") || topic.equals("refunds/create");
  }
}
