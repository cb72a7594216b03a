package dev.tillbridge.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.sales.ShopOrders;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page that says whether anything of the shops was missed, and its buttons. */
class WatchPagesTest {

  private final Hub hub = Hub.shared();

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
  }

  private Answer get(String path) {
    return hub.http().send("GET", path, null, session("OWNER"));
  }

  private Answer post(String path, String form) {
    return hub.http().send("POST", path, form.getBytes(UTF_8), session("OWNER"));
  }

  private String[] session(String role) {
    return new String[] {
      "Cookie",
      "TILLBRIDGE_CONSOLE=" + hub.session(role),
      "Sec-Fetch-Site",
      "same-origin",
      "Content-Type",
      "application/x-www-form-urlencoded"
    };
  }

  @Test
  void it_tells_every_topic_of_every_shop_and_leads_there_from_everywhere() {
    var page = get("/console/watch");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("orders/create", "orders/updated", "Compare a day now")
        .contains("aria-current=\"page\"")
        .doesNotContain("<script>")
        .doesNotContain("style=");
    assertThat(get("/console").body()).contains("href=\"/console/watch\"");
  }

  @Test
  void a_day_is_compared_when_somebody_asks_and_what_it_found_can_be_read() {
    var id = UUID.randomUUID();
    var form = "id=%s&shop=%s&day=".formatted(id, Hub.SHOP);
    assertThat(post("/console/watch/comparisons", form).status()).isEqualTo(303);
    assertThat(post("/console/watch/comparisons", form).status())
        .as("sent twice")
        .isEqualTo(303);
    // Others who ask the same shop may have come to its call limit: the answer says so while it
    // waits.
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> assertThat(hub.http().get("/api/v1/shop/comparisons/" + id).body())
                .contains("\"state\":\"DONE\""));
    assertThat(get("/console/watch").body()).contains("/console/watch/comparisons/" + id);
    assertThat(get("/console/watch/comparisons/" + id).body()).contains("What differed");
    assertThat(get("/console/watch/comparisons/" + UUID.randomUUID()).status()).isEqualTo(404);
  }

  @Test
  void a_form_that_makes_no_sense_says_what_is_wrong() {
    assertThat(post("/console/watch/hour", "hour=24").status()).isEqualTo(422);
    assertThat(post("/console/watch/hour", "hour=4").status()).isEqualTo(303);
    assertThat(get("/console/watch?done=hour").body()).contains("The hour is set.");
    var future = "id=%s&shop=%s&day=%s"
        .formatted(
            UUID.randomUUID(), Hub.SHOP, LocalDate.now(java.time.ZoneOffset.UTC).plusDays(9));
    assertThat(post("/console/watch/comparisons", future).status()).isEqualTo(422);
    var nobody = "id=%s&shop=nobody&day=".formatted(UUID.randomUUID());
    assertThat(post("/console/watch/comparisons", nobody).body()).contains("must be chosen");
  }

  @Test
  void an_order_that_was_set_aside_is_tried_again_or_given_up() {
    var sku = "X-" + UUID.randomUUID().toString().substring(0, 8);
    hub.outside().product(sku, sku + "//Default Title/1");
    hub.outside().faults("shopify", "{\"dropWebhooks\": true}");
    var first = setAside(sku);
    assertThat(get("/console/live/attention").body()).contains("Try again", "Give it up");
    var retry = "/console/cases/" + first.id() + "/retry";
    assertThat(tried(retry)).contains("It still cannot be taken");
    known(sku);
    assertThat(tried(retry)).contains("It was taken.");
    assertThat(tried(retry)).contains("Somebody was faster");

    var other = "Y-" + UUID.randomUUID().toString().substring(0, 8);
    hub.outside().product(other, other + "//Default Title/1");
    var second = setAside(other);
    assertThat(tried("/console/cases/" + second.id() + "/resolve"))
        .contains("It is not tried any more.");
    assertThat(hub.part(ShopOrders.class).waiting())
        .noneMatch(waiting -> second.subject().endsWith("|" + waiting.id()));
  }

  private String tried(String path) {
    return hub.http()
        .send(
            "POST",
            path,
            new byte[0],
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session("OWNER"),
            "Sec-Fetch-Site",
            "same-origin",
            "HX-Request",
            "true")
        .body();
  }

  private OpenCase setAside(String sku) {
    hub.outside().act("shopify/inventory", "{\"sku\": \"%s\", \"available\": 5}".formatted(sku));
    hub.outside().placed(sku, 1);
    // Others who ask the shop may leave no room for a while.
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              hub.part(ShopOrders.class).readOrders(Hub.SHOP);
              return hub.part(Cases.class).open().stream()
                  .filter(open -> open.kind().equals(ShopOrders.SET_ASIDE))
                  .filter(open -> open.detail().contains(sku))
                  .findFirst();
            },
            Optional::isPresent)
        .orElseThrow();
  }

  private void known(String sku) {
    var csv = """
        Handle,Title,Vendor,Variant SKU,Variant Price,Variant Inventory Qty
        %1$s,%1$s,Test,%1$s,9.00,0
        """.formatted(sku);
    var imported = hub.http()
        .send(
            "POST",
            "/api/v1/catalog/imports?location=main",
            csv.getBytes(UTF_8),
            "Authorization",
            "Bearer " + Hub.TOKEN,
            "Content-Type",
            "text/csv");
    assertThat(imported.status()).as(imported.body()).isEqualTo(200);
  }
}
