package dev.tillbridge.sandbox.shopify;

import java.time.Instant;

/**
 * One message on its way to one address; a retry carries the same ids and the same bytes.
 *
 * @param topic "orders/create"
 * @param attempts how often it was sent so far
 */
record WebhookDelivery(
    String id,
    String eventId,
    String topic,
    String apiVersion,
    String uri,
    String body,
    Instant triggeredAt,
    int attempts) {

  WebhookDelivery again() {
    return new WebhookDelivery(
        id, eventId, topic, apiVersion, uri, body, triggeredAt, attempts + 1);
  }
}
