package dev.tillbridge.hub.inventory;

import static dev.tillbridge.hub.inventory.InventoryRig.ANN;
import static dev.tillbridge.hub.inventory.InventoryRig.BEN;
import static dev.tillbridge.hub.inventory.InventoryRig.STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.model.catalog.Sku;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL may roll any transaction back for the sake of others, at its very end. Then it is done
 * again, and an id stands for the same request as before: what was asked, not how often.
 */
class DoneAgainTest {

  private final InventoryRig rig = new InventoryRig();
  private final Sku sku = rig.shelf("AGAIN", 10, 10);

  @BeforeEach
  void each_transaction_is_rolled_back_once() {
    rig.hub.db.tx().begin();
  }

  @AfterEach
  void the_ledger_explains_everything() {
    try {
      rig.assertLedgerExplainsEverything();
    } finally {
      rig.close();
    }
  }

  @Test
  void goods_that_came_are_booked_in_once_and_are_known_by_their_id() {
    var id = UUID.randomUUID();
    assertThat(receive(id, 3)).isTrue();
    assertThat(receive(id, 3)).isFalse();
    assertThatThrownBy(() -> receive(id, 4)).isInstanceOf(IdReused.class);
    assertThat(rig.store(sku).onHand()).isEqualTo(13);
  }

  private boolean receive(UUID id, int units) {
    var line = new Receiving.Line(sku, units, Named.NOTHING);
    return rig.receiving.receive(id, STORE, "PO", List.of(line), ANN);
  }

  @Test
  void two_receipts_under_one_id_are_two_also_when_both_were_done_again() {
    var id = UUID.randomUUID();
    var other = new Receiving.Line(rig.shelf("OTHER", 0, 0), 1, Named.NOTHING);
    receive(id, 3);
    assertThatThrownBy(() -> rig.receiving.receive(id, STORE, "PO", List.of(other), ANN))
        .isInstanceOf(IdReused.class);
  }

  @Test
  void a_transfer_is_shipped_and_received_once() {
    var transfer = rig.planned(sku, 6);
    var ship = new TransferRequest.Ship(UUID.randomUUID(), transfer, List.of());
    assertThat(rig.transfers.ship(ship, ANN)).isInstanceOf(Shipping.Shipped.class);
    assertThat(rig.transfers.ship(ship, ANN)).isInstanceOf(Shipping.Shipped.class);
    var line = new TransferRequest.Arrived(sku, 6, 0, 0, Named.NOTHING);
    var receive = new TransferRequest.Receive(UUID.randomUUID(), transfer, null, List.of(line));
    rig.transfers.receive(receive, BEN);
    assertThat(rig.transfers.receive(receive, BEN).state()).isEqualTo(TransferState.RECEIVED);
    assertThat(rig.store(sku).onHand()).isEqualTo(16);
    assertThat(rig.warehouse(sku).onHand()).isEqualTo(4);
  }

  @Test
  void a_counted_shelf_is_corrected_once() {
    var stocktake = rig.stocktake(StocktakeRequest.Kind.FULL);
    var count = new StocktakeRequest.Count(UUID.randomUUID(), sku, 8, rig.now());
    rig.stocktakes.count(stocktake, List.of(count), ANN);
    assertThat(rig.stocktakes.count(stocktake, List.of(count), ANN)).hasSize(1);
    var another = new StocktakeRequest.Count(count.id(), sku, 7, rig.now());
    assertThatThrownBy(() -> rig.stocktakes.count(stocktake, List.of(another), ANN))
        .isInstanceOf(IdReused.class);
    rig.submit(stocktake);
  }
}
