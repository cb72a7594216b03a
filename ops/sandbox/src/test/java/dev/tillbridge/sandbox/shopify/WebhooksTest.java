package dev.tillbridge.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.sandbox.SandboxOptions;
import dev.tillbridge.sandbox.World;
import dev.tillbridge.sandbox.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebhooksTest {

  private final Receiver hub = new Receiver();
  private final SandboxOptions options = SandboxOptions.defaults()
      .webhooksTo(hub.url())
      .webhooksWithin(Duration.ofSeconds(10), Duration.ofMillis(50));
  private World world = World.start(options);

  @AfterEach
  void stop() {
    world.close();
    hub.close();
  }

  @Test
  void an_order_is_announced_as_created_then_as_paid_and_both_are_signed() throws Exception {
    world.available("MUG", 5);
    world.ok(world.order("MUG", 1));
    var created = hub.next();
    var paid = hub.next();
    assertThat(created.topic()).isEqualTo("orders/create");
    assertThat(paid.topic()).isEqualTo("orders/paid");
    assertThat(created.path()).isEqualTo("/webhooks/shopify/tillbridge-demo.myshopify.com");
    assertThat(created.shop()).isEqualTo("tillbridge-demo.myshopify.com");
    for (var got : new Receiver.Got[] {created, paid}) {
      assertThat(got.signature()).isEqualTo(hmac(got.body()));
    }
    assertThat(created.id()).isNotEqualTo(paid.id());
    assertThat(created.body()).isEqualTo(paid.body());
  }

  @Test
  void the_body_is_shopifys_rest_form_with_decimal_strings() throws Exception {
    world.available("MUG", 5);
    world.ok(world.order("MUG", 2));
    var body = Json.MAPPER.readTree(hub.next().body());
    assertThat(Json.text(body, "name")).isEqualTo("#1001");
    assertThat(body.path("total_price").stringValue()).isEqualTo("43.28");
    assertThat(body.at("/total_tax_set/shop_money/amount").stringValue()).isEqualTo("3.30");
    assertThat(Json.text(body, "financial_status")).isEqualTo("paid");
    var line = body.at("/line_items/0");
    assertThat(line.path("price").stringValue()).isEqualTo("19.99");
    assertThat(line.at("/tax_lines/0/rate").decimalValue()).isEqualByComparingTo("0.0825");
    assertThat(line.path("fulfillable_quantity").intValue()).isEqualTo(2);
    assertThat(body.path("fulfillment_status").isNull()).isTrue();
  }

  @Test
  void a_refused_webhook_comes_again_with_the_same_id_until_it_is_taken() throws Exception {
    hub.answers(500, 200, 503, 200);
    world.available("MUG", 5);
    world.ok(world.order("MUG", 1));
    var created = hub.next();
    hub.next();
    var again = hub.next();
    assertThat(again).isEqualTo(created);
    assertThat(hub.next()).isEqualTo(created);
    assertThat(hub.soon()).isNull();
    var told = world.truth("shopify").path("webhooks");
    assertThat(told.path("sent").intValue()).isEqualTo(4);
    assertThat(told.path("acked").intValue()).isEqualTo(2);
    assertThat(told.path("failed").intValue()).isEqualTo(2);
    assertThat(told.path("pending").intValue()).isZero();
  }

  @Test
  void a_duplicated_webhook_has_the_same_id() throws Exception {
    world.available("MUG", 5);
    world.faults("shopify", "{\"duplicateWebhooks\":1,\"match\":\"orders/create\"}");
    world.ok(world.order("MUG", 1));
    assertThat(hub.next()).isEqualTo(hub.next());
    assertThat(hub.next().topic()).isEqualTo("orders/paid");
    assertThat(hub.soon()).isNull();
  }

  @Test
  void reordered_webhooks_tell_of_the_payment_first() throws Exception {
    world.available("MUG", 5);
    world.faults("shopify", "{\"reorderWebhooks\":true}");
    world.ok(world.order("MUG", 1));
    assertThat(hub.next().topic()).isEqualTo("orders/paid");
    assertThat(hub.next().topic()).isEqualTo("orders/create");
  }

  @Test
  void dropped_webhooks_never_come_and_are_counted() throws Exception {
    world.available("MUG", 5);
    world.faults("shopify", "{\"dropWebhooks\":1}");
    world.ok(world.order("MUG", 1));
    assertThat(hub.next().topic()).isEqualTo("orders/paid");
    assertThat(hub.soon()).isNull();
    assertThat(world.truth("shopify").at("/webhooks/dropped").intValue()).isEqualTo(1);
  }

  @Test
  void delayed_webhooks_come_late() throws Exception {
    world.available("MUG", 5);
    world.faults("shopify", "{\"delayWebhooksMs\":1500}");
    world.ok(world.order("MUG", 1));
    assertThat(hub.soon()).isNull();
    assertThat(hub.next().topic()).isEqualTo("orders/create");
  }

  @Test
  void cancelling_and_shipping_are_announced() throws Exception {
    world.available("MUG", 5);
    var order = "/sandbox/shopify/orders/" + world.ok(world.order("MUG", 1)).path("id");
    hub.next();
    hub.next();
    world.ok(world.post(order + "/cancel", ""));
    var cancelled = hub.next();
    assertThat(cancelled.topic()).isEqualTo("orders/cancelled");
    assertThat(Json.MAPPER.readTree(cancelled.body()).path("cancelled_at").isString())
        .isTrue();
    assertThat(hub.next().topic()).isEqualTo("orders/updated");
    var other = "/sandbox/shopify/orders/" + world.ok(world.order("MUG", 1)).path("id");
    hub.next();
    hub.next();
    world.ok(world.post(other + "/fulfil", ""));
    assertThat(hub.next().topic()).isEqualTo("orders/fulfilled");
  }

  @Test
  void a_subscriber_to_stock_hears_of_every_change() throws Exception {
    var uri = hub.url().replace("{shop}", "levels");
    world.graph(world.shopToken(), """
        mutation { webhookSubscriptionCreate(topic: INVENTORY_LEVELS_UPDATE,
          webhookSubscription: {uri: "%s", format: JSON}) {
          webhookSubscription { id uri topic } userErrors { message } } }""".formatted(uri));
    world.available("MUG", 5);
    var news = hub.next();
    assertThat(news.topic()).isEqualTo("inventory_levels/update");
    assertThat(news.path()).isEqualTo("/webhooks/shopify/levels");
    assertThat(Json.MAPPER.readTree(news.body()).path("available").intValue()).isEqualTo(5);
  }

  @Test
  void webhooks_under_way_survive_a_restart(@TempDir Path folder) throws Exception {
    world.close();
    world = World.start(
        options.keptIn(folder).webhooksWithin(Duration.ofSeconds(10), Duration.ofHours(1)));
    hub.answers(503);
    world.available("MUG", 5);
    world.ok(world.order("MUG", 1));
    var created = hub.next();
    var paid = hub.next();
    world.close();
    world = World.start(options.keptIn(folder));
    // The payment was acknowledged, but that word may have been on its way when we stopped.
    var again = hub.next();
    assertThat(again.equals(paid) ? hub.next() : again).isEqualTo(created);
  }

  private static String hmac(String body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec("demo-shopify-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }
}
