package dev.tillbridge.app.shops;

import static dev.tillbridge.app.shops.TwoShops.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Orders of two shops leave from one hub, and each shop is told of its own. */
class TwoShopsSendingTest {

  private final TwoShops shops = TwoShops.shared();
  private final Hub hub = shops.hub;

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
  }

  private JsonNode planned(String shop, JsonNode order) {
    soon().until(() -> find(shop, order).filter(one -> one.has("method")).isPresent());
    return find(shop, order).orElseThrow();
  }

  /** Both shops give the same numbers to their orders. */
  private Optional<JsonNode> find(String shop, JsonNode order) {
    return hub.http()
        .get("/api/v1/web-orders")
        .json()
        .path("orders")
        .valueStream()
        .filter(one -> one.path("name").equals(order.path("name")))
        .filter(one -> one.path("shop").asString().equals(shop))
        .findFirst();
  }

  private void send(JsonNode order, String location) {
    var sent = hub.http()
        .post(
            "/api/v1/web-orders/" + order.path("id").asString() + "/parcels",
            "{\"id\": \"%s\", \"location\": \"%s\"}".formatted(UUID.randomUUID(), location));
    assertThat(sent.status()).as(sent.body()).isEqualTo(201);
  }

  private String state(JsonNode order) {
    return hub.http()
        .get("/api/v1/web-orders/" + order.path("id").asString())
        .json()
        .at("/parcels/0/state")
        .asString("");
  }

  private long sendings(String system, JsonNode order) {
    return shops
        .truth(system)
        .path("dispatches")
        .valueStream()
        .filter(one -> one.path("order").equals(order.path("gid")))
        .mapToLong(one -> one.path("sendings").size())
        .sum();
  }

  @Test
  void a_shop_that_is_away_is_told_later_and_keeps_the_other_waiting_for_nothing() {
    var sku = shops.stocked(10, 10);
    var inFirst = List.of(
        shops.order("shopify", sku, "a@example.com"),
        shops.order("shopify", sku, "b@example.com"),
        shops.order("shopify", sku, "c@example.com"));
    var inSecond = shops.order("shopify2", sku, "d@example.com");
    var ofFirst = inFirst.stream().map(order -> planned(Hub.SHOP, order)).toList();
    var ofSecond = planned(TwoShops.SECOND, inSecond);

    // Its calls end in nothing, and each only after a while.
    hub.outside().faults("shopify", "{\"latencyMs\": 15000}");
    ofFirst.forEach(order -> send(order, "main"));
    send(ofSecond, "north");
    soon().until(() -> state(ofSecond).equals("SENT"));
    assertThat(ofFirst).extracting(this::state).containsOnly("SENDING");
    assertThat(sendings("shopify2", inSecond)).isEqualTo(1);

    hub.outside().faults("shopify", "{}");
    ofFirst.forEach(order -> soon().until(() -> state(order).equals("SENT")));
    assertThat(inFirst).extracting(order -> sendings("shopify", order)).containsOnly(1L);
  }
}
