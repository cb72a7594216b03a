package dev.tillbridge.connector.woocommerce;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what claims to come from the shop. {@code X-WC-Webhook-Signature} is base64 of HMAC-SHA256
 * over the raw bytes under the webhook's secret.
 */
final class Webhooks {

  private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
  private static final int LONGEST_HEADER = 255;
  private static final int HASH_BYTES = 12;

  private final WooCommerceSettings settings;
  private final InstantSource clock;

  Webhooks(WooCommerceSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** The event, or null unless signature and headers are right. */
  @Nullable
  ShopEvent receive(byte[] body, Map<String, String> headers) {
    var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    if (!signed(body, byName.get("X-WC-Webhook-Signature"))) {
      return rejected("its signature is not right");
    }
    var delivery = byName.get("X-WC-Webhook-Delivery-ID");
    var topic = byName.get("X-WC-Webhook-Topic");
    if (delivery == null || topic == null || !plausible(delivery) || !plausible(topic)) {
      return rejected("its delivery id or topic is missing or unreadable");
    }
    var text = new String(body, StandardCharsets.UTF_8);
    return new ShopEvent(id(delivery, body), topic(topic, text), clock.instant(), text);
  }

  Outcome<ShopOrder> order(ShopEvent event) {
    if (!event.isOrder()) {
      return new Refused<>("topic: must be about an order, was " + event.topic());
    }
    try {
      return new Delivered<>(OrderJson.read(Field.root(Json.read(event.body()))));
    } catch (NotAsDocumented e) {
      return new Refused<>(e.reason());
    }
  }

  /**
   * The delivery id is a hash of the webhook's number and the second: two orders that change within
   * one second share it. So the body belongs to the event's name.
   */
  private static String id(String delivery, byte[] body) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(body);
      return delivery + ":" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * In the hub's words: {@code order.created} is {@code orders/create}, unless the shop has not
   * taken units for it yet. What is deleted there tells nothing but its number and keeps its name.
   */
  private static String topic(String topic, String body) {
    if (!topic.startsWith("order.") || topic.equals("order.deleted")) {
      return topic;
    }
    var happened = topic.substring("order.".length());
    var what = happened.equals("created") ? "create" : happened;
    var order = Json.containerOrNull(body);
    return order != null && !OrderJson.isPlaced(Field.root(order))
        ? "checkouts/" + what
        : "orders/" + what;
  }

  private boolean signed(byte[] body, @Nullable String signature) {
    if (signature == null || signature.length() > LONGEST_HEADER) {
      return false;
    }
    var given = signature.getBytes(StandardCharsets.UTF_8);
    var previous = settings.previousWebhookSecret();
    // Both are always computed, so that the time taken does not tell which secret it was.
    boolean current = MessageDigest.isEqual(sign(body, settings.webhookSecret()), given);
    boolean former = previous != null && MessageDigest.isEqual(sign(body, previous), given);
    return current || former;
  }

  private static byte[] sign(byte[] body, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encode(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private @Nullable ShopEvent rejected(String why) {
    // Whoever knocks without end must not fill the log; the hub counts.
    log.debug("{}: a webhook is turned away: {}", settings.shop(), why);
    return null;
  }

  private static boolean plausible(String header) {
    return !header.isBlank() && header.length() <= LONGEST_HEADER;
  }
}
