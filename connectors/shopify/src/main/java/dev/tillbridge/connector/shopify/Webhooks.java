package dev.tillbridge.connector.shopify;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.OrderHint;
import dev.tillbridge.model.shop.ShopEvent;
import dev.tillbridge.model.shop.ShopOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what claims to come from Shopify. The signature is base64 of HMAC-SHA256 over the raw bytes
 * under the app's client secret (shopify.dev, "Verify webhook deliveries").
 */
final class Webhooks {

  private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
  private static final int LONGEST_HEADER = 255;

  private final ShopifySettings settings;

  Webhooks(ShopifySettings settings) {
    this.settings = settings;
  }

  /** True when the event is only a hint: it does not tell all of its order. */
  boolean mustBeAsked(ShopEvent event) {
    if (!event.isOrder()) {
      return false;
    }
    try {
      return !RestOrder.tellsAll(event.topic(), Field.root(Json.read(event.body())));
    } catch (NotAsDocumented e) {
      return false; // Reading it will tell what is wrong with it.
    }
  }

  /** Which order an event is about; empty when it does not say so. */
  Optional<String> orderId(ShopEvent event) {
    try {
      return Optional.ofNullable(
          RestOrder.orderId(event.topic(), Field.root(Json.read(event.body()))));
    } catch (NotAsDocumented e) {
      return Optional.empty();
    }
  }

  /** What an event only hints at; null when it tells all of its order, or does not say which. */
  @Nullable
  OrderHint hint(ShopEvent event) {
    if (!mustBeAsked(event)) {
      return null;
    }
    try {
      return RestOrder.hint(event.topic(), Field.root(Json.read(event.body())));
    } catch (NotAsDocumented e) {
      return null; // Reading it will tell what is wrong with it.
    }
  }

  /** The event, or null unless signature, shop and headers are right. */
  @Nullable
  ShopEvent receive(byte[] body, Map<String, String> headers) {
    var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    if (!signed(body, byName.get("X-Shopify-Hmac-Sha256"))) {
      return rejected("its signature is not right");
    }
    if (!settings.shop().equalsIgnoreCase(byName.get("X-Shopify-Shop-Domain"))) {
      return rejected("it is for another shop");
    }
    var id = byName.get("X-Shopify-Webhook-Id");
    var topic = byName.get("X-Shopify-Topic");
    var triggeredAt = time(byName.get("X-Shopify-Triggered-At"));
    if (id == null || topic == null || triggeredAt == null || !plausible(id) || !plausible(topic)) {
      return rejected("its id, topic or time is missing or unreadable");
    }
    return new ShopEvent(id, topic, triggeredAt, new String(body, StandardCharsets.UTF_8));
  }

  Outcome<ShopOrder> order(ShopEvent event) {
    if (!event.isOrder()) {
      return new Refused<>("topic: must be about an order, was " + event.topic());
    }
    try {
      return new Delivered<>(RestOrder.read(Field.root(Json.read(event.body()))));
    } catch (NotAsDocumented e) {
      return new Refused<>(e.reason());
    }
  }

  private boolean signed(byte[] body, @Nullable String signature) {
    if (signature == null || signature.length() > LONGEST_HEADER) {
      return false;
    }
    var given = signature.getBytes(StandardCharsets.UTF_8);
    var previous = settings.previousClientSecret();
    // Both are always computed, so that the time taken does not tell which secret it was.
    boolean current = MessageDigest.isEqual(sign(body, settings.clientSecret()), given);
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

  private static @Nullable Instant time(@Nullable String header) {
    try {
      return header == null ? null : Instant.parse(header);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean plausible(String header) {
    return !header.isBlank() && header.length() <= LONGEST_HEADER;
  }
}
