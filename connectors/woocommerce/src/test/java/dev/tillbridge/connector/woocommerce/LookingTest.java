package dev.tillbridge.connector.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.Variant.Option;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.Listing;
import dev.tillbridge.model.shop.ShopCatalog.Level;
import dev.tillbridge.model.shop.ShopCatalog.LevelPage;
import dev.tillbridge.model.shop.ShopCatalog.ProductPage;
import dev.tillbridge.model.shop.ShopProduct;
import dev.tillbridge.model.shop.ShopProduct.Item;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listings, products and webhooks of the shop. */
class LookingTest {

  private static final String ADDRESS = "https://hub.example/webhooks/woocommerce/woo.example";

  private final FakeShop shop = new FakeShop();
  private final WooCommerceChannel channel = shop.channel();

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void products_and_variations_are_found_and_what_only_resembles_the_sku_is_not() {
    shop.answers("GET", "products", """
        [{"id": 7, "parent_id": 0, "type": "simple", "sku": "A"},
         {"id": 9, "parent_id": 8, "type": "variation", "sku": "B"},
         {"id": 10, "parent_id": 0, "type": "simple", "sku": "b"},
         {"id": 8, "parent_id": 0, "type": "variable", "sku": "A"},
         {"id": 11, "parent_id": 0, "type": "external", "sku": "A"},
         {"id": 12, "parent_id": 0, "type": "simple", "sku": "B"}]
        """);
    assertThat(channel.listings(List.of(new Sku("A"), new Sku("B"), new Sku("C"))))
        .isEqualTo(new Delivered<>(List.of(
            new Listing(new Sku("A"), "7", "7"),
            new Listing(new Sku("B"), "8/9", "9"),
            new Listing(new Sku("B"), "12", "12"))));
    assertThat(shop.calls("products").getFirst().queryParameter("sku").firstValue())
        .isEqualTo("A,B,C");
  }

  @Test
  void a_sku_with_a_comma_is_asked_alone_and_long_ones_in_several_questions() {
    shop.answers("GET", "products", "[]");
    var skus = new java.util.ArrayList<Sku>();
    skus.add(new Sku("A,B"));
    IntStream.range(0, 10).forEach(i -> skus.add(new Sku("X".repeat(99) + i)));
    assertThat(channel.listings(skus)).isEqualTo(new Delivered<>(List.of()));
    var asked = shop.calls("products").stream()
        .map(call -> call.queryParameter("sku").firstValue())
        .toList();
    assertThat(asked).contains("A,B").hasSize(3).allMatch(sku -> sku.length() <= 700);
  }

  @Test
  void products_are_read_with_their_variations_regular_prices_and_barcodes() {
    shop.answers("GET", "data/currencies/current", "{\"code\": \"USD\", \"name\": \"Dollar\"}");
    shop.answers("GET", "products", """
        [{"id": 7, "type": "simple", "name": "Mug", "slug": "mug", "sku": "MUG", "price": "9.00",
          "regular_price": "12.50", "global_unique_id": "4006381333931", "tax_status": "taxable",
          "tax_class": "", "categories": [{"id": 1, "name": "Kitchen"}],
          "images": [{"id": 3, "src": "https://woo.example/mug.jpg"}], "attributes": []},
         {"id": 8, "type": "variable", "name": "Tee", "slug": "tee", "sku": "", "price": "20.00",
          "regular_price": "", "categories": [], "images": []},
         {"id": 10, "type": "grouped", "name": "Set", "slug": "set"},
         {"id": 11, "type": "simple", "name": "Odd", "slug": "odd", "regular_price": "1.999"}]
        """);
    shop.answers("GET", "products/8/variations", """
        [{"id": 9, "sku": " TEE-M ", "price": "20.00", "regular_price": "20.00",
          "global_unique_id": "", "tax_status": "taxable", "tax_class": "zero-rate", "image": null,
          "attributes": [{"id": 1, "name": "Size", "option": "M"}]}]
        """);
    var outcome = channel.products(null);
    assertThat(outcome).isInstanceOf(Delivered.class);
    var page = ((Delivered<ProductPage>) outcome).value();
    assertThat(page.products())
        .containsExactly(
            new ShopProduct(
                "7",
                "mug",
                "Mug",
                "",
                "Kitchen",
                List.of(new Item(
                    "7",
                    new Sku("MUG"),
                    "4006381333931",
                    List.of(),
                    Money.of(1250, "USD"),
                    true,
                    "https://woo.example/mug.jpg"))),
            new ShopProduct(
                "8",
                "tee",
                "Tee",
                "",
                "",
                List.of(new Item(
                    "8/9",
                    new Sku("TEE-M"),
                    null,
                    List.of(new Option("Size", "M")),
                    Money.of(2000, "USD"),
                    false,
                    null))));
    assertThat(page.unreadable()).hasSize(1).first().satisfies(odd -> {
      assertThat(odd.id()).isEqualTo("11");
      assertThat(odd.why()).contains("regular_price: must have at most 2 decimals");
    });
    assertThat(page.cursor()).isNull();
  }

