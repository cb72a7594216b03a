package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A day is compared: what neither a webhook nor a poll has brought is there afterwards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenarioComparisonTest {

  private final Hub hub = Hub.start(TestServers.redis().uri());

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  private JsonNode compared() {
    var id = UUID.randomUUID();
    var body = "{\"id\": \"%s\", \"shop\": \"%s\"}".formatted(id, Hub.SHOP);
    assertThat(hub.http().post("/api/v1/shop/comparisons", body).status()).isEqualTo(202);
    assertThat(hub.http().post("/api/v1/shop/comparisons", body).status())
        .as("the same again is the same comparison")
        .isEqualTo(202);
    var address = "/api/v1/shop/comparisons/" + id;
    soon().until(() -> hub.http().get(address).json().path("state").asString("").equals("DONE"));
    return hub.http().get(address).json();
  }

  @Test
  void an_order_that_fell_through_every_net_is_taken_and_a_wrong_number_is_set_right() {
    var shelf = ShopShelf.stocked(hub, 20);
    soon().until(() -> hub.http().get("/api/v1/shop/watch").status() == 200);
    compared();

    hub.outside().faults("shopify", "{\"dropWebhooks\": true}");
    // The mark of the polls stands in the future, as after a shop's clock that was wrong for a
    // while.
    hub.part(JdbcClient.class)
        .sql("update shop_cursor set orders_since = now() + interval '2 days'")
        .update();
    hub.outside().placed(shelf.sku, 2);
    hub.part(dev.tillbridge.hub.sales.ShopOrders.class).readOrders(Hub.SHOP);
    assertThat(shelf.sales()).isZero();

    var filled = compared();
    assertThat(filled.path("filled").asInt()).isEqualTo(1);
    assertThat(filled.path("waiting").asInt()).isZero();
    assertThat(filled.path("shopTotal").asLong())
        .isPositive()
        .isEqualTo(filled.path("hubTotal").asLong());
    assertThat(filled.at("/differences/0/ending").asString()).isEqualTo("FILLED");
    assertThat(shelf.sales()).isEqualTo(1);
    soon().until(() -> shelf.shown() == 18 - 3);

    // Somebody types a number into the shop's own admin.
    hub.outside()
        .post("/shopify/inventory", "{\"sku\": \"%s\", \"available\": 40}".formatted(shelf.sku));
    var corrected = compared();
    assertThat(corrected.path("corrected").asInt()).isEqualTo(1);
    soon().until(() -> shelf.shown() == 18 - 3);
    var calm = compared();
    assertThat(calm.path("filled").asInt() + calm.path("corrected").asInt()).isZero();
    assertThat(calm.path("waiting").asInt()).isZero();
  }

  @Test
  void the_hour_is_settable_and_judged() {
    assertThat(hub.http().put("/api/v1/shop/watch", "{\"compareAtHour\": 5}").status())
        .isEqualTo(204);
    assertThat(hub.http().get("/api/v1/shop/watch").json().path("compareAtHour").asInt())
        .isEqualTo(5);
    assertThat(hub.http().put("/api/v1/shop/watch", "{\"compareAtHour\": 24}").field())
        .isEqualTo("compareAtHour");
    var body = "{\"id\": \"%s\", \"shop\": \"nobody\"}".formatted(UUID.randomUUID());
    assertThat(hub.http().post("/api/v1/shop/comparisons", body).field()).isEqualTo("shop");
    var retry = "{\"shop\": \"%s\", \"order\": \"1\"}".formatted(Hub.SHOP);
    assertThat(hub.http().post("/api/v1/shop/orders/retry", retry).status()).isEqualTo(404);
  }

  @Test
  void what_the_counter_sold_and_the_shop_only_records_is_no_difference() {
    var shelf = ShopShelf.stocked(hub, 9);
    compared();
    var sending = "/api/v1/shops/" + Hub.SHOP + "/sending";
    var policy = "{\"rules\": [], \"splitting\": false, \"mirror\": %s}";
    assertThat(hub.http().put(sending, policy.formatted(true)).status()).isEqualTo(200);
    var sale = UUID.randomUUID();
    var sold = hub.http().post("/api/v1/sales", Goods.cashSale(sale, shelf.sku, 4, 1_999));
    assertThat(sold.status()).as(sold.body()).isEqualTo(201);
    soon().until(() -> recorded(sale));
    assertThat(hub.http().put(sending, policy.formatted(false)).status()).isEqualTo(200);
    soon().until(() -> shelf.shown() == shelf.published());

    var day = compared();
    assertThat(day.path("differences")).as(day.toString()).isEmpty();
    assertThat(day.path("filled").asInt() + day.path("waiting").asInt()).isZero();
    assertThat(day.path("shopTotal").asLong()).isEqualTo(day.path("hubTotal").asLong());
  }

  private boolean recorded(UUID sale) {
    return hub.part(JdbcClient.class)
        .sql("select exists (select 1 from counter_mirror where sale_id = :id and state = 'DONE')")
        .param("id", sale)
        .query(Boolean.class)
        .single();
  }
}
