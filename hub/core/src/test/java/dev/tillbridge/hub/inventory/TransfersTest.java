package dev.tillbridge.hub.inventory;

import static dev.tillbridge.hub.inventory.InventoryRig.ANN;
import static dev.tillbridge.hub.inventory.InventoryRig.STORE;
import static dev.tillbridge.hub.inventory.InventoryRig.WAREHOUSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.hub.stock.Answer;
import dev.tillbridge.hub.stock.Fence;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransfersTest {

  private static final InventoryRig RIG = new InventoryRig();

  @AfterEach
  void the_ledger_explains_everything() {
    RIG.assertLedgerExplainsEverything();
  }

  @AfterAll
  static void close() {
    RIG.close();
  }

  @Test
  void what_was_shipped_is_on_hand_nowhere_until_it_arrives() {
    var sku = RIG.shelf("MOVE", 10, 2);
    var transfer = RIG.shipped(sku, 6);
    assertThat(RIG.warehouse(sku).onHand()).isEqualTo(4);
    assertThat(RIG.store(sku).inTransit()).isEqualTo(6);
    assertThat(RIG.store(sku).free()).as("in transit is not sellable").isEqualTo(2);
    assertThat(hold(sku, 3)).isInstanceOf(Answer.Refused.class);

    var received = RIG.receive(transfer, sku, 5, 1, 0, null);

    assertThat(received.state()).isEqualTo(TransferState.RECEIVED);
    assertThat(RIG.store(sku).onHand()).isEqualTo(7);
    assertThat(RIG.store(sku).damaged()).isEqualTo(1);
    assertThat(RIG.store(sku).inTransit()).isZero();
    assertThat(hold(sku, 7)).isInstanceOf(Answer.Granted.class);
  }

  @Test
  void it_arrives_in_parts_and_ends_with_the_last_one() {
    var sku = RIG.shelf("PARTS", 20, 0);
    var transfer = RIG.shipped(sku, 9);
    assertThat(RIG.receive(transfer, sku, 4, 0, 0, null).state()).isEqualTo(TransferState.SHIPPED);
    assertThat(RIG.receive(transfer, sku, 2, 1, 0, null).lines().getFirst().inTransit())
        .isEqualTo(2);
    var end = RIG.receive(transfer, sku, 0, 0, 2, "fell off the lorry");
    assertThat(end.state()).isEqualTo(TransferState.RECEIVED);
    assertThat(end.receipts()).hasSize(3);
    assertThat(RIG.store(sku).onHand()).isEqualTo(6);
    assertThat(RIG.store(sku).inTransit()).isZero();
    assertThat(RIG.hub.caseKinds()).contains(TransferMoves.DIFFERENCE);
  }

  @Test
  void more_than_was_sent_is_taken_in_with_a_reason() {
    var sku = RIG.shelf("OVER", 20, 0);
    var transfer = RIG.shipped(sku, 4);
    assertThatThrownBy(() -> RIG.receive(transfer, sku, 5, 0, 0, null))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("reason");
    var line =
        RIG.receive(transfer, sku, 5, 0, 0, "one more in the box").lines().getFirst();
    assertThat(line.over()).isEqualTo(1);
    assertThat(RIG.store(sku).onHand()).isEqualTo(5);
    assertThat(RIG.store(sku).inTransit()).isZero();
  }

  @Test
  void what_was_missing_may_turn_up() {
    var sku = RIG.shelf("FOUND", 20, 0);
    var transfer = RIG.shipped(sku, 4);
    RIG.receive(transfer, sku, 3, 0, 1, "not in the box");
    var again = RIG.receive(transfer, sku, 1, 0, 0, "was under the seat");
    assertThat(again.state()).isEqualTo(TransferState.RECEIVED);
    assertThat(RIG.store(sku).onHand()).isEqualTo(4);
  }

  @Test
  void no_more_can_be_missing_than_is_under_way() {
    var sku = RIG.shelf("MISS", 20, 0);
    var transfer = RIG.shipped(sku, 4);
    assertThatThrownBy(() -> RIG.receive(transfer, sku, 3, 0, 2, "?"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("lines[0].missing");
    assertThatThrownBy(() -> RIG.receive(transfer, sku, 0, 0, 0, "?")).isInstanceOf(BadInput.class);
  }

  @Test
  void every_step_happens_once_under_its_id() {
    var sku = RIG.shelf("ONCE", 10, 0);
    var draft = new TransferRequest.Draft(
        UUID.randomUUID(), WAREHOUSE, STORE, "T-9", List.of(new StockLine(sku, 3)));
    RIG.transfers.draft(draft, ANN);
    RIG.transfers.draft(draft, ANN);
    var ship = new TransferRequest.Ship(UUID.randomUUID(), draft.id(), List.of());
    var receive = new TransferRequest.Receive(
        UUID.randomUUID(),
        draft.id(),
        null,
        List.of(new TransferRequest.Arrived(sku, 3, 0, 0, Named.NOTHING)));
    for (int i = 0; i < 3; i++) {
      assertThat(RIG.transfers.ship(ship, ANN)).isInstanceOf(Shipping.Shipped.class);
    }
    for (int i = 0; i < 3; i++) {
      RIG.transfers.receive(receive, ANN);
    }
    assertThat(RIG.transfers.ship(ship, ANN)).isInstanceOf(Shipping.Shipped.class);
    assertThat(RIG.warehouse(sku).onHand()).isEqualTo(7);
    assertThat(RIG.warehouse(sku).held()).isZero();
    assertThat(RIG.store(sku).onHand()).isEqualTo(3);
    var other = new TransferRequest.Receive(
        receive.id(),
        draft.id(),
        null,
        List.of(new TransferRequest.Arrived(sku, 2, 0, 0, Named.NOTHING)));
    assertThatThrownBy(() -> RIG.transfers.receive(other, ANN)).isInstanceOf(IdReused.class);
    assertThatThrownBy(
            () -> RIG.transfers.cancel(new TransferRequest.Cancel(ship.id(), draft.id()), ANN))
        .isInstanceOf(IdReused.class);
  }

  @Test
  void what_is_not_free_does_not_leave() {
    var sku = RIG.shelf("FEW", 5, 0);
    var transfer = RIG.planned(sku, 6);
    assertThat(RIG.ship(transfer))
        .isEqualTo(new Shipping.Missing(List.of(new Shortage(sku, 6, 5))));
    assertThat(RIG.warehouse(sku).onHand()).isEqualTo(5);
    assertThat(RIG.warehouse(sku).held()).isZero();
    var fewer = new TransferRequest.Ship(
        UUID.randomUUID(), transfer, List.of(new TransferRequest.Picked(sku, 5, Named.NOTHING)));
    assertThat(RIG.transfers.ship(fewer, ANN)).isInstanceOf(Shipping.Shipped.class);
    assertThat(RIG.store(sku).inTransit()).isEqualTo(5);
  }

  @Test
  void it_can_be_given_up_before_it_leaves_and_not_after() {
    var sku = RIG.shelf("CANCEL", 5, 0);
    var planned = RIG.planned(sku, 2);
    var cancel = new TransferRequest.Cancel(UUID.randomUUID(), planned);
    assertThat(RIG.transfers.cancel(cancel, ANN).state()).isEqualTo(TransferState.CANCELLED);
    assertThat(RIG.transfers.cancel(cancel, ANN).state()).isEqualTo(TransferState.CANCELLED);
    assertThatThrownBy(() -> RIG.ship(planned)).isInstanceOf(WrongState.class);
    assertThatThrownBy(() -> RIG.receive(planned, sku, 1, 0, 0, null))
        .isInstanceOf(WrongState.class);
    var shipped = RIG.shipped(sku, 2);
    assertThatThrownBy(
            () -> RIG.transfers.cancel(new TransferRequest.Cancel(UUID.randomUUID(), shipped), ANN))
        .isInstanceOf(WrongState.class);
    assertThatThrownBy(() -> RIG.ship(shipped)).isInstanceOf(WrongState.class);
    assertThatThrownBy(() -> RIG.ship(UUID.randomUUID())).isInstanceOf(NotFound.class);
  }

  @Test
  void a_plan_that_makes_no_sense_is_refused() {
    var sku = RIG.shelf("PLAN", 5, 0);
    var same = new TransferRequest.Draft(
        UUID.randomUUID(), STORE, STORE, "T", List.of(new StockLine(sku, 1)));
    assertThatThrownBy(() -> RIG.transfers.draft(same, ANN)).hasMessageContaining("to:");
    var unknown = new TransferRequest.Draft(
        UUID.randomUUID(),
        WAREHOUSE,
        STORE,
        "T",
        List.of(new StockLine(sku, 1), new StockLine(new Sku("NOBODY-KNOWS"), 1)));
    assertThatThrownBy(() -> RIG.transfers.draft(unknown, ANN))
        .hasMessageContaining("lines[1].sku");
  }

  @Test
  void at_a_fenced_place_nothing_leaves_or_arrives() {
    var sku = RIG.shelf("FENCE", 5, 0);
    var transfer = RIG.shipped(sku, 2);
    var fence = new Fence(RIG.hub.db.jdbc());
    assertThat(fence.fall(STORE, fence.epoch(STORE))).isTrue();
    try {
      assertThatThrownBy(() -> RIG.receive(transfer, sku, 2, 0, 0, null))
          .isInstanceOf(Unavailable.class);
    } finally {
      fence.open(STORE);
    }
    assertThat(RIG.receive(transfer, sku, 2, 0, 0, null).state()).isEqualTo(TransferState.RECEIVED);
  }

  @Test
  void they_are_listed_newest_first_page_by_page() {
    var sku = RIG.shelf("LIST", 50, 0);
    for (int i = 0; i < 5; i++) {
      RIG.later(Duration.ofSeconds(1));
      RIG.planned(sku, 1);
    }
    var first = RIG.transfers.list(STORE, TransferState.DRAFT, null, 3);
    var second = RIG.transfers.list(STORE, TransferState.DRAFT, first.next(), 500);
    assertThat(first.rows()).hasSize(3);
    assertThat(first.next()).isNotNull();
    assertThat(second.next()).isNull();
    assertThat(second.rows().getFirst().createdAt())
        .isBefore(first.rows().getLast().createdAt());
    assertThatThrownBy(() -> RIG.transfers.list(STORE, null, "made-up", 3))
        .hasMessageContaining("cursor");
  }

  private static Answer hold(Sku sku, int units) {
    return RIG.hub
        .stock
        .reservations()
        .reserve(new HoldRequest(
            UUID.randomUUID(),
            STORE,
            Channel.COUNTER,
            List.of(new StockLine(sku, units)),
            Duration.ofMinutes(1)));
  }
}
