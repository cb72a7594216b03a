package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static dev.tillbridge.app.scenarios.WooShelf.shows;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.reports.LiveView;
import dev.tillbridge.hub.sales.ShopOrders;
import dev.tillbridge.sandbox.woocommerce.WooCommerce;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A WooCommerce shop beside the Shopify shop: the same shelf, and no compare-and-set. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenarioSecondShopTest {

  private final Hub hub = Hub.startWithWooCommerce(TestServers.redis().uri());

  @BeforeAll
  void pool() {
    // What is carved out for one shop, another cannot show: here both show the same units.
    var said = hub.http().put("/api/v1/policies", """
            {"threshold": 0, "safety": [],
             "channels": [{"channel": "%s", "mode": "POOLED", "excluded": []}]}
            """.formatted(Hub.SHOP));
    assertThat(said.status()).as(said.body()).isEqualTo(200);
    soon().until(() -> hub.outside().truth("woocommerce").path("hooks").size() == 3);
  }

  @AfterEach
  void heal() {
    hub.outside().faults("woocommerce", "{}");
  }

  @AfterAll
  void stop() {
    hub.close();
  }

  @ParameterizedTest(name = "{0} of {1}, each webhook {2} times more")
  @CsvSource({"3, 10, 0", "1, 4, 2"})
  void an_order_becomes_one_sale_and_both_shops_follow(int bought, int units, int repeats) {
    var shelf = WooShelf.shown(hub, units);
    hub.outside()
        .faults(
            "woocommerce",
            "{\"duplicateWebhooks\": %d, \"reorderWebhooks\": true}".formatted(repeats));
    var order = shelf.order(bought, "processing");
    soon().until(() -> shelf.webSales().size() == 1);
    shelf.untilBothShow(shows(units - bought));
    soon().until(() -> hub.part(LiveView.class).waiting().inboxDue() == 0);
    assertThat(shelf.webSales()).singleElement().satisfies(sale -> {
      assertThat(sale.at("/total/minor").asLong())
          .isEqualTo(new java.math.BigDecimal(order.path("total").asString())
              .movePointRight(2)
              .longValueExact());
    });
    assertThat(shelf.committed()).isEqualTo(bought);
    shelf.move(order, "completed");
    soon().until(() -> shelf.committed() == 0 && shelf.onHand() == units - bought);
    assertThat(shelf.webSales()).hasSize(1);
  }

  @Test
  void a_sale_at_the_counter_is_followed() {
    var shelf = WooShelf.shown(hub, 6);
    shelf.sell(4);
    shelf.untilBothShow(shows(2));
  }

  @Test
  void what_was_cancelled_is_for_sale_again() {
    var shelf = WooShelf.shown(hub, 5);
    var order = shelf.order(2, "on-hold");
    soon().until(() -> shelf.committed() == 2);
    assertThat(shelf.webSales()).as("nobody has paid").isEmpty();
    // Nobody cancels while a number is under way: it could overwrite what the shop puts back.
    shelf.untilBothShow(3);
    shelf.move(order, "cancelled");
    soon().until(() -> shelf.committed() == 0);
    shelf.untilBothShow(shows(5));
    assertThat(shelf.webSales()).isEmpty();
  }

  @Test
  void a_cancelled_order_that_is_paid_late_stands_again() {
    var shelf = WooShelf.shown(hub, 5);
    var order = shelf.order(2, "processing");
    soon().until(() -> shelf.committed() == 2 && shelf.webSales().size() == 1);
    // Nobody cancels while a number is under way: it could overwrite what the shop puts back.
    shelf.untilBothShow(3);
    shelf.move(order, "cancelled");
    soon().until(() -> shelf.committed() == 0);
    shelf.untilBothShow(shows(5));
    // WooCommerce tells whole seconds: within one, the order would look as it did at first.
    var cancelled = Instant.now().truncatedTo(SECONDS);
    soon().until(() -> Instant.now().truncatedTo(SECONDS).isAfter(cancelled));
    shelf.move(order, "processing");
    soon().until(() -> shelf.committed() == 2 && shelf.webSales().size() == 2);
    shelf.untilBothShow(3);
    assertThat(shelf.webSales())
        .extracting(sale -> sale.path("state").asString())
        .containsExactlyInAnyOrder("CANCELLED", "PAID");
  }

  @Test
  void an_order_that_nobody_has_paid_takes_nothing_before_the_shop_takes_it() {
    var shelf = WooShelf.shown(hub, 4);
    var order = shelf.order(2, "pending");
    soon().until(() -> hub.outside().truth("woocommerce").at("/webhooks/acked").asInt() > 0);
    assertThat(hub.part(ShopOrders.class).readOrders(WooCommerce.DOMAIN))
        .isInstanceOf(dev.tillbridge.model.outcome.Outcome.Delivered.class);
    assertThat(shelf.committed()).isZero();
    assertThat(shelf.shownAt("woocommerce")).isEqualTo(4);
    shelf.move(order, "processing");
    soon().until(() -> shelf.webSales().size() == 1 && shelf.committed() == 2);
    shelf.untilBothShow(2);
  }

  @Test
  void what_no_webhook_told_the_poll_finds() {
    var shelf = WooShelf.shown(hub, 4);
    hub.outside().faults("woocommerce", "{\"dropWebhooks\": true}");
    shelf.order(1, "processing");
    hub.part(ShopOrders.class).readOrders(WooCommerce.DOMAIN);
    soon().until(() -> shelf.webSales().size() == 1);
    shelf.untilBothShow(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"loseAnswerAfterEffect\": 1, \"match\": \"PUT /woocommerce\"}",
        "{\"throttle\": 2, \"match\": \"/woocommerce/wp-json/wc/v3/products\"}",
        "{\"errorRate\": 0.5, \"match\": \"/woocommerce/\"}"
      })
  void trouble_on_the_way_changes_nothing_in_the_end(String faults) {
    var shelf = WooShelf.shown(hub, 8);
    hub.outside().faults("woocommerce", faults);
    shelf.sell(3);
    shelf.sell(1);
    soon().until(() -> shelf.shownAt("shopify") == 4);
    hub.outside().faults("woocommerce", "{}");
    shelf.untilBothShow(4);
  }

  @Test
  void an_order_that_comes_between_our_reading_and_our_setting_is_found_and_set_right() {
    var shelf = WooShelf.shown(hub, 4);
    hub.outside()
        .post("/woocommerce/ambush", "{\"sku\": \"%s\", \"quantity\": 2}".formatted(shelf.sku()));
    shelf.sell(1);
    soon().until(() -> shelf.webSales().size() == 1);
    shelf.untilBothShow(1);
    assertThat(shelf.committed()).isEqualTo(2);
  }

  @Test
  void a_product_that_the_shop_does_not_count_is_counted_from_now_on() {
    var shelf = WooShelf.stocked(hub, 4);
    hub.outside().post("/woocommerce/stock", "{\"sku\": \"%s\"}".formatted(shelf.sku()));
    assertThat(shelf.shownAt("woocommerce")).isEqualTo(-1);
    hub.http().post("/api/v1/shop/link", "");
    shelf.untilBothShow(4);
  }

  @Test
  void who_does_not_know_the_secret_cancels_nothing() {
    var shelf = WooShelf.shown(hub, 4);
    var order = shelf.order(1, "processing");
    soon().until(() -> shelf.webSales().size() == 1);
    int before = hub.outside().truth("woocommerce").at("/webhooks/turnedAway").asInt();
    shelf.move(order, "forge");
    soon()
        .until(() ->
            hub.outside().truth("woocommerce").at("/webhooks/turnedAway").asInt() == before + 3);
    assertThat(shelf.committed()).isEqualTo(1);
    shelf.untilBothShow(3);
  }

  @Test
  void a_webhook_of_one_system_is_none_at_the_address_of_another() {
    var body = "{}".getBytes(UTF_8);
    for (var path : new String[] {
      "/webhooks/shopify/" + WooCommerce.DOMAIN,
      "/webhooks/woocommerce/" + Hub.SHOP,
      "/webhooks/woocommerce/" + WooCommerce.DOMAIN,
      "/webhooks/fax/" + WooCommerce.DOMAIN
    }) {
      assertThat(hub.http()
              .send("POST", path, body, "X-WC-Webhook-Signature", "AAAA")
              .status())
          .as(path)
          .isEqualTo(401);
    }
  }

  @Test
  void products_counts_and_open_orders_are_taken_over_as_from_any_shop() {
    hub.outside().post("/catalog", """
        {"currency": "USD", "taxRatePpm": 82500, "products": [
          {"title": "Lamp", "handle": "lamp", "vendor": "", "variants": [
            {"sku": "LAMP-1", "barcode": "4006381333931", "price": "49.00"}]},
          {"title": "Scarf", "handle": "scarf", "vendor": "", "variants": [
            {"sku": "SCARF-R", "title": "Red", "price": "25.00"},
            {"sku": "SCARF-B", "title": "Blue", "price": "27.00", "taxable": false}]},
          {"title": "Gift wrap", "handle": "wrap", "vendor": "", "variants": [
            {"sku": "WRAP", "price": "3.00"}]}]}
        """);
    count("LAMP-1", "9");
    count("SCARF-R", "4");
    count("SCARF-B", "0");
    count("WRAP", "null");
    // Nobody here knows the SKU yet, so only the import can make a sale of it.
    hub.outside().faults("woocommerce", "{\"dropWebhooks\": true}");
    new WooShelf(hub, "LAMP-1").order(2, "processing");
    new WooShelf(hub, "SCARF-R").order(1, "on-hold");

    var shop = new ImportedShop(hub, WooCommerce.DOMAIN);
    var id = shop.start();
    var report = shop.finished(id, "READY");
    assertThat(report.at("/judged/create").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(shop.skus()).as("a report changes nothing").doesNotContain("LAMP-1", "WRAP");
    shop.apply(id);
    var done = shop.finished(id, "DONE");
    assertThat(done.at("/applied/variants").asInt()).isGreaterThanOrEqualTo(4);

    var lamp = hub.http().get("/api/v1/products?location=main&query=LAMP-1").json();
    assertThat(lamp.at("/products/0/title").asString()).isEqualTo("Lamp");
    assertThat(lamp.at("/products/0/variants/0/barcode").asString()).isEqualTo("4006381333931");
    assertThat(lamp.at("/products/0/variants/0/price/minor").asLong()).isEqualTo(4_900);
    var scarf = hub.http().get("/api/v1/products?location=main&query=Scarf").json();
    assertThat(scarf.at("/products/0/variants")).hasSize(2);
    // The shop says 7, because 2 of the 9 are ordered and still lie here.
    assertThat(shop.place("LAMP-1").path("onHand").asInt()).isEqualTo(9);
    assertThat(shop.place("LAMP-1").path("committed").asInt()).isEqualTo(2);
    assertThat(shop.place("SCARF-R").path("onHand").asInt()).isEqualTo(4);
    assertThat(shop.place("SCARF-R").path("committed").asInt()).isEqualTo(1);
    assertThat(shop.place("SCARF-B").path("onHand").asInt(0)).isZero();
    assertThat(shop.place("WRAP").path("onHand").asInt(0))
        .as("nobody counts it")
        .isZero();
    assertThat(new WooShelf(hub, "LAMP-1").webSales()).hasSize(1);
    // Of the 7 that are free it shows what the policy lets it.
    soon().until(() -> new WooShelf(hub, "LAMP-1").shownAt("woocommerce") == shows(7));

    var again = shop.start();
    assertThat(shop.finished(again, "READY").at("/judged/create").asInt()).isZero();
    shop.apply(again);
    shop.finished(again, "DONE");
    assertThat(shop.place("LAMP-1").path("onHand").asInt()).as("once").isEqualTo(9);
    assertThat(shop.place("LAMP-1").path("committed").asInt()).isEqualTo(2);
    assertThat(hub.http().post("/api/v1/shop/products", "{}").status())
        .as("there is one way in")
        .isEqualTo(404);
  }

  private void count(String sku, String units) {
    hub.outside()
        .post("/woocommerce/stock", "{\"sku\": \"%s\", \"available\": %s}".formatted(sku, units));
  }

  @Test
  void it_says_plainly_that_it_is_not_told_how_orders_leave_nor_what_the_counter_sold() {
    var sending = "/api/v1/shops/" + WooCommerce.DOMAIN + "/sending";
    var policy = "{\"rules\": [%s], \"splitting\": true, \"mirror\": %s}";
    var routed = hub.http().put(sending, policy.formatted("\"NEAREST\"", false));
    assertThat(routed.status()).isEqualTo(422);
    assertThat(routed.field()).isEqualTo("rules");
    var mirrored = hub.http().put(sending, policy.formatted("", true));
    assertThat(mirrored.status()).isEqualTo(422);
    assertThat(mirrored.field()).isEqualTo("mirror");
    assertThat(hub.http().put(sending, policy.formatted("", false)).status()).isEqualTo(200);
    var page = hub.http()
        .send(
            "GET",
            "/console/web-orders",
            null,
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session("OWNER"))
        .body();
    assertThat(page)
        .contains(WooCommerce.DOMAIN + " cannot be told how its orders leave")
        .doesNotContain(Hub.SHOP + " cannot be told");
  }
}
