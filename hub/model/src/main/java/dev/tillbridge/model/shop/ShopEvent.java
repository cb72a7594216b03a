package dev.tillbridge.model.shop;

import java.time.Instant;

/**
 * A webhook whose signature was right.
 *
 * @param id the same for every repetition of one delivery
 * @param topic what it is about and what happened to it, for example {@code orders/create}; the
 *     connector of a shop that spells it otherwise translates
 * @param triggeredAt when it happened at the shop, by the shop's clock; when it came, where the shop
 *     does not tell
 * @param body as it came, read as UTF-8
 */
public record ShopEvent(String id, String topic, Instant triggeredAt, String body) {

  /** True when it tells of an order, whether or not the body describes all of it. */
  public boolean isOrder() {
    return topic.startsWith("orders/") || topic.equals("refunds/create");
  }
}