  @Test
  void counts_are_the_shops_numbers_and_what_open_orders_wait_for() {
    shop.answers("GET", "orders", """
        [{"id": 41, "line_items": [{"product_id": 7, "variation_id": 0, "quantity": 2},
                                   {"product_id": 8, "variation_id": 9, "quantity": 1},
                                   {"product_id": 0, "variation_id": 0, "quantity": 5}]},
         {"id": 42, "line_items": [{"product_id": 7, "variation_id": 0, "quantity": 3}]}]
        """);
    shop.answers("GET", "products", """
        [{"id": 7, "type": "simple", "manage_stock": true, "stock_quantity": 10},
         {"id": 8, "type": "variable", "manage_stock": false, "stock_quantity": null},
         {"id": 11, "type": "simple", "manage_stock": true, "stock_quantity": -4},
         {"id": 12, "type": "simple", "manage_stock": false, "stock_quantity": null}]
        """);
    shop.answers("GET", "products/8/variations", """
        [{"id": 9, "manage_stock": true, "stock_quantity": 0},
         {"id": 10, "manage_stock": "parent", "stock_quantity": 6}]
        """);
    var outcome = channel.levels(null);
    assertThat(outcome).isInstanceOf(Delivered.class);
    var page = ((Delivered<LevelPage>) outcome).value();
    assertThat(page.levels())
        .containsExactly(
            new Level("7", "shop", 10, 15),
            new Level("8/9", "shop", 0, 1),
            new Level("11", "shop", -4, 0));
    assertThat(page.cursor()).isNull();
    assertThat(shop.calls("orders").getFirst().queryParameter("status").firstValue())
        .isEqualTo("processing,on-hold");
  }

  @Test
  void a_page_whose_variations_were_not_told_is_not_half_taken() {
    shop.answers("GET", "data/currencies/current", "{\"code\": \"USD\"}");
    shop.answers(
        "GET",
        "products",
        "[{\"id\": 8, \"type\": \"variable\", \"name\": \"T\", \"slug\": \"t\"}]");
    shop.answers("GET", "products/8/variations", FakeShop.status(503, ""));
    assertThat(channel.products(null)).isInstanceOf(NotSent.class);
  }

  @Test
  void webhooks_that_are_missing_or_switched_off_are_seen_to_and_foreign_ones_left_alone() {
    shop.answers("GET", "webhooks", """
        [{"id": 1, "topic": "order.created", "status": "active", "delivery_url": "%1$s"},
         {"id": 2, "topic": "order.updated", "status": "disabled", "delivery_url": "%1$s"},
         {"id": 3, "topic": "order.restored", "status": "active", "delivery_url": "https://x/"}]
        """.formatted(ADDRESS));
    shop.answers("PUT", "webhooks/2", "{\"id\": 2}");
    shop.answers("POST", "webhooks", FakeShop.ok("{\"id\": 4}").withStatus(201));
    assertThat(channel.subscribe(ADDRESS)).isEqualTo(new Delivered<>(2));
    var made = Json.read(shop.calls("webhooks").getLast().getBodyAsString());
    assertThat(made.path("topic").asString()).isEqualTo("order.restored");
    assertThat(made.path("secret").asString()).isEqualTo(FakeShop.SECRET);
    assertThat(made.path("delivery_url").asString()).isEqualTo(ADDRESS);
    assertThat(shop.calls("webhooks/2")).hasSize(1);
  }

  @Test
  void a_webhook_whose_making_got_no_answer_is_looked_for_first_the_next_time() {
    shop.answers("GET", "webhooks", "[]");
    shop.answers("POST", "webhooks", FakeShop.status(500, ""));
    assertThat(channel.subscribe(ADDRESS)).isInstanceOf(InDoubt.class);
    assertThat(shop.methods("webhooks")).containsExactly("GET", "POST");
  }

  @Test
  void a_list_that_is_none_is_refused() {
    shop.answers("GET", "webhooks", "{}");
    assertThat(channel.subscribe(ADDRESS)).isInstanceOf(Refused.class);
    shop.answers("GET", "products", "{}");
    assertThat(channel.listings(List.of(new Sku("A")))).isInstanceOf(Refused.class);
  }
}
