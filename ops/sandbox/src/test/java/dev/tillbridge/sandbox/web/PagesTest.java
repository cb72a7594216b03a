package dev.tillbridge.sandbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.sandbox.World;
import dev.tillbridge.sandbox.wire.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PagesTest {

  private final World world = World.start();

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void the_index_links_to_the_shop_and_shows_what_is_broken() {
    world.faults("paypal", "{\"latencyMs\":77}");
    var page = world.get("/").body();
    assertThat(page).contains("/shop/").contains("/sandbox/shopify/truth").contains("latencyMs");
    assertThat(page).contains("behaves well").doesNotContain("{{");
  }

  @Test
  void the_shops_files_are_served_and_need_nothing_from_elsewhere() {
    for (var file : new String[] {"/shop/", "/shop/shop.css", "/shop/base.css", "/shop/shop.js"}) {
      var answer = world.get(file);
      assertThat(answer.statusCode()).as(file).isEqualTo(200);
      assertThat(answer.body()).as(file).doesNotContain("https://").doesNotContain("cdn");
    }
    assertThat(world.get("/shop/").headers().firstValue("Content-Security-Policy"))
        .isPresent();
    assertThat(world.get("/shop/../index.html").statusCode()).isEqualTo(404);
  }

  @Test
  void the_storefront_tells_what_is_left_and_takes_orders() {
    world.available("MUG", 3);
    var goods = world.ok(world.get("/shop/api/catalogue"));
    assertThat(goods.at("/products/0/variants/0/available").intValue()).isEqualTo(3);
    assertThat(goods.at("/products/0/variants/0/price").intValue()).isEqualTo(1999);
    var order = world.post(
        "/shop/api/orders", "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":3}],\"name\":\"A\"}");
    assertThat(order.statusCode()).isEqualTo(201);
    assertThat(Json.text(World.json(order), "name")).isEqualTo("#1001");
    assertThat(world.order("MUG", 1).statusCode()).isEqualTo(409);
  }
}
