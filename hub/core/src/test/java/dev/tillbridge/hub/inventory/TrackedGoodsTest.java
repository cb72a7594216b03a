package dev.tillbridge.hub.inventory;

import static dev.tillbridge.hub.inventory.InventoryRig.ANN;
import static dev.tillbridge.hub.inventory.InventoryRig.BEN;
import static dev.tillbridge.hub.inventory.InventoryRig.STORE;
import static dev.tillbridge.hub.inventory.InventoryRig.WAREHOUSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.inventory.ReturnRequest.Condition;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrackedGoodsTest {

  private static final InventoryRig RIG = new InventoryRig();

  @AfterEach
  void the_ledger_explains_everything() {
    RIG.assertLedgerExplainsEverything();
  }

  @AfterAll
  static void close() {
    RIG.close();
  }

  private static Sku serialSku(String code) {
    var sku = RIG.shelf(code, 0, 0);
    RIG.tracked.track(sku, Tracking.SERIAL);
    return sku;
  }

  private static Sku lotSku(String code) {
    var sku = RIG.shelf(code, 0, 0);
    RIG.tracked.track(sku, Tracking.LOT);
    return sku;
  }

  private static void come(LocationId at, Sku sku, int units, Named named) {
    RIG.receiving.receive(
        UUID.randomUUID(), at, "note", List.of(new Receiving.Line(sku, units, named)), ANN);
  }

  private static SerialView thing(String serial) {
    var found = RIG.tracked.find(serial);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static SerialState state(String serial) {
    return thing(serial).state();
  }

  @Test
  void a_thing_is_in_one_state_at_one_place_through_its_whole_life() {
    var sku = serialSku("LIFE");
    come(WAREHOUSE, sku, 2, Named.good(List.of("L-1", "L-2")));
    var draft = new TransferRequest.Draft(
        UUID.randomUUID(), WAREHOUSE, STORE, "T", List.of(new StockLine(sku, 2)));
    RIG.transfers.draft(draft, ANN);
    RIG.transfers.ship(
        new TransferRequest.Ship(
            UUID.randomUUID(),
            draft.id(),
            List.of(new TransferRequest.Picked(sku, 2, Named.good(List.of("L-1", "L-2"))))),
        ANN);
    assertThat(state("L-1")).isEqualTo(SerialState.IN_TRANSIT);
    assertThat(thing("L-1").location()).isEqualTo(STORE);
    var named = new Named(List.of("L-1"), List.of("L-2"), List.of(), null, null);
    RIG.transfers.receive(
        new TransferRequest.Receive(
            UUID.randomUUID(),
            draft.id(),
            null,
            List.of(new TransferRequest.Arrived(sku, 1, 1, 0, named))),
        BEN);
    assertThat(state("L-2")).isEqualTo(SerialState.DAMAGED);
    turn(DamageKind.REPAIRED, sku, "L-2");
    var sale = RIG.sellNamed(sku, 2, List.of("L-1", "L-2"), null);
    assertThat(state("L-1")).isEqualTo(SerialState.SOLD);
    back(sale, "L-1", Condition.GOOD);
    back(sale, "L-2", Condition.DAMAGED);
    turn(DamageKind.WRITTEN_OFF, sku, "L-2");
    assertThat(state("L-1")).isEqualTo(SerialState.IN_STOCK);
    assertThat(thing("L-2").history())
        .extracting(e -> e.cause() + " " + e.state())
        .containsExactly(
            "RECEIPT IN_STOCK",
            "TRANSFER_SHIPPED IN_TRANSIT",
            "TRANSFER_RECEIVED DAMAGED",
            "REPAIR IN_STOCK",
            "SALE SOLD",
            "RETURN DAMAGED",
            "WRITE_OFF WRITTEN_OFF");
    assertThat(thing("L-2").history().get(4).causeId()).isEqualTo(sale.toString());
    assertThat(RIG.hub.caseKinds()).doesNotContain(SoldTracked.UNNAMED);
  }

  private static void turn(DamageKind kind, Sku sku, String serial) {
    RIG.damages.report(
        new DamageRequest(
            UUID.randomUUID(),
            kind,
            STORE,
            "checked",
            List.of(new DamageRequest.Line(sku, 1, Named.good(List.of(serial))))),
        ANN);
  }

  private static void back(UUID sale, String serial, Condition condition) {
    RIG.returns.take(
        new ReturnRequest(
            UUID.randomUUID(),
            sale,
            STORE,
            List.of(new ReturnRequest.Line(1, 1, condition, Named.good(List.of(serial))))),
        ANN);
  }

  @Test
  void goods_that_come_in_must_name_every_unit_once() {
    var sku = serialSku("NAME");
    assertThatThrownBy(() -> come(STORE, sku, 2, Named.NOTHING))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("lines[0].serials")
        .hasMessageContaining("exactly 2");
    assertThatThrownBy(() -> come(STORE, sku, 2, Named.good(List.of("N-1", "N-1"))))
        .hasMessageContaining("lines[0].serials[1]: is named twice");
    assertThatThrownBy(() -> come(STORE, sku, 1, Named.good(List.of(" N\u0000"))))
        .hasMessageContaining("is no serial number");
    come(STORE, sku, 1, Named.good(List.of("N-1")));
    assertThatThrownBy(() -> come(WAREHOUSE, sku, 1, Named.good(List.of("N-1"))))
        .hasMessageContaining("N-1 is IN_STOCK at " + STORE);
    assertThat(RIG.store(sku).onHand()).isEqualTo(1);
    assertThat(RIG.tracked.find("N-9")).isEmpty();
    var plain = RIG.shelf("PLAIN", 0, 0);
    assertThatThrownBy(() -> come(STORE, plain, 1, Named.good(List.of("N-2"))))
        .hasMessageContaining("is not tracked by serial number");
  }

  @Test
  void a_paid_sale_without_names_is_recorded_and_a_case_opens_until_they_are_named() {
    var sku = serialSku("UNNAMED");
    come(STORE, sku, 3, Named.good(List.of("U-1", "U-2", "U-3")));
    var sale = RIG.sellNamed(sku, 2, List.of("U-1"), null);
    assertThat(RIG.store(sku).onHand()).isEqualTo(1);
    assertThat(subjects(SoldTracked.UNNAMED)).contains(sale.toString());
    assertThatThrownBy(() -> RIG.tracked.nameSold(UUID.randomUUID(), sale, 1, List.of("U-1"), ANN))
        .hasMessageContaining("serials[0]: U-1 is SOLD");
    assertThatThrownBy(
            () -> RIG.tracked.nameSold(UUID.randomUUID(), sale, 1, List.of("U-2", "U-3"), ANN))
        .hasMessageContaining("1 are not named yet");
    RIG.tracked.nameSold(UUID.randomUUID(), sale, 1, List.of("U-2"), ANN);
    assertThat(state("U-2")).isEqualTo(SerialState.SOLD);
    assertThat(subjects(SoldTracked.UNNAMED)).doesNotContain(sale.toString());
  }

  private static List<String> subjects(String kind) {
    return RIG.hub.cases.open().stream()
        .filter(c -> c.kind().equals(kind))
        .map(c -> c.subject())
        .toList();
  }

  @Test
  void a_thing_that_is_sold_twice_is_recorded_and_a_case_opens() {
    var sku = serialSku("TWICE");
    come(STORE, sku, 2, Named.good(List.of("T-1", "T-2")));
    var first = RIG.sellNamed(sku, 1, List.of("T-1"), null);
    var second = RIG.sellNamed(sku, 1, List.of("T-1"), null);
    assertThat(RIG.sales.find(second)).isPresent();
    assertThat(subjects(SoldTracked.TWICE))
        .contains(second.toString())
        .doesNotContain(first.toString());
    assertThat(RIG.hub.cases.open().toString()).contains(first.toString());
    assertThat(RIG.store(sku).onHand()).isZero();
  }

  @Test
  void a_thing_that_should_be_elsewhere_is_sold_and_a_case_opens() {
    var sku = serialSku("ELSEWHERE");
    come(WAREHOUSE, sku, 1, Named.good(List.of("E-1")));
    come(STORE, sku, 2, Named.good(List.of("E-2", "E-3")));
    var sale = RIG.sellNamed(sku, 2, List.of("E-1", "E-99"), null);
    assertThat(subjects(SoldTracked.ELSEWHERE)).contains(sale.toString());
    assertThat(state("E-1")).isEqualTo(SerialState.SOLD);
    assertThat(state("E-99")).isEqualTo(SerialState.SOLD);
  }

  @Test
  void a_thing_comes_back_only_from_the_sale_it_left_with() {
    var sku = serialSku("RETURN");
    come(STORE, sku, 2, Named.good(List.of("R-1", "R-2")));
    var sale = RIG.sellNamed(sku, 1, List.of("R-1"), null);
    var other = RIG.sellNamed(sku, 1, List.of("R-2"), null);
    assertThatThrownBy(() -> back(other, "R-1", Condition.GOOD))
        .hasMessageContaining("lines[0].serials[0]: R-1 was sold in another sale");
    assertThatThrownBy(() -> back(sale, "R-2", Condition.DAMAGED))
        .hasMessageContaining("was sold in another sale");
    back(sale, "R-1", Condition.GOOD);
    assertThatThrownBy(() -> back(sale, "R-1", Condition.GOOD)).isInstanceOf(BadInput.class);
  }

  @Test
  void units_on_the_shelf_get_their_names_later_but_no_more_than_lie_there() {
    var sku = RIG.shelf("LATER", 0, 2);
    RIG.tracked.track(sku, Tracking.SERIAL);
    assertThatThrownBy(() -> RIG.tracked.name(
            UUID.randomUUID(), STORE, sku, 3, Named.good(List.of("A-1", "A-2", "A-3")), ANN))
        .hasMessageContaining("quantity");
    RIG.tracked.name(UUID.randomUUID(), STORE, sku, 2, Named.good(List.of("A-1", "A-2")), ANN);
    assertThat(state("A-1")).isEqualTo(SerialState.IN_STOCK);
    assertThat(RIG.store(sku).onHand()).isEqualTo(2);
    assertThatThrownBy(() -> RIG.tracked.track(new Sku("NOBODY"), Tracking.LOT))
        .isInstanceOf(NotFound.class);
    assertThat(RIG.tracked.trackProduct("later", Tracking.NONE)).containsExactly(sku);
    assertThat(RIG.tracked.tracking(sku)).isEqualTo(Tracking.NONE);
  }

  @Test
  void of_lots_the_one_that_expires_first_is_taken_to_be_sold() {
    var sku = lotSku("MILK");
    come(STORE, sku, 3, Named.lot("B", LocalDate.of(2027, 2, 1)));
    come(STORE, sku, 2, Named.lot("A", LocalDate.of(2027, 1, 1)));
    var unnamed = RIG.sellNamed(sku, 3, List.of(), null);
    assertThat(lots(sku)).containsExactly("B 2");
    assertThat(RIG.tracked.lots(STORE, sku).getFirst().assumed()).isEqualTo(1);
    RIG.sellNamed(sku, 1, List.of(), "B");
    assertThat(lots(sku)).containsExactly("B 1");
    RIG.returns.take(
        new ReturnRequest(
            UUID.randomUUID(),
            unnamed,
            STORE,
            List.of(new ReturnRequest.Line(1, 1, Condition.GOOD, Named.NOTHING))),
        ANN);
    assertThat(lots(sku)).as("back to the lot it came from").containsExactly("A 1", "B 1");
  }

  private static List<String> lots(Sku sku) {
    return RIG.tracked.lots(STORE, sku).stream()
        .map(l -> l.lot() + " " + l.units())
        .toList();
  }

  @Test
  void a_lot_moves_with_a_transfer_and_keeps_its_date() {
    var sku = lotSku("CHEESE");
    come(WAREHOUSE, sku, 5, Named.lot("C-1", LocalDate.of(2027, 3, 1)));
    var transfer = RIG.shipped(sku, 4);
    assertThat(RIG.tracked.lots(WAREHOUSE, sku).getFirst().units()).isEqualTo(1);
    RIG.receive(transfer, sku, 3, 1, 0, null);
    assertThat(lots(sku)).containsExactly("C-1 3");
    assertThatThrownBy(() -> come(STORE, sku, 1, Named.lot("C-1", LocalDate.of(2027, 4, 1))))
        .hasMessageContaining("lines[0].expiresOn");
    assertThatThrownBy(() -> come(STORE, sku, 1, Named.NOTHING))
        .hasMessageContaining("lines[0].lot");
  }

  @Test
  void a_lot_in_doubt_is_sold_and_a_case_opens() {
    var sku = lotSku("YOGHURT");
    come(STORE, sku, 2, Named.lot("OLD", LocalDate.of(2026, 11, 1)));
    var expired = RIG.sellNamed(sku, 1, List.of(), "OLD");
    var unknown = RIG.sellNamed(sku, 1, List.of(), "NEVER-HEARD");
    assertThat(subjects(SoldTracked.LOT)).contains(expired.toString(), unknown.toString());
    assertThat(RIG.hub.cases.open().toString()).contains("expired on 2026-11-01");
  }
}
