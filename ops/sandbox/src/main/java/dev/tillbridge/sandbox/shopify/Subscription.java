package dev.tillbridge.sandbox.shopify;

import java.time.Instant;

/** A webhook subscription; the topic in the API's spelling, "ORDERS_CREATE". */
record Subscription(long id, String topic, String uri, String apiVersion, Instant createdAt) {}
