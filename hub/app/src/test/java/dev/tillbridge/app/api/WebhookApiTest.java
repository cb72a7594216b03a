package dev.tillbridge.app.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.reports.InboxRow;
import dev.tillbridge.hub.reports.LiveView;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookApiTest {

  private static final String BODY = "{\"id\": 1, \"nonsense\": true}";
  private final Hub hub = Hub.shared();

  @Test
  void nothing_without_the_right_signature_is_kept() throws Exception {
    long before = parked();
    var right = sign(BODY.getBytes(UTF_8), Hub.SHOP_SECRET);
    assertThat(post(Hub.SHOP, BODY, null).status()).isEqualTo(401);
    assertThat(post(Hub.SHOP, BODY, "").status()).isEqualTo(401);
    assertThat(post(Hub.SHOP, BODY, "not base64 at all!").status()).isEqualTo(401);
    var foreign = sign(BODY.getBytes(UTF_8), "another secret");
    assertThat(post(Hub.SHOP, BODY, foreign).status()).isEqualTo(401);
    assertThat(post(Hub.SHOP, BODY.replace(" ", ""), right).status())
        .as("the same JSON in other bytes")
        .isEqualTo(401);
    assertThat(post(Hub.SHOP, BODY + " ", right).status()).isEqualTo(401);
    assertThat(parked()).isEqualTo(before);
  }

  @Test
  void whose_shop_we_serve_cannot_be_learnt_here() throws Exception {
    var ours = post(Hub.SHOP, BODY, null);
    var foreign =
        post("somebody-else.myshopify.com", BODY, sign(BODY.getBytes(UTF_8), Hub.SHOP_SECRET));
    assertThat(foreign.status()).isEqualTo(401);
    assertThat(foreign.body()).isEqualTo(ours.body());
  }

  @Test
  void a_genuine_body_that_is_no_order_is_kept_for_a_person_once_however_often_it_comes()
      throws Exception {
    var event = UUID.randomUUID().toString();
    var signature = sign(BODY.getBytes(UTF_8), Hub.SHOP_SECRET);
    for (int i = 0; i < 3; i++) {
      assertThat(post(Hub.SHOP, BODY, signature, event, "orders/create").status())
          .isEqualTo(200);
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> !parked(event).isEmpty());
    assertThat(parked(event)).hasSize(1);
    assertThat(parked(event).getFirst().note()).isNotBlank();

    var id = parked(event).getFirst().id();
    assertThat(hub.http().post("/api/v1/inbox/" + id + "/retry", "").status()).isEqualTo(202);
    await().atMost(Duration.ofSeconds(30)).until(() -> parked(event).size() == 1);
  }

  @Test
  void a_topic_that_nobody_knows_is_answered_and_set_aside_until_somebody_has_seen_it()
      throws Exception {
    var event = UUID.randomUUID().toString();
    var topic = "carts/" + event;
    var signature = sign(BODY.getBytes(UTF_8), Hub.SHOP_SECRET);
    assertThat(post(Hub.SHOP, BODY, signature, event, topic).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(30)).until(() -> parked(event).size() == 1);
    assertThat(parked(event).getFirst().note()).contains(topic, "not one that the hub asks for");
    var id = parked(event).getFirst().id();
    assertThat(hub.http().post("/api/v1/inbox/" + id + "/retry", "").status()).isEqualTo(202);
    await().atMost(Duration.ofSeconds(30)).until(() -> parked(event).isEmpty());
  }

  @Test
  void a_body_larger_than_any_order_is_refused() {
    var large = "x".repeat(9 << 20);
    assertThat(post(Hub.SHOP, large, "AAAA").status()).isEqualTo(413);
  }

  private List<InboxRow> parked(String event) {
    return hub.part(LiveView.class).parkedInbox(500).stream()
        .filter(row -> row.eventId().contains(event))
        .toList();
  }

  private long parked() {
    return hub.part(LiveView.class).waiting().inboxParked();
  }

  private Answer post(
      String shop, String body, @org.jspecify.annotations.Nullable String signature) {
    return post(shop, body, signature, UUID.randomUUID().toString(), "orders/create");
  }

  private Answer post(
      String shop,
      String body,
      @org.jspecify.annotations.Nullable String signature,
      String event,
      String topic) {
    var path = "/webhooks/shopify/" + shop;
    var bytes = body.getBytes(UTF_8);
    return signature == null
        ? hub.http().send("POST", path, bytes, "X-Shopify-Topic", topic)
        : hub.http()
            .send(
                "POST",
                path,
                bytes,
                "Content-Type",
                "application/json",
                "X-Shopify-Hmac-Sha256",
                signature,
                "X-Shopify-Topic",
                topic,
                "X-Shopify-Shop-Domain",
                Hub.SHOP,
                "X-Shopify-Webhook-Id",
                event,
                "X-Shopify-Event-Id",
                event,
                "X-Shopify-Triggered-At",
                "2026-11-22T12:00:00Z",
                "X-Shopify-Api-Version",
                "2026-07");
  }

  private static String sign(byte[] body, String secret) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(body));
  }
}
