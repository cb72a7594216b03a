package dev.tillbridge.app.shops;

import static dev.tillbridge.app.shops.TwoShops.soon;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Signed;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The rights of a shop's customers; attack row A13: redacted stays redacted. */
class PrivacyTest {

  private final TwoShops shops = TwoShops.shared();
  private final Hub hub = shops.hub;
  private final JdbcClient jdbc = hub.part(JdbcClient.class);

  private final String email = "canary-" + UUID.randomUUID() + "@example.com";

  /** Everywhere that the address stands, table by table. */
  private List<String> places() {
    var found = new java.util.ArrayList<String>();
    for (var column : jdbc.sql("""
            select table_name || '.' || column_name from information_schema.columns
             where table_schema = 'public' and data_type in ('text', 'jsonb', 'json', 'ARRAY')
            """).query((row, _) -> row.getString(1)).list()) {
      var parts = column.split("\\.", 2);
      long rows = jdbc.sql("select count(*) from \"%s\" where position(:email in \"%s\"::text) > 0"
              .formatted(parts[0], parts[1]))
          .param("email", email)
          .query(Long.class)
          .single();
      if (rows > 0) {
        found.add(column);
      }
    }
    return found;
  }

  private JsonNode sold(String sku) {
    var order = shops.order("shopify", sku, email);
    soon().until(() -> shops.sales(sku).count() == 1);
    soon()
        .until(() -> jdbc.sql("select count(*) from inbox where state = 'DUE'")
                .query(Long.class)
                .single()
            == 0);
    return order;
  }

  private String sentTo(JsonNode order) {
    return jdbc.sql("select destination::text from order_plan where order_id = :id")
        .param("id", order.path("gid").asString())
        .query(String.class)
        .optional()
        .orElse("");
  }

  private long plansDue() {
    return jdbc.sql("""
            select count(*) from delivery where destination = 'SHOP_FULFILMENT' and state = 'DUE'
            """).query(Long.class).single();
  }

  private void ask(String topic, JsonNode order) {
    hub.outside()
        .act("shopify/privacy", """
        {"topic": "%s", "customer": {"id": 207, "email": "%s", "phone": "555"},
         "orders": [%s]}""".formatted(topic, email, order.path("id").asString("")));
  }

  private void redact(JsonNode order) {
    ask("customers/redact", order);
    soon().until(() -> places().isEmpty());
  }

  @Test
  void a_customer_who_is_forgotten_is_gone_everywhere_and_amounts_stay() {
    var sku = shops.stocked(10, 10);
    var order = sold(sku);
    assertThat(places()).contains("sale.customer_email", "inbox.body");
    var before = shops.sales(sku).findFirst().orElseThrow();
    soon().until(() -> sentTo(order).contains("Harbour Road"));
    redact(order);
    assertThat(sentTo(order)).isEqualTo("{}");
    // Asked once more how the order leaves, the shop tells the address again.
    hub.part(dev.tillbridge.hub.delivery.Deliveries.class)
        .add(
            dev.tillbridge.hub.delivery.Destination.SHOP_FULFILMENT,
            Hub.SHOP + "|plan|" + before.path("id").asString());
    soon().until(() -> plansDue() == 0);
    assertThat(sentTo(order)).isEqualTo("{}");
    var after = shops.sales(sku).findFirst().orElseThrow();
    assertThat(after.path("total")).isEqualTo(before.path("total"));
    assertThat(after.path("tax")).isEqualTo(before.path("tax"));
    assertThat(after.path("lines")).isEqualTo(before.path("lines"));
  }

  @Test
  void a13_redacted_stays_redacted_whatever_comes_later() throws Exception {
    var sku = shops.stocked(10, 10);
    var order = sold(sku);
    redact(order);
    // The order goes on: its webhooks, and the poll after them, tell of the customer again.
    hub.outside().act("shopify/orders/" + order.path("id").asString() + "/fulfil", "{}");
    soon()
        .until(() -> shops
            .sales(sku)
            .findFirst()
            .orElseThrow()
            .path("state")
            .asString()
            .equals("FULFILLED"));
    assertThat(places()).isEmpty();
    // An old webhook that comes late, and one of an order nobody has seen.
    var body = jdbc.sql(
            "select body from inbox where topic = 'orders/create' order by id desc limit 1")
        .query(String.class)
        .single();
    var again = body.substring(0, body.length() - 1) + ", \"email\": \"" + email
        + "\", \"customer\": {\"email\": \"" + email + "\"}}";
    assertThat(Signed.post(hub, Hub.SHOP, again, "orders/create").status()).isEqualTo(200);
    hub.part(dev.tillbridge.hub.delivery.Deliveries.class)
        .addAll(dev.tillbridge.hub.delivery.Destination.SHOP_ORDERS, List.of(Hub.SHOP));
    soon()
        .until(() -> jdbc.sql("select count(*) from inbox where state = 'DUE'")
                .query(Long.class)
                .single()
            == 0);
    assertThat(places()).isEmpty();
  }

