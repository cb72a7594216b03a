package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http.Answer;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenario 1: last units, many buyers, over four nodes of the hub. */
class Scenario01LastUnitsTest {

  private static final List<Hub> NODES = new ArrayList<>();

  @BeforeAll
  static void start() {
    var first = Hub.start(TestServers.redis().uri());
    NODES.add(first);
    for (int node = 1; node < 4; node++) {
      NODES.add(first.sibling());
    }
  }

  @AfterAll
  static void stop() {
    // The first owns the world outside.
    NODES.reversed().subList(0, 3).forEach(hub -> hub.context().close());
    NODES.getFirst().close();
  }

  @ParameterizedTest(name = "{0} units, {1} holds of {2}")
  @CsvSource({"100, 1000, 1", "1, 200, 1", "50, 300, 3"})
  void the_shelf_is_shared_out_to_the_last_unit_and_not_beyond(int units, int wishes, int each)
      throws Exception {
    var sku = Goods.stocked(NODES.getFirst(), units, 500);
    var asks = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < wishes; i++) {
      var node = NODES.get(i % NODES.size());
      asks.add(() -> node.http().post("/api/v1/holds", Goods.wish(UUID.randomUUID(), sku, each)));
    }
    int granted = 0;
    int none = 0;
    var others = new ArrayList<Answer>();
    try (var buyers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : buyers.invokeAll(asks)) {
        switch (answer.get().status()) {
          case 201 -> granted++;
          case 409 -> none++;
          default -> others.add(answer.get());
        }
      }
    }
    assertThat(others).isEmpty();
    assertThat(granted).isEqualTo(units / each);
    assertThat(none).isEqualTo(wishes - units / each);
    for (var node : NODES) {
      var place = node.http().get("/api/v1/stock/" + sku).json().at("/locations/0");
      assertThat(place.path("available").asInt()).isEqualTo(units % each);
      assertThat(place.path("held").asInt()).isEqualTo(units / each * each);
    }
    var told = NODES
        .getLast()
        .http()
        .get("/api/v1/stock/explain?location=main&sku=" + sku + "&limit=200")
        .json();
    assertThat(told.path("claims")).hasSize(units / each);
    assertThat(told.path("moves")
            .valueStream()
            .filter(move -> move.path("cause").asString().equals("HOLD"))
            .mapToInt(move -> move.at("/change/held").asInt())
            .sum())
        .as("the ledger sums to the holds")
        .isEqualTo(units / each * each);
  }
}
