package dev.tillbridge.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.sales.SaleChanges;
import dev.tillbridge.model.catalog.Sku;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class ReturnsApiTest {

  private final Hub hub = Hub.shared();

  @ParameterizedTest(name = "{0} sold, {1} cancelled by the desk")
  @CsvSource({"3, 1", "7, 4"})
  void what_was_not_handed_over_does_not_come_back(int sold, int cancelled) {
    var sku = Goods.stocked(hub, 10, 500);
    var sale = sell(sku, sold);
    var changes = new SaleChanges(
        hub.part(JdbcClient.class), hub.part(Catalog.class), hub.part(InstantSource.class));
    hub.part(TransactionTemplate.class)
        .executeWithoutResult(
            _ -> changes.cancel(UUID.randomUUID(), sale, new Sku(sku), cancelled, "the desk"));
    var all = back(sale, sold, "GOOD");
    assertThat(all.status()).isEqualTo(422);
    assertThat(all.field()).isEqualTo("lines[0].quantity");
    assertThat(onHand(sku)).isEqualTo(10 - sold);
    assertThat(back(sale, sold - cancelled, "GOOD").status()).isEqualTo(201);
    assertThat(back(sale, 1, "DAMAGED").status()).isEqualTo(422);
    assertThat(onHand(sku)).isEqualTo(10 - cancelled);
  }

  @Test
  void good_and_damaged_come_back_to_different_places_and_each_unit_once() {
    var sku = Goods.stocked(hub, 5, 500);
    var sale = sell(sku, 2);
    assertThat(back(sale, 1, "DAMAGED").status()).isEqualTo(201);
    assertThat(onHand(sku)).isEqualTo(3);
    assertThat(back(sale, 1, "GOOD").status()).isEqualTo(201);
    assertThat(onHand(sku)).isEqualTo(4);
    assertThat(back(sale, 1, "GOOD").status()).isEqualTo(422);
    assertThat(back(UUID.randomUUID(), 1, "GOOD").status()).isEqualTo(404);
  }

  private UUID sell(String sku, int units) {
    var id = UUID.randomUUID();
    var sold = hub.http().post("/api/v1/sales", Goods.cashSale(id, sku, units, 500));
    assertThat(sold.status()).as(sold.body()).isEqualTo(201);
    return id;
  }

  private Answer back(UUID sale, int units, String condition) {
    return hub.http()
        .post("/api/v1/stock/returns", """
        {"id": "%s", "saleId": "%s",
         "lines": [{"line": 1, "quantity": %d, "condition": "%s"}]}
        """.formatted(UUID.randomUUID(), sale, units, condition));
  }

  private int onHand(String sku) {
    return hub.http()
        .get("/api/v1/stock/" + sku)
        .json()
        .at("/locations/0/onHand")
        .asInt();
  }
}