  @Test
  void what_is_kept_is_gathered_for_the_merchant_until_he_has_handed_it_over() {
    var sku = shops.stocked(10, 10);
    var order = sold(sku);
    ask("customers/data_request", order);
    var requests = "/api/v1/shops/" + Hub.SHOP + "/privacy-requests";
    soon().until(() -> open(requests) != null);
    var request = java.util.Objects.requireNonNull(open(requests));
    var asked = java.time.Instant.parse(request.path("askedAt").asString());
    assertThat(java.time.Instant.parse(request.path("dueAt").asString()))
        .isEqualTo(asked.plus(java.time.Duration.ofDays(30)));
    var path = requests + "/" + request.path("id").asString();
    var data = hub.http().get(path + "/data").json();
    assertThat(data.at("/sales/0/email").asString()).isEqualTo(email);
    assertThat(data.at("/sales/0/lines/0").asString()).contains(sku);
    assertThat(data.path("news").isEmpty()).isFalse();
    assertThat(hub.http().get("/api/v1/cases").body()).contains("asks what is kept about him");
    assertThat(hub.http().post(path + "/answered", "").status()).isEqualTo(204);
    assertThat(open(requests)).isNull();
    assertThat(hub.http().get(path + "/data").status()).isEqualTo(409);
    redact(order);
  }

  private @org.jspecify.annotations.Nullable JsonNode open(String requests) {
    return hub.http()
        .get(requests)
        .json()
        .path("requests")
        .valueStream()
        .filter(one -> one.path("doneAt").isNull())
        .findFirst()
        .orElse(null);
  }

  /** The address that an app has for all its shops: which shop it is, the signed body says. */
  @Test
  void privacy_comes_to_the_address_of_the_app_as_well() throws Exception {
    var sku = shops.stocked(10, 10);
    var order = sold(sku);
    var body = """
        {"shop_id": 1, "shop_domain": "%s", "customer": {"id": 207, "email": "%s"},
         "orders_to_redact": [%s]}""".formatted(Hub.SHOP, email, order.path("id").asString(""));
    assertThat(Signed.at(
                hub,
                "/webhooks/shopify",
                TwoShops.SECOND,
                body.getBytes(UTF_8),
                "customers/redact",
                Hub.SHOP_SECRET)
            .status())
        .as("signed, but about another shop than the header says")
        .isEqualTo(401);
    assertThat(Signed.at(
                hub,
                "/webhooks/shopify",
                Hub.SHOP,
                body.getBytes(UTF_8),
                "customers/redact",
                "wrong")
            .status())
        .isEqualTo(401);
    assertThat(Signed.at(
                hub,
                "/webhooks/shopify",
                Hub.SHOP,
                body.getBytes(UTF_8),
                "customers/redact",
                Hub.SHOP_SECRET)
            .status())
        .isEqualTo(200);
    soon().until(() -> places().isEmpty());
  }

  @Test
  void a13_a_shop_that_must_be_forgotten_forgets_all_its_customers_and_late_orders_bring_none_back()
      throws Exception {
    var sku = shops.stocked(10, 10);
    var order = shops.order("shopify2", sku, email);
    soon().until(() -> shops.sales(sku).count() == 1);
    var body = jdbc.sql("""
            select body from inbox
             where source = :shop and position(:email in body) > 0 order by id limit 1
            """)
        .param("shop", TwoShops.SECOND)
        .param("email", email)
        .query(String.class)
        .single();
    hub.outside().act("shopify2/app/uninstall", "{}");
    soon().until(() -> shops.state(TwoShops.SECOND).path("state").asString().equals("UNINSTALLED"));
    hub.outside().act("shopify2/privacy", "{\"topic\": \"shop/redact\"}");
    soon().until(() -> places().isEmpty());
    var unseen = body.replace(order.path("id").asString(""), "990001");
    assertThat(Signed.post(hub, TwoShops.SECOND, unseen, "orders/create").status())
        .isEqualTo(200);
    soon()
        .until(() -> jdbc.sql("select count(*) from inbox where state = 'DUE'")
                .query(Long.class)
                .single()
            == 0);
    assertThat(places()).isEmpty();
    assertThat(shops.install().status()).isEqualTo(200);
  }
}
