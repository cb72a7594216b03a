package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Scenario 4: a parked sale that ran out is told what is left of it before anybody pays. */
class Scenario04ParkedSaleTest {

  private final Hub hub = Hub.shared();

  @ParameterizedTest(name = "{0} available, {1} parked, {2} sold, then {3} left")
  @CsvSource({"5, 2, 4, 1", "9, 6, 7, 2", "3, 1, 3, 0"})
  void on_recall_the_cashier_sees_what_is_left(int units, int parked, int sold, int left) {
    var sku = Goods.stocked(hub, units, 1_999);
    var hold = UUID.randomUUID();
    assertThat(hub.http().post("/api/v1/holds", Goods.wish(hold, sku, parked)).status())
        .isEqualTo(201);
    assertThat(available(sku)).isEqualTo(units - parked);

    tenMinutesPass(hold);
    soon().until(() -> available(sku) == units);
    var sale =
        hub.http().post("/api/v1/sales", Goods.cashSale(UUID.randomUUID(), sku, sold, 1_999));
    assertThat(sale.status()).isEqualTo(201);

    var again = UUID.randomUUID();
    var recall = renew(hold, again);
    assertThat(recall.status()).isEqualTo(409);
    assertThat(recall.code()).isEqualTo("insufficient-stock");
    assertThat(recall.json().path("detail").asString())
        .isEqualTo("%s: %d of %d available".formatted(sku, left, parked));
    assertThat(recall.json().at("/shortages/0/wanted").asInt()).isEqualTo(parked);
    assertThat(recall.json().at("/shortages/0/available").asInt(-1)).isEqualTo(left);
    assertThat(available(sku)).as("nothing was set aside").isEqualTo(left);
    assertThat(renew(hold, again).body()).isEqualTo(recall.body());

    if (left > 0) {
      var rest = hub.http().post("/api/v1/holds", Goods.wish(UUID.randomUUID(), sku, left));
      assertThat(rest.status()).isEqualTo(201);
    }
  }

  @Test
  void in_time_everything_is_as_it_was_parked() {
    var sku = Goods.stocked(hub, 5, 1_999);
    var hold = UUID.randomUUID();
    hub.http().post("/api/v1/holds", Goods.wish(hold, sku, 2));
    var recall = renew(hold, UUID.randomUUID());
    assertThat(recall.status()).isEqualTo(201);
    assertThat(recall.json().path("id").asString()).isEqualTo(hold.toString());
    assertThat(available(sku)).isEqualTo(3);
  }

  @Test
  void late_but_with_enough_left_it_is_held_anew() {
    var sku = Goods.stocked(hub, 5, 1_999);
    var hold = UUID.randomUUID();
    hub.http().post("/api/v1/holds", Goods.wish(hold, sku, 2));
    tenMinutesPass(hold);
    soon().until(() -> available(sku) == 5);
    var state = hub.http().get("/api/v1/holds/" + hold);
    assertThat(state.json().path("state").asString()).isEqualTo("EXPIRED");
    var again = UUID.randomUUID();
    var recall = renew(hold, again);
    assertThat(recall.status()).isEqualTo(201);
    assertThat(recall.json().path("id").asString()).isEqualTo(again.toString());
    assertThat(available(sku)).isEqualTo(3);
  }

  @Test
  void what_was_sold_or_never_was_is_not_taken_up() {
    var sku = Goods.stocked(hub, 5, 1_999);
    var hold = UUID.randomUUID();
    hub.http().post("/api/v1/holds", Goods.wish(hold, sku, 2));
    hub.http()
        .post(
            "/api/v1/sales",
            Goods.cashSale(UUID.randomUUID(), sku, 2, 1_999)
                .replace("\"holdId\": null", "\"holdId\": \"" + hold + "\""));
    assertThat(renew(hold, UUID.randomUUID()).code()).isEqualTo("hold-ended");
    assertThat(renew(UUID.randomUUID(), UUID.randomUUID()).status()).isEqualTo(404);
    var barred = UUID.randomUUID();
    hub.http().post("/api/v1/holds/" + barred + "/release", "");
    assertThat(renew(barred, UUID.randomUUID()).code()).isEqualTo("hold-ended");
  }

  private Answer renew(UUID hold, UUID again) {
    return hub.http()
        .post(
            "/api/v1/holds/" + hold + "/renew",
            "{\"id\": \"%s\", \"ttlSeconds\": 600}".formatted(again));
  }

  private void tenMinutesPass(UUID hold) {
    hub.part(JdbcClient.class)
        .sql("update hold set expires_at = expires_at - interval '10 minutes' where id = :id")
        .param("id", hold)
        .update();
  }

  private int available(String sku) {
    return hub.http()
        .get("/api/v1/stock/" + sku)
        .json()
        .at("/locations/0/available")
        .asInt(-1);
  }
}
