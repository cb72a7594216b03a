package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Web orders are sent from the store: the shop is told of each parcel once, whatever the network does. */
class CounterToShopTest {

  private final Hub hub = Hub.shared();

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
  }

  @Test
  void an_order_is_picked_packed_and_sent_in_two_parcels_with_tracking() {
    var shelf = ShopShelf.stocked(hub, 4);
    var order = WebOrder.placed(hub, WebOrder.line(shelf.sku, 3), "SHIPPING");
    assertThat(order.now().path("method").asString()).isEqualTo("SHIPPING");
    assertThat(order.now().at("/destination/0").asString()).isEqualTo("Ada");
    for (var step : new String[] {"pick", "pack", "pick"}) {
      assertThat(hub.http()
              .post("/api/v1/web-orders/" + order.id() + "/" + step, "")
              .status())
          .isEqualTo(200);
    }
    var line = order.now().at("/lines/0/lineId").asString();
    var first = UUID.randomUUID();
    for (int i = 0; i < 2; i++) {
      var sent = order.send(first, "main", """
          , "lines": [{"lineId": "%s", "units": 1}],
          "tracking": {"company": "UPS", "number": "1Z999", "url": "https://ups.example/1Z999"}
          """.formatted(line));
      assertThat(sent.status()).as(sent.body()).isEqualTo(201);
    }
    soon().until(() -> shelf.onHand() == 3);
    assertThat(order.parcelState(first)).isEqualTo("SENT");
    assertThat(order.now().at("/lines/0/units").asInt()).isEqualTo(2);
    assertThat(order.sale().path("state").asString()).isEqualTo("PAID");
    assertThat(order.send(UUID.randomUUID(), "main", "").status()).isEqualTo(201);
    soon().until(() -> order.sale().path("state").asString().equals("FULFILLED"));
    assertThat(shelf.onHand()).isEqualTo(1);
    assertThat(shelf.place().path("committed").asInt()).isZero();
    var sendings = order.dispatch().path("sendings");
    assertThat(sendings).hasSize(2);
    assertThat(sendings.path(0).path("number").asString()).isEqualTo("1Z999");
    assertThat(sendings.path(0).path("told").asBoolean()).isTrue();
    assertThat(sendings.path(1).path("units").asInt()).isEqualTo(2);
    soon().until(() -> order.now().path("destination").isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "the answer is lost        | {'loseAnswerAfterEffect': 1, 'match': 'fulfillmentCreate'}",
        "nothing gets through      | {'throttle': true, 'match': 'fulfillmentCreate'}"
      })
  void a_parcel_is_told_of_once(String ignored, String fault) {
    var shelf = ShopShelf.stocked(hub, 2);
    var order = WebOrder.placed(hub, WebOrder.line(shelf.sku, 2), "SHIPPING");
    hub.outside().faults("shopify", fault.replace('\'', '"'));
    var parcel = UUID.randomUUID();
    assertThat(
            order.send(parcel, "main", ", \"tracking\": {\"number\": \"T-1\"}").status())
        .isEqualTo(201);
    if (ignored.startsWith("nothing")) {
      soon().until(() -> wasTried(parcel));
      assertThat(order.parcelState(parcel)).isEqualTo("SENDING");
      assertThat(shelf.onHand()).isEqualTo(2);
      hub.outside().faults("shopify", "{}");
    }
    soon().until(() -> order.parcelState(parcel).equals("SENT"));
    soon().until(() -> shelf.onHand() == 0);
    assertThat(order.dispatch().path("sendings")).hasSize(1);
    assertThat(order.dispatch().at("/sendings/0/units").asInt()).isEqualTo(2);
  }

  @Test
  void a_parcel_of_an_order_that_the_shop_has_cancelled_is_refused_and_becomes_a_case() {
    var shelf = ShopShelf.stocked(hub, 1);
    var order = WebOrder.placed(hub, WebOrder.line(shelf.sku, 1), "SHIPPING");
    // The parcel is decided here while nobody here knows that the shop has cancelled.
    hub.outside().faults("shopify", "{\"dropWebhooks\": true}");
    hub.outside().cancel(order.atShop());
    var parcel = UUID.randomUUID();
    assertThat(order.send(parcel, "main", "").status()).isEqualTo(201);
    soon().until(() -> order.parcelState(parcel).equals("REFUSED"));
    assertThat(order.dispatch().path("sendings")).isEmpty();
    assertThat(hub.http().get("/api/v1/cases").body()).contains(parcel.toString());
  }

  @Test
  void what_makes_no_sense_is_refused_in_words_and_changes_nothing() {
    var shelf = ShopShelf.stocked(hub, 2);
    var order = WebOrder.placed(hub, WebOrder.line(shelf.sku, 1), "SHIPPING");
    var line = order.now().at("/lines/0/lineId").asString();
    var tooMany = order.send(
        UUID.randomUUID(),
        "main",
        ", \"lines\": [{\"lineId\": \"%s\", \"units\": 2}]".formatted(line));
    assertThat(tooMany.code()).isEqualTo("not-possible");
    assertThat(order.send(UUID.randomUUID(), "north", "").code()).isEqualTo("not-possible");
    var bad = order.send(UUID.randomUUID(), "main", ", \"tracking\": {\"url\": \"javascript:x\"}");
    assertThat(bad.status()).isEqualTo(422);
    assertThat(bad.field()).isEqualTo("tracking.url");
    var id = UUID.randomUUID();
    assertThat(order.send(id, "main", "").status()).isEqualTo(201);
    assertThat(order.send(id, "main", ", \"notifyCustomer\": false").code()).isEqualTo("id-reused");
    assertThat(order.now().path("parcels")).hasSize(1);
  }

  /** Whether the shop was asked in vain at least once; such attempts are not counted. */
  private boolean wasTried(UUID parcel) {
    return hub.part(JdbcClient.class)
        .sql("select note is not null from delivery where subject = :subject")
        .param("subject", Hub.SHOP + "|parcel|" + parcel)
        .query(Boolean.class)
        .single();
  }
}
