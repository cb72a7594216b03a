package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shop is taken over while it sells, fails and changes; and both sides stay in step afterwards. */
class ScenarioFirstImportTest {

  private final Hub hub = Hub.start(TestServers.redis().uri());
  private final ImportedShop shop = new ImportedShop(hub);

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void open_orders_come_along_and_what_is_sold_is_not_shown_again() {
    hub.outside().product("Bowl", "BOWL//Default Title/7");
    assertThat(hub.outside().order("BOWL", 3)).isEqualTo(201);
    var done = shop.takeOver();
    assertThat(done.at("/applied/ordersTaken").asInt()
            + done.at("/applied/ordersAside").asInt())
        .isEqualTo(1);
    assertThat(done.at("/applied/ordersAside").asInt()).isZero();
    var place = shop.place("BOWL");
    assertThat(place.path("onHand").asInt()).isEqualTo(7);
    assertThat(place.path("committed").asInt()).isEqualTo(3);
    soon().until(() -> shop.place("BOWL").path("published").asInt(-1) > 0);
    soon()
        .until(() -> shop.shown("BOWL") == shop.place("BOWL").path("published").asInt(-1));
    assertThat(shop.shown("BOWL")).isLessThanOrEqualTo(4);
  }

  @Test
  void a_file_that_fails_runs_out_or_is_lost_is_asked_for_anew() {
    hub.outside().product("Bowl", "BOWL//Default Title/7");
    hub.outside().bulk("{\"millis\": 300, \"fail\": \"TIMEOUT\"}");
    var id = shop.start();
    soon().until(() -> hub.outside().truth("shopify").path("bulkOperations").asInt() >= 1);
    soon().until(() -> shop.view(id).path("note").asString().contains("prepares"));
    assertThat(shop.view(id).path("state").asString()).isEqualTo("READING");
    // It waits half a minute before it asks Shopify for the same again.
    hub.outside().bulk("{}");
    assertThat(shop.finished(id, "READY").at("/judged/create").asInt()).isEqualTo(1);
  }

  @Test
  void two_hubs_share_the_work_and_one_that_is_closed_leaves_it_to_the_other() {
    for (int i = 0; i < 30; i++) {
      hub.outside().product("Thing " + i, "THING-" + i + "//Default Title/1");
    }
    hub.outside().bulk("{\"millis\": 400}");
    UUID id;
    try (var other = hub.sibling()) {
      id = new ImportedShop(other).start();
      soon().until(() -> !shop.view(id).path("phase").asString().equals("SITES"));
    }
    shop.finished(id, "READY");
    shop.apply(id);
    assertThat(shop.finished(id, "DONE").at("/applied/variants").asInt()).isEqualTo(30);
  }

  @Test
  void a_price_that_the_hub_owns_reaches_the_shop_once_and_its_echo_writes_nothing() {
    hub.outside().product("Bowl", "BOWL//Default Title/7");
    shop.takeOver();
    owner("price", "HUB");
    var changed = hub.http().post("/api/v1/catalog/changes", """
        {"changes": [{"sku": "BOWL", "price": {"minor": 2250, "currency": "USD"}}]}""");
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    soon().until(() -> inShop("/variants/0/price").equals("22.50"));
    // The shop tells of it; and of something else afterwards, by which we know that it was heard.
    assertThat(hub.outside().productWrites()).isEqualTo(1);
    hub.outside().title("bowl", "Big bowl");
    soon().until(() -> shop.title("BOWL").equals("Big bowl"));
    assertThat(hub.outside().productWrites())
        .as("no write because of our own write")
        .isEqualTo(1);
    assertThat(shop.price("BOWL")).isEqualTo(2_250);
    var refused = hub.http().post("/api/v1/catalog/changes", """
        {"changes": [{"sku": "BOWL", "title": "Pot"}]}""");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.field()).isEqualTo("changes[0].title");
  }

  @Test
  void what_the_hub_owns_is_put_right_and_a_shops_own_price_leaves_the_counter_alone() {
    hub.outside().product("Bowl", "BOWL//Default Title/7", "BOWL-L//Large/1");
    shop.takeOver();
    owner("title", "HUB");
    hub.outside().title("bowl", "Something else");
    soon().until(() -> hub.outside().productWrites() == 1);
    soon().until(() -> inShop("/title").equals("Bowl"));
    assertThat(shop.title("BOWL")).isEqualTo("Bowl");
    owner("price", "LATEST");
    var listed = hub.http().put("/api/v1/price-lists/" + Hub.SHOP, """
        {"prices": [{"sku": "BOWL-L", "price": {"minor": 9900, "currency": "USD"}}]}""");
    assertThat(listed.status()).as(listed.body()).isEqualTo(200);
    soon().until(() -> inShop("/variants/1/price").equals("99.00"));
    assertThat(shop.price("BOWL-L")).isEqualTo(1_000);
    assertThat(inShop("/variants/0/price")).isEqualTo("10.00");
  }

  private String inShop(String pointer) {
    return hub.outside().productNow("bowl").at(pointer).asString("");
  }

  private void owner(String field, String owner) {
    var said = hub.http().put("/api/v1/catalog/owners", """
        {"shop": "%s", "owners": {"%s": "%s"}}""".formatted(Hub.SHOP, field, owner));
    assertThat(said.status()).as(said.body()).isEqualTo(200);
    assertThat(hub.http().get("/api/v1/catalog/owners").body()).isEqualTo(said.body());
  }
}
