package dev.tillbridge.app.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillbridge.app.testing.Http.Answer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends webhooks as the shops sign them. */
public final class Replay {

  private Replay() {}

  /** A webhook of the Shopify shop under this id. */
  public static Answer shopify(Hub hub, String id, String topic, String body) {
    return hub.http()
        .send(
            "POST",
            "/webhooks/shopify/" + Hub.SHOP,
            body.getBytes(UTF_8),
            "Content-Type",
            "application/json",
            "X-Shopify-Hmac-Sha256",
            signed(body, Hub.SHOP_SECRET),
            "X-Shopify-Topic",
            topic,
            "X-Shopify-Shop-Domain",
            Hub.SHOP,
            "X-Shopify-Webhook-Id",
            id,
            "X-Shopify-Event-Id",
            id,
            "X-Shopify-Triggered-At",
            "2026-11-22T12:00:00Z",
            "X-Shopify-Api-Version",
            "2026-07");
  }

  /** A webhook of the WooCommerce shop under this id. */
  public static Answer wooCommerce(Hub hub, String shop, String id, String topic, String body) {
    return hub.http()
        .send(
            "POST",
            "/webhooks/woocommerce/" + shop,
            body.getBytes(UTF_8),
            "Content-Type",
            "application/json",
            "X-WC-Webhook-Signature",
            signed(body, Hub.WOO_SECRET),
            "X-WC-Webhook-Topic",
            topic,
            "X-WC-Webhook-Delivery-ID",
            id);
  }

  private static String signed(String body, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
