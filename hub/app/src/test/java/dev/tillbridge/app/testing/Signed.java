package dev.tillbridge.app.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillbridge.app.testing.Http.Answer;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhooks as Shopify signs them. */
public final class Signed {

  private Signed() {}

  /** A webhook of the shop under its own secret. */
  public static Answer post(Hub hub, String shop, String body, String topic) throws Exception {
    return at(hub, "/webhooks/shopify/" + shop, shop, body.getBytes(UTF_8), topic, Hub.SHOP_SECRET);
  }

  /** Any bytes at any address, under any secret. */
  public static Answer at(
      Hub hub, String path, String shop, byte[] body, String topic, String secret)
      throws Exception {
    return hub.http().send("POST", path, body, headers(shop, body, topic, secret));
  }

  /** The headers of a new delivery. */
  public static String[] headers(String shop, byte[] body, String topic, String secret)
      throws Exception {
    return new String[] {
      "Content-Type",
      "application/json",
      "X-Shopify-Hmac-Sha256",
      sign(body, secret),
      "X-Shopify-Topic",
      topic,
      "X-Shopify-Shop-Domain",
      shop,
      "X-Shopify-Webhook-Id",
      UUID.randomUUID().toString(),
      "X-Shopify-Triggered-At",
      Instant.now().toString(),
      "X-Shopify-Api-Version",
      "2026-07"
    };
  }

  /** The signature. */
  public static String sign(byte[] body, String secret) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(body));
  }
}
