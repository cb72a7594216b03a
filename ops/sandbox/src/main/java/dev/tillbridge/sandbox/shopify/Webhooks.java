package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.control.FaultDesk;
import dev.tillbridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Decides which webhooks go where, and keeps those under way in the store, so that a restart
 * carries on with them. Sending is {@link WebhookSender}'s.
 */
final class Webhooks {

  /** What the address of the hub needs to be told: topic in slashes, and a body. */
  record News(String topic, JsonNode body) {}

  private static final List<String> FIRST_DAY = List.of(
      "ORDERS_CREATE",
      "ORDERS_UPDATED",
      "ORDERS_EDITED",
      "ORDERS_PAID",
      "ORDERS_CANCELLED",
      "ORDERS_FULFILLED",
      "ORDERS_PARTIALLY_FULFILLED",
      "REFUNDS_CREATE",
      "PRODUCTS_UPDATE",
      "PRODUCTS_DELETE",
      "BULK_OPERATIONS_FINISH");

  /** Set up in the app itself, not by subscribing. */
  private static final List<String> COMPLIANCE =
      List.of("customers/data_request", "customers/redact", "shop/redact");

  private static final String DEFAULT_VERSION = "2026-07";
  private static final int ATTEMPTS_MAX = 9;

  private final ShopData data;
  private final FaultDesk faults;
  private final WebhookSender sender;
  private final InstantSource clock;
  private final @Nullable String address;
  private final Duration retryAfter;
  private final Executor underLock;

  /**
   * What it needs.
   *
   * @param address subscribed to news on the first day, and set up in the app for
   *     privacy; or null
   * @param retryAfter the first pause; each further one is twice as long
   * @param underLock runs work under the shop's lock and commits
   */
  Webhooks(
      ShopData data,
      FaultDesk faults,
      WebhookSender sender,
      InstantSource clock,
      @Nullable String address,
      Duration retryAfter,
      Executor underLock) {
    this.data = data;
    this.faults = faults;
    this.sender = sender;
    this.clock = clock;
    this.address = address;
    this.retryAfter = retryAfter;
    this.underLock = underLock;
  }

  /** On the first day the address is subscribed to everything about orders and products. */
  void furnish() {
    var uri = address;
    if (uri != null) {
      for (var topic : FIRST_DAY) {
        long id = 1_000_000L + data.counters.up("subscription");
        data.subscriptions.put(id, new Subscription(id, topic, uri, DEFAULT_VERSION, data.now()));
      }
    }
  }

  /** Carries on with what an earlier run left. */
  void resume() {
    for (var delivery : List.copyOf(data.deliveries.all())) {
      send(List.of(delivery), 0);
    }
  }

  /** Sends news in this order to those who subscribed to it. */
  void announce(List<News> all) {
    var inOrder = new ArrayList<WebhookDelivery>();
    int delay = 0;
    boolean reordered = false;
    for (var news : all) {
      var fate = faults.webhook(news.topic());
      for (var delivery : deliveries(news)) {
        if (fate.dropped()) {
          data.counters.up("webhooks.dropped");
          continue;
        }
        data.deliveries.put(delivery.id(), delivery);
        inOrder.addAll(Collections.nCopies(fate.copies(), delivery));
      }
      delay = Math.max(delay, fate.delayMs());
      reordered |= fate.reordered();
    }
    if (reordered) {
      Collections.reverse(inOrder);
    }
    send(inOrder, delay);
  }

  /** Stops sending and forgets what is under way. */
  void cancelAll() {
    sender.cancelAll();
  }

  private List<WebhookDelivery> deliveries(News news) {
    var name = news.topic().toUpperCase(java.util.Locale.ROOT).replace('/', '_');
    var uris = new LinkedHashSet<String>();
    if (address != null && COMPLIANCE.contains(news.topic())) {
      uris.add(address);
    }
    var version = DEFAULT_VERSION;
    for (var subscription : data.subscriptions.all()) {
      if (subscription.topic().equals(name)) {
        uris.add(subscription.uri());
        version = subscription.apiVersion();
      }
    }
    var eventId = UUID.randomUUID().toString();
    var body = Json.write(news.body());
    var deliveries = new ArrayList<WebhookDelivery>();
    for (var uri : uris) {
      var id = UUID.randomUUID().toString();
      var delivery =
          new WebhookDelivery(id, eventId, news.topic(), version, uri, body, clock.instant(), 0);
      Recorder.webhook(delivery);
      deliveries.add(delivery);
    }
    return deliveries;
  }

  private void send(List<WebhookDelivery> inOrder, int delayMs) {
    if (!inOrder.isEmpty()) {
      sender.schedule(inOrder, Duration.ofMillis(delayMs), this::settle);
    }
  }

  private void settle(WebhookDelivery sent, boolean acknowledged) {
    underLock.execute(() -> {
      data.counters.up("webhooks.sent");
      data.counters.up(acknowledged ? "webhooks.acked" : "webhooks.failed");
      var waiting = data.deliveries.get(sent.id());
      if (waiting == null) {
        return;
      }
      var next = waiting.again();
      if (acknowledged || next.attempts() >= ATTEMPTS_MAX) {
        data.deliveries.remove(sent.id());
      } else {
        data.deliveries.put(sent.id(), next);
        var pause = retryAfter.multipliedBy(1L << Math.min(next.attempts() - 1, 6));
        sender.schedule(List.of(next), pause, this::settle);
      }
    });
  }

  /** The signature Shopify puts on a body. */
  static String signature(String secret, String body) {
    return Base64.getEncoder().encodeToString(hmac(secret, body));
  }

  static byte[] hmac(String secret, String text) {
    try {
      var mac = javax.crypto.Mac.getInstance("HmacSHA256");
      mac.init(new javax.crypto.spec.SecretKeySpec(
          secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
