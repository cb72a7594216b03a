package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.sales.ShopOrders;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Counter sales stand in the shop as orders, once, and neither stock nor sales notice. */
class CounterMirrorTest {

  private final Hub hub = Hub.shared();

  @AfterEach
  void heal() {
    hub.outside().faults("shopify", "{}");
    mirror(false);
  }

  @ParameterizedTest(name = "{0} of {1} units are sold, {2}")
  @CsvSource({
    "1, 4, {}",
    "3, 7, {'loseAnswerAfterEffect': 1; 'match': 'orderCreate'}",
    "2, 5, {'duplicateWebhooks': 3; 'match': 'orders'}"
  })
  void a_counter_sale_is_recorded_once_and_its_echo_changes_nothing(
      int sold, int units, String fault) {
    var shelf = ShopShelf.stocked(hub, units);
    mirror(true);
    hub.outside().faults("shopify", fault.replace('\'', '"').replace(';', ','));
    var sale = UUID.randomUUID();
    var answer = hub.http().post("/api/v1/sales", Goods.cashSale(sale, shelf.sku, sold, 1_999));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    soon().until(() -> state(sale).equals("DONE"));
    assertThat(recorded(sale)).hasSize(1);
    hub.outside().faults("shopify", "{}");

    // By webhook, and by the poll that looks at everything.
    soon().until(() -> heard(sale) > 0);
    soon().until(() -> shelf.onHand() == units - sold && shelf.shown() <= units - sold);
    assertThat(shelf.place().path("committed").asInt()).isZero();
    assertThat(shelf.sale()).hasSize(1);
    var order = recorded(sale).getFirst();
    assertThat(order.path("total").asString())
        .isEqualTo(dollars(answer.json().at("/total/minor").asInt()));
    assertThat(order.path("status").asString()).isEqualTo("fulfilled");
    assertThat(order.path("email").isNull()).isTrue();
    assertThat(hub.http().get("/api/v1/cases").body())
        .doesNotContain(order.path("name").asString());
    // Somebody at the shop does something to the record: that is told again, and changes nothing.
    int heard = heard(sale);
    hub.outside().act(order, "tag", "{\"tag\": \"seen\"}");
    soon().until(() -> heard(sale) > heard);
    assertThat(shelf.sale()).hasSize(1);
    // The poll sees it as well, and does not take it for news that no webhook told.
    hub.part(ShopOrders.class).readOrders(Hub.SHOP);
    assertThat(missed(order.path("gid").asString())).isZero();
    // What the shop shows is what the hub told it: the record took nothing.
    soon().until(() -> shelf.shown() == shelf.published());
  }

  private long missed(String order) {
    return hub.part(JdbcClient.class)
        .sql("select count(*) from missed_news where order_id = :order")
        .param("order", order)
        .query(Long.class)
        .single();
  }

  private static String dollars(int cents) {
    return "%d.%02d".formatted(cents / 100, cents % 100);
  }

  private void mirror(boolean on) {
    var changed = hub.http()
        .put(
            "/api/v1/shops/" + Hub.SHOP + "/sending",
            "{\"rules\": [], \"splitting\": false, \"mirror\": %s}".formatted(on));
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
  }

  private String state(UUID sale) {
    return hub.part(JdbcClient.class)
        .sql("select state from counter_mirror where sale_id = :id")
        .param("id", sale)
        .query(String.class)
        .optional()
        .orElse("");
  }

  /** How often the echo of the sale was heard and left alone. */
  private int heard(UUID sale) {
    return hub.part(JdbcClient.class)
        .sql("select count(*)::int from inbox where state = 'DONE' and position(:sale in body) > 0")
        .param("sale", sale.toString())
        .query(Integer.class)
        .single();
  }

  private List<JsonNode> recorded(UUID sale) {
    var truth = hub.outside().truth("shopify");
    var ids = truth
        .path("dispatches")
        .valueStream()
        .filter(one -> one.path("source").asString("").equals(sale.toString()))
        .map(one -> one.path("order").asString())
        .toList();
    return truth
        .path("orders")
        .valueStream()
        .filter(one -> ids.contains(one.path("gid").asString()))
        .toList();
  }
}
