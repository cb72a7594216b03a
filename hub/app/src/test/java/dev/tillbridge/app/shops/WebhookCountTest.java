package dev.tillbridge.app.shops;

import static dev.tillbridge.app.shops.TwoShops.SECOND;
import static dev.tillbridge.app.shops.TwoShops.soon;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Signed;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.watch.WebhookDoors;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Attack rows A1 and A12: what is of no use is counted, shown, and when it is much, told. */
class WebhookCountTest {

  private final TwoShops shops = TwoShops.shared();
  private final Hub hub = shops.hub;
  private final JdbcClient jdbc = hub.part(JdbcClient.class);
  private final String canary = "canary" + UUID.randomUUID().toString().replace("-", "");

  private JsonNode door(String name) {
    return hub.http()
        .get("/api/v1/shop/watch")
        .json()
        .path("doors")
        .valueStream()
        .filter(door -> door.path("door").asString("").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private long count(String door, String kind) {
    return door(door).path(kind).path("today").asLong();
  }

  private List<OpenCase> alarms(String kind, String subject) {
    return hub.part(Cases.class).open().stream()
        .filter(one -> one.kind().equals(kind) && one.subject().equals(subject))
        .toList();
  }

  private String page() {
    return hub.http()
        .send("GET", "/console/watch", null, "Cookie", "TILLBRIDGE_CONSOLE=" + hub.session("OWNER"))
        .body();
  }

  /** Whether what was sent stands anywhere. */
  private List<String> kept() {
    return jdbc.sql("""
            select table_name || '.' || column_name from information_schema.columns
             where table_schema = 'public' and data_type in ('text', 'jsonb', 'json', 'ARRAY')
            """).query((row, _) -> row.getString(1)).list().stream()
        .filter(column -> {
          var at = column.split("\\.", 2);
          return jdbc.sql(
                  "select exists (select 1 from \"%s\" where position(:canary in \"%s\"::text) > 0)"
                      .formatted(at[0], at[1]))
              .param("canary", canary)
              .query(Boolean.class)
              .single();
        })
        .toList();
  }

  @Test
  void a1_refused_webhooks_are_counted_at_their_door_shown_and_told_and_nothing_else_is_kept()
      throws Exception {
    var path = "/webhooks/shopify/" + SECOND;
    var body = ("{\"id\":1,\"note\":\"" + canary + "\"}").getBytes(UTF_8);
    var other = ("{\"id\":2,\"note\":\"" + canary + "\"}").getBytes(UTF_8);
    long before = count(SECOND, "refused");
    long elsewhere = count(WebhookDoors.ELSEWHERE, "refused");
    long apps = count(WebhookDoors.APPS, "refused");
    for (int i = 0; i < 7; i++) {
      assertThat(hub.http()
              .send("POST", path, body, "X-Shopify-Topic", "orders/create")
              .status())
          .as("no signature")
          .isEqualTo(401);
      assertThat(Signed.at(hub, path, SECOND, body, "orders/" + canary, "wrong").status())
          .as("wrong secret")
          .isEqualTo(401);
      var headers = Signed.headers(SECOND, body, "orders/create", Hub.SHOP_SECRET);
      assertThat(hub.http().send("POST", path, other, headers).status())
          .as("of another body")
          .isEqualTo(401);
    }
    for (int i = 0; i < 30; i++) {
      var stranger = i + canary + ".myshopify.com";
      assertThat(
              Signed.at(hub, "/webhooks/shopify/" + stranger, stranger, body, "orders/create", "x")
                  .status())
          .isEqualTo(401);
    }
    assertThat(Signed.at(hub, "/webhooks/shopify", SECOND, body, "shop/redact", "x")
            .status())
        .isEqualTo(401);
    soon()
        .until(() -> count(SECOND, "refused") == before + 21
            && count(WebhookDoors.ELSEWHERE, "refused") == elsewhere + 30
            && count(WebhookDoors.APPS, "refused") == apps + 1);
    assertThat(kept()).as("where what was refused stands").isEmpty();
    assertThat(jdbc.sql("select count(*) from webhook_count where kind = 'REFUSED'")
            .query(Long.class)
            .single())
        .as("rows, a door and day")
        .isLessThanOrEqualTo(2 * 4);

    soon().until(() -> door(SECOND).path("refused").path("alarm").asBoolean());
    assertThat(alarms("webhooks-refused", SECOND)).hasSize(1);
    assertThat(alarms("webhooks-refused", WebhookDoors.ELSEWHERE)).isEmpty();
    assertThat(page()).contains("Refused and set aside", before + 21 + " today");
    System.out.printf(
        "A1: 52 refused: 21 at the shop's door, 30 elsewhere, 1 at the apps'; kept in %d columns%n",
        kept().size());
  }

  @Test
  void a1_a_webhook_that_is_right_is_not_counted() throws Exception {
    long before = count(Hub.SHOP, "refused");
    assertThat(Signed.post(hub, Hub.SHOP, "{}", "checkouts/create").status()).isEqualTo(200);
    long elsewhere = count(WebhookDoors.ELSEWHERE, "refused");
    // The next count to be written tells that this one would have been.
    assertThat(Signed.at(hub, "/webhooks/shopify/x", "x", new byte[0], "a", "b").status())
        .isEqualTo(401);
    soon().until(() -> count(WebhookDoors.ELSEWHERE, "refused") > elsewhere);
    assertThat(count(Hub.SHOP, "refused")).isEqualTo(before);
  }

  private long parked(String topic) {
    return jdbc.sql("select count(*) from inbox where topic = :topic and state = 'PARKED'")
        .param("topic", topic)
        .query(Long.class)
        .single();
  }

  private long settled(String topic) {
    return jdbc.sql("select count(*) from inbox where topic = :topic and state <> 'DUE'")
        .param("topic", topic)
        .query(Long.class)
        .single();
  }

  @Test
  void a12_of_a_topic_that_nobody_knows_the_first_is_set_aside_and_all_are_counted()
      throws Exception {
    var topic = "galaxies/" + canary;
    long before = count(Hub.SHOP, "setAside");
    assertThat(Signed.post(hub, Hub.SHOP, "{\"a\":1}", topic).status()).isEqualTo(200);
    soon().until(() -> parked(topic) == 1);
    for (int i = 0; i < 14; i++) {
      assertThat(Signed.post(hub, Hub.SHOP, "{\"a\":" + i + "}", topic).status())
          .isEqualTo(200);
    }
    soon().until(() -> settled(topic) == 15);
    assertThat(parked(topic)).as("one for a person, the others are kept").isEqualTo(1);
    soon().until(() -> count(Hub.SHOP, "setAside") >= before + 15);
    soon().until(() -> !alarms("webhooks-set-aside", Hub.SHOP).isEmpty());

    var id = jdbc.sql("select id from inbox where topic = :topic and state = 'PARKED'")
        .param("topic", topic)
        .query(Long.class)
        .single();
    assertThat(hub.http().post("/api/v1/inbox/" + id + "/retry", "").status()).isEqualTo(202);
    soon().until(() -> parked(topic) == 0 && settled(topic) == 15);
    System.out.println("A12: 15 of an unknown topic: 200 each, 1 set aside, 15 counted, 1 alarm");
  }

  @Test
  void a12_orders_that_cannot_be_read_are_set_aside_each_and_many_of_them_are_told()
      throws Exception {
    long before = count(Hub.SHOP, "setAside");
    long parked = parked("orders/create");
    for (var body : List.of(
        "{}",
        "null",
        "[]",
        "{\"id\":null}",
        "{\"id\":\"1\"}",
        "{\"id\":1,\"line_items\":null}",
        "{\"id\":1,\"line_items\":\"none\"}",
        "{\"id\":1,\"currency\":7}",
        "7",
        "\"order\"",
        "{\"id\":1.5}",
        "{\"id\":-1}")) {
      assertThat(Signed.post(hub, Hub.SHOP, body, "orders/create").status())
          .as(body)
          .isEqualTo(200);
    }
    soon().until(() -> parked("orders/create") == parked + 12);
    soon().until(() -> count(Hub.SHOP, "setAside") >= before + 12);
    soon().until(() -> !alarms("webhooks-set-aside", Hub.SHOP).isEmpty());
    assertThat(page()).contains("today");
  }
}
