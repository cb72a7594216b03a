package dev.tillbridge.hub.desk;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;

import dev.tillbridge.hub.desk.PickUps.Made;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A shelf of which some units wait for their customers. */
abstract class PickUpRig {

  final DeskRig rig = new DeskRig();
  final Sku mug = rig.shelf("MUG", 1_000, 2, 3);
  final PickUps pickUps = rig.desk.pickUps();

  @AfterEach
  void close() {
    rig.close();
  }

  NewPickUp wish(@Nullable UUID order, int units, @Nullable Money paid) {
    var lines = order == null ? List.of(new StockLine(mug, units)) : List.<StockLine>of();
    return new NewPickUp(UUID.randomUUID(), MAIN, "#1001", "Ada", null, order, lines, paid, null);
  }

  PickUp keep(NewPickUp wish) {
    return ((Made.Kept) pickUps.make(wish, "Cora")).pickup();
  }

  /** Its time is over. */
  void outwait(PickUp pickup) {
    rig.hub
        .db
        .jdbc()
        .sql("update pickup set collect_by = now() - interval '1 second' where id = :id")
        .param("id", pickup.id())
        .update();
    rig.hub
        .db
        .jdbc()
        .sql("update hold set expires_at = now() - interval '1 second' where id = :id")
        .param("id", pickup.holdId())
        .update();
  }

  HoldRequest tillWants(int units) {
    return new HoldRequest(
        UUID.randomUUID(),
        MAIN,
        Channel.COUNTER,
        List.of(new StockLine(mug, units)),
        Duration.ofMinutes(10));
  }
}
