package dev.tillbridge.app.scenarios;

import static dev.tillbridge.app.scenarios.ShopShelf.soon;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.WorldTime;
import dev.tillbridge.hub.sales.ShopOrders;
import dev.tillbridge.hub.watch.Silences;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A shop whose webhooks are dead, in a world whose time a test lets pass; polls go on. */
final class SilentShop {

  private final Hub hub;
  private final WorldTime time;
  private final ShopShelf shelf;

  /** Minutes from an order to its sale, order by order. */
  final List<Long> lateness = new ArrayList<>();

  /** Minutes from the first order to the alarm; null while there is none. */
  @Nullable
  Long noticed;

  private @Nullable Long firstOrder;
  private long minutes;

  SilentShop(Hub hub, WorldTime time, int units) {
    this.hub = hub;
    this.time = time;
    this.shelf = ShopShelf.stocked(hub, units);
  }

  /** An order whose webhook comes. */
  void oneThatIsHeard() {
    long before = shelf.sales();
    hub.outside().placed(shelf.sku, 1);
    soon().until(() -> shelf.sales() == before + 1);
    soon()
        .until(() -> hub.http()
                .get("/api/v1/shop/watch")
                .json()
                .at("/shops/0/topics/0/missed")
                .asInt(-1)
            == 0);
  }

  /** No webhooks any more; so many orders come evenly within so many minutes. */
  void silent(int orders, int during, int everyMinutes) {
    hub.outside().faults("shopify", "{\"dropWebhooks\": true}");
    time.pass(Duration.ofHours(2));
    int placed = 0;
    while (minutes < during) {
      long waiting = 0;
      while (placed < orders && (long) placed * during <= minutes * orders) {
        hub.outside().placed(shelf.sku, 1);
        placed++;
        waiting++;
        firstOrder = firstOrder == null ? minutes : firstOrder;
      }
      long before = shelf.sales();
      pass(everyMinutes);
      if (waiting > 0) {
        if (shelf.sales() != before + waiting) {
          throw new AssertionError("the poll missed one: " + shelf.sales());
        }
        for (long i = 0; i < waiting; i++) {
          lateness.add((long) everyMinutes);
        }
      }
    }
  }

  /** Time goes by, and what the hub does every minute is done at its end. */
  void pass(int passing) {
    time.pass(Duration.ofMinutes(passing));
    minutes += passing;
    hub.part(ShopOrders.class).readOrders(Hub.SHOP);
    hub.part(Silences.class).review();
    if (noticed == null && firstOrder != null && alarm() != null) {
      noticed = minutes - firstOrder;
    }
  }

  /** The alarm as a person would read it; null when there is none. */
  @Nullable
  String alarm() {
    return hub.http()
        .get("/api/v1/cases")
        .json()
        .path("cases")
        .valueStream()
        .filter(open -> open.path("kind").asString("").equals(Silences.KIND))
        .map(open -> open.path("title").asString(""))
        .filter(title -> title.contains("orders/create"))
        .findFirst()
        .orElse(null);
  }

  JsonNode topic() {
    return hub.http().get("/api/v1/shop/watch").json().at("/shops/0/topics/0");
  }

  long sales() {
    return shelf.sales();
  }
}
