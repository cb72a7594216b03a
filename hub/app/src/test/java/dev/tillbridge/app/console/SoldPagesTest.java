package dev.tillbridge.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.reports.LiveView;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One sale in the console and by the API: versions, parts, refunds, charges. */
class SoldPagesTest {

  private final Hub hub = Hub.shared();

  private Answer page(String id) {
    return hub.http()
        .send(
            "GET",
            "/console/sales/" + id,
            null,
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session("BOOKKEEPER"));
  }

  private JsonNode api(String path) {
    return hub.http().get("/api/v1/sales" + path).json();
  }

  @Test
  void a_web_order_shows_what_became_of_it_to_the_cent_and_to_the_unit() {
    var sku = Goods.stocked(hub, 12, 1_000);
    hub.outside().list(sku, 1_000);
    hub.http().post("/api/v1/shop/link", "");
    await().atMost(Duration.ofSeconds(60)).until(() -> hub.outside().order(sku, 1) == 201);
    var order = hub.outside().placed("""
        {"lines":[{"sku":"%s","quantity":4,"discount":400}],"shipping":500,"tip":300,
         "risk":"HIGH","buyers":"EUR","ratePpm":900000}""".formatted(sku));
    hub.outside().act(order, "fulfil", "{\"sku\":\"%s\",\"quantity\":3}".formatted(sku));
    var truth =
        hub.outside().act(order, "refund", "{\"sku\":\"%s\",\"quantity\":1}".formatted(sku));
    var id = await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> api("?limit=100")
                .path("sales")
                .valueStream()
                .filter(s ->
                    s.path("receiptNumber").asString().equals(order.path("name").asString()))
                .map(s -> s.path("id").asString())
                .findFirst()
                .orElse(""),
            found -> !found.isEmpty());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> hub.part(LiveView.class).waiting().inboxDue() == 0
            && !api("/" + id + "/order").path("refunds").isEmpty());

    var history = api("/" + id + "/order");
    assertThat(history.at("/parts/0/ordered").asInt()).isEqualTo(4);
    assertThat(history.at("/parts/0/gone").asInt()).isEqualTo(3);
    assertThat(history.at("/parts/0/returned").asInt()).isEqualTo(1);
    assertThat(history.at("/refunds/0/amount/minor").asLong()).isEqualTo(974);
    assertThat(history.at("/refunds/0/units/0/restock").asString()).isEqualTo("RETURN");
    assertThat(
            history.path("versions").valueStream().filter(v -> v.path("current").asBoolean()))
        .singleElement()
        .satisfies(now -> assertThat(now.at("/refunded/minor").asLong()).isEqualTo(974));
    var sale = api("/" + id);
    assertThat(sale.at("/charges/0/kind").asString()).isEqualTo("TIP");
    assertThat(sale.at("/order/presentment/currency").asString()).isEqualTo("EUR");
    assertThat(truth.path("total").asString()).isEqualTo("46.97");
    assertThat(sale.at("/order/total/minor").asLong()).isEqualTo(4_697);

    var shown = page(id).body();
    assertThat(shown)
        .contains("$46.97", "$9.74", "1 of " + sku + ", brought back", "Tip", "Current")
        .contains("Where its units are", "Versions the shop told of");
  }

  @Test
  void a_sale_that_nobody_knows_is_not_found() {
    assertThat(page(UUID.randomUUID().toString()).status()).isEqualTo(404);
    assertThat(hub.http().get("/api/v1/sales/" + UUID.randomUUID() + "/order").status())
        .isEqualTo(404);
  }
}
