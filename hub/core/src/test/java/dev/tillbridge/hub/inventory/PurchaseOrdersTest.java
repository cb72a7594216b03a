package dev.tillbridge.hub.inventory;

import static dev.tillbridge.hub.inventory.InventoryRig.ANN;
import static dev.tillbridge.hub.inventory.InventoryRig.BEN;
import static dev.tillbridge.hub.inventory.InventoryRig.STORE;
import static dev.tillbridge.hub.sales.SalesRig.USD;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.inventory.PurchaseOrderView.Difference;
import dev.tillbridge.hub.inventory.PurchaseOrderView.Kind;
import dev.tillbridge.hub.inventory.PurchaseOrderView.State;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PurchaseOrdersTest {

  private static final InventoryRig RIG = new InventoryRig();

  @AfterEach
  void the_ledger_explains_everything() {
    RIG.assertLedgerExplainsEverything();
  }

  @AfterAll
  static void close() {
    RIG.close();
  }

  private static PurchaseRequest.Order request(Sku sku, int units, Money cost) {
    return new PurchaseRequest.Order(
        UUID.randomUUID(),
        "Potter Ltd",
        STORE,
        "PO-7",
        USD,
        LocalDate.of(2026, 12, 1),
        List.of(new PurchaseRequest.Ordered(sku, units, cost)));
  }

  private static UUID ordered(Sku sku, int units) {
    return RIG.orders.order(request(sku, units, usd(450)), ANN).id();
  }

  private static PurchaseOrderView receive(UUID order, Sku sku, int good, int damaged) {
    var came = new PurchaseRequest.Came(sku, good, damaged, Named.NOTHING);
    return RIG.orders.receive(
        new PurchaseRequest.Receive(UUID.randomUUID(), order, List.of(came)), BEN);
  }

  @Test
  void what_was_ordered_and_has_not_come_is_incoming() {
    var sku = RIG.shelf("PO-IN", 0, 3);
    var order = ordered(sku, 10);
    assertThat(RIG.orders.incoming(sku)).containsEntry(STORE, 10);
    assertThat(RIG.store(sku).free()).isEqualTo(3);
    var part = receive(order, sku, 4, 1);
    assertThat(part.state()).isEqualTo(State.ORDERED);
    assertThat(part.incoming()).isEqualTo(5);
    assertThat(RIG.orders.incoming(sku)).containsEntry(STORE, 5);
    assertThat(RIG.store(sku).onHand()).isEqualTo(7);
    assertThat(RIG.store(sku).damaged()).isEqualTo(1);
    var rest = receive(order, sku, 5, 0);
    assertThat(rest.state()).isEqualTo(State.RECEIVED);
    assertThat(rest.receipts()).hasSize(2);
    assertThat(rest.differences()).containsExactly(new Difference(sku, Kind.DAMAGED, 1));
    assertThat(RIG.orders.incoming(sku)).isEmpty();
  }

  @Test
  void more_than_was_ordered_is_taken_in_and_named() {
    var sku = RIG.shelf("PO-OVER", 0, 0);
    var order = ordered(sku, 5);
    var over = receive(order, sku, 7, 0);
    assertThat(over.state()).isEqualTo(State.RECEIVED);
    assertThat(over.differences()).containsExactly(new Difference(sku, Kind.OVER, 2));
    receive(order, sku, 1, 0);
    assertThat(RIG.store(sku).onHand()).isEqualTo(8);
  }

  @Test
  void what_will_not_come_is_named_and_not_incoming_any_more() {
    var sku = RIG.shelf("PO-UNDER", 0, 0);
    var order = ordered(sku, 5);
    receive(order, sku, 3, 0);
    var close = new PurchaseRequest.Close(UUID.randomUUID(), order, "out of print");
    var closed = RIG.orders.close(close, ANN);
    assertThat(closed).isEqualTo(RIG.orders.close(close, ANN));
    assertThat(closed.state()).isEqualTo(State.CLOSED);
    assertThat(closed.differences()).containsExactly(new Difference(sku, Kind.UNDER, 2));
    assertThat(RIG.orders.incoming(sku)).isEmpty();
    receive(order, sku, 2, 0);
    assertThat(RIG.store(sku).onHand()).as("it came after all").isEqualTo(5);
  }

  @Test
  void a_receipt_happens_once_under_its_id() {
    var sku = RIG.shelf("PO-ONCE", 0, 0);
    var order = ordered(sku, 5);
    var came = new PurchaseRequest.Came(sku, 2, 0, Named.NOTHING);
    var receipt = new PurchaseRequest.Receive(UUID.randomUUID(), order, List.of(came));
    assertThat(RIG.orders.receive(receipt, ANN)).isEqualTo(RIG.orders.receive(receipt, ANN));
    assertThat(RIG.store(sku).onHand()).isEqualTo(2);
    var other = new PurchaseRequest.Receive(
        receipt.id(), order, List.of(new PurchaseRequest.Came(sku, 3, 0, Named.NOTHING)));
    assertThatThrownBy(() -> RIG.orders.receive(other, ANN)).isInstanceOf(IdReused.class);
  }

  @Test
  void an_order_is_given_up_only_while_nothing_has_come() {
    var sku = RIG.shelf("PO-CANCEL", 0, 0);
    var order = ordered(sku, 5);
    var cancel = new PurchaseRequest.Cancel(UUID.randomUUID(), order);
    assertThat(RIG.orders.cancel(cancel, ANN).state()).isEqualTo(State.CANCELLED);
    assertThatThrownBy(() -> receive(order, sku, 1, 0)).isInstanceOf(WrongState.class);
    var other = ordered(sku, 5);
    receive(other, sku, 1, 0);
    assertThatThrownBy(
            () -> RIG.orders.cancel(new PurchaseRequest.Cancel(UUID.randomUUID(), other), ANN))
        .isInstanceOf(WrongState.class);
    assertThatThrownBy(() -> receive(UUID.randomUUID(), sku, 1, 0)).isInstanceOf(NotFound.class);
  }

  @Test
  void an_order_that_makes_no_sense_is_refused() {
    var sku = RIG.shelf("PO-SENSE", 0, 0);
    assertThatThrownBy(() -> RIG.orders.order(request(sku, 1, Money.of(1, "EUR")), ANN))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("lines[0].unitCost.currency");
    assertThatThrownBy(() -> RIG.orders.order(request(new Sku("NOBODY"), 1, usd(1)), ANN))
        .hasMessageContaining("lines[0].sku");
    var order = ordered(sku, 1);
    var stranger = RIG.shelf("PO-STRANGER", 0, 0);
    assertThatThrownBy(() -> receive(order, stranger, 1, 0))
        .hasMessageContaining("is not in this order");
    assertThatThrownBy(() -> receive(order, sku, 0, 0)).hasMessageContaining("nothing came");
  }

  @Test
  void a_count_is_valued_at_what_the_goods_cost() {
    var sku = RIG.shelf("PO-COST", 0, 0);
    receive(ordered(sku, 4), sku, 4, 0);
    RIG.later(Duration.ofSeconds(1));
    var stocktake = RIG.stocktake(StocktakeRequest.Kind.PARTIAL);
    assertThat(RIG.count(stocktake, sku, 2, RIG.now(), ANN).value()).isEqualTo(usd(-900));
  }

  @Test
  void goods_without_an_order_are_booked_in_once_too() {
    var sku = RIG.shelf("GR", 0, 0);
    var id = UUID.randomUUID();
    var lines = List.of(new Receiving.Line(sku, 3, Named.NOTHING));
    assertThat(RIG.receiving.receive(id, STORE, "note 1", lines, ANN)).isTrue();
    assertThat(RIG.receiving.receive(id, STORE, "note 1", lines, ANN)).isFalse();
    assertThat(RIG.store(sku).onHand()).isEqualTo(3);
    assertThatThrownBy(() -> RIG.receiving.receive(
            id, STORE, "note 1", List.of(new Receiving.Line(sku, 4, Named.NOTHING)), ANN))
        .isInstanceOf(IdReused.class);
    var old = UUID.randomUUID();
    RIG.hub.stock.goodsReceipts().receive(old, STORE, "old", List.of(new StockLine(sku, 1)));
    var again = List.of(new Receiving.Line(sku, 1, Named.NOTHING));
    assertThat(RIG.receiving.receive(old, STORE, "old", again, ANN))
        .as("recorded before units had names")
        .isFalse();
    assertThat(RIG.store(sku).onHand()).isEqualTo(4);
  }

  @Test
  void orders_are_listed_newest_first() {
    var sku = RIG.shelf("PO-LIST", 0, 0);
    RIG.later(Duration.ofSeconds(1));
    var first = ordered(sku, 1);
    RIG.later(Duration.ofSeconds(1));
    var second = ordered(sku, 1);
    var page = RIG.orders.list(STORE, State.ORDERED, null, 1);
    assertThat(page.rows()).extracting(PurchaseOrderView::id).containsExactly(second);
    assertThat(RIG.orders.list(STORE, State.ORDERED, page.next(), 1).rows())
        .extracting(PurchaseOrderView::id)
        .containsExactly(first);
  }
}
