package dev.tillbridge.hub.inventory;

import static dev.tillbridge.hub.inventory.InventoryRig.ANN;
import static dev.tillbridge.hub.inventory.InventoryRig.STORE;
import static dev.tillbridge.hub.inventory.InventoryRig.WAREHOUSE;
import static dev.tillbridge.hub.inventory.ReturnRequest.Condition.DAMAGED;
import static dev.tillbridge.hub.inventory.ReturnRequest.Condition.GOOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.inventory.ReturnRequest.Condition;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.WrongState;
import dev.tillbridge.hub.sales.SaleChange.Kind;
import dev.tillbridge.hub.sales.SaleChanges;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReturnsAndDamageTest {

  private static final InventoryRig RIG = new InventoryRig();

  @AfterEach
  void the_ledger_explains_everything() {
    RIG.assertLedgerExplainsEverything();
  }

  @AfterAll
  static void close() {
    RIG.close();
  }

  private static ReturnRequest back(UUID sale, @Nullable LocationId at, Object... lines) {
    var read = new ArrayList<ReturnRequest.Line>();
    for (int i = 0; i < lines.length; i += 3) {
      read.add(new ReturnRequest.Line(
          (Integer) lines[i], (Integer) lines[i + 1], (Condition) lines[i + 2], Named.NOTHING));
    }
    return new ReturnRequest(UUID.randomUUID(), sale, at, read);
  }

  @Test
  void goods_come_back_to_stock_or_to_the_damaged_ones() {
    var sku = RIG.shelf("BACK", 0, 10);
    var sale = RIG.sell(sku, 5);
    RIG.returns.take(back(sale, null, 1, 2, GOOD, 1, 1, DAMAGED), ANN);
    assertThat(RIG.store(sku).onHand()).isEqualTo(7);
    assertThat(RIG.store(sku).damaged()).isEqualTo(1);
    assertThat(RIG.store(sku).free()).isEqualTo(7);
  }

  @Test
  void never_more_comes_back_than_was_sold() {
    var sku = RIG.shelf("MORE", 0, 10);
    var sale = RIG.sell(sku, 3);
    RIG.returns.take(back(sale, null, 1, 2, GOOD), ANN);
    assertThatThrownBy(() -> RIG.returns.take(back(sale, null, 1, 1, GOOD, 1, 1, DAMAGED), ANN))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("lines[0].quantity")
        .hasMessageContaining("1 can come back");
    RIG.returns.take(back(sale, null, 1, 1, DAMAGED), ANN);
    assertThatThrownBy(() -> RIG.returns.take(back(sale, null, 1, 1, GOOD), ANN))
        .isInstanceOf(BadInput.class);
    assertThat(RIG.store(sku).onHand()).isEqualTo(9);
    assertThat(RIG.store(sku).damaged()).isEqualTo(1);
  }

  @Test
  void what_the_desk_cancelled_or_replaced_was_not_handed_over_and_does_not_come_back() {
    var sku = RIG.shelf("GONE", 0, 20);
    var sale = RIG.sell(sku, 6);
    var changes = new SaleChanges(RIG.hub.db.jdbc(), RIG.hub.catalog, RIG.hub.clock);
    RIG.hub.db.tx().executeWithoutResult(_ -> {
      changes.cancel(UUID.randomUUID(), sale, sku, 2, ANN);
      changes.note(UUID.randomUUID(), sale, sku, 1, Kind.SUBSTITUTED, "another instead", ANN);
      changes.note(UUID.randomUUID(), sale, sku, 1, Kind.REROUTED, "from elsewhere", ANN);
    });
    assertThatThrownBy(() -> RIG.returns.take(back(sale, null, 1, 4, GOOD), ANN))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("3 can come back, not 4");
    RIG.returns.take(back(sale, null, 1, 3, GOOD), ANN);
    assertThatThrownBy(() -> RIG.returns.take(back(sale, null, 1, 1, GOOD), ANN))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("0 can come back");
    assertThat(RIG.store(sku).onHand()).isEqualTo(17);
  }

  @Test
  void the_same_return_twice_is_one_and_another_under_its_id_is_refused() {
    var sku = RIG.shelf("TWICE", 0, 10);
    var sale = RIG.sell(sku, 3);
    var request = back(sale, null, 1, 1, GOOD);
    assertThat(RIG.returns.take(request, ANN)).isEqualTo(RIG.returns.take(request, ANN));
    assertThat(RIG.store(sku).onHand()).isEqualTo(8);
    var other = new ReturnRequest(
        request.id(), sale, null, List.of(new ReturnRequest.Line(1, 2, GOOD, Named.NOTHING)));
    assertThatThrownBy(() -> RIG.returns.take(other, ANN)).isInstanceOf(IdReused.class);
  }

  @Test
  void many_at_once_bring_back_no_more_than_was_sold() throws Exception {
    var sku = RIG.shelf("CROWD", 0, 20);
    var sale = RIG.sell(sku, 4);
    var tries = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 12; i++) {
      tries.add(() -> {
        try {
          RIG.returns.take(back(sale, null, 1, 1, GOOD), ANN);
          return true;
        } catch (BadInput tooMany) {
          return false;
        }
      });
    }
    int taken = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(tries)) {
        taken += answer.get() ? 1 : 0;
      }
    }
    assertThat(taken).isEqualTo(4);
    assertThat(RIG.store(sku).onHand()).isEqualTo(20);
  }

  @Test
  void goods_may_come_back_to_another_place() {
    var sku = RIG.shelf("ELSEWHERE", 1, 10);
    var sale = RIG.sell(sku, 2);
    RIG.returns.take(back(sale, WAREHOUSE, 1, 2, GOOD), ANN);
    assertThat(RIG.warehouse(sku).onHand()).isEqualTo(3);
    assertThat(RIG.store(sku).onHand()).isEqualTo(8);
  }

  @Test
  void a_return_of_nothing_that_was_sold_is_refused() {
    var sku = RIG.shelf("NOTHING", 0, 10);
    var sale = RIG.sell(sku, 2);
    assertThatThrownBy(() -> RIG.returns.take(back(UUID.randomUUID(), null, 1, 1, GOOD), ANN))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> RIG.returns.take(back(sale, null, 2, 1, GOOD), ANN))
        .hasMessageContaining("lines[0].line");
    RIG.hub
        .db
        .jdbc()
        .sql("update sale set state = 'PAID' where id = :id")
        .param("id", sale)
        .update();
    assertThatThrownBy(() -> RIG.returns.take(back(sale, null, 1, 1, GOOD), ANN))
        .isInstanceOf(WrongState.class);
  }

  private static DamageView damage(DamageKind kind, Sku sku, int units) {
    return RIG.damages.report(
        new DamageRequest(
            UUID.randomUUID(),
            kind,
            STORE,
            "dropped",
            List.of(new DamageRequest.Line(sku, units, Named.NOTHING))),
        ANN);
  }

  @Test
  void damaged_goods_are_repaired_or_written_off() {
    var sku = RIG.shelf("BROKEN", 0, 10);
    damage(DamageKind.DAMAGED, sku, 4);
    assertThat(RIG.store(sku).free()).isEqualTo(6);
    damage(DamageKind.REPAIRED, sku, 1);
    damage(DamageKind.WRITTEN_OFF, sku, 2);
    assertThat(RIG.store(sku).onHand()).isEqualTo(7);
    assertThat(RIG.store(sku).damaged()).isEqualTo(1);
    assertThatThrownBy(() -> damage(DamageKind.REPAIRED, sku, 2))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("there are 1 damaged ones");
    assertThatThrownBy(() -> damage(DamageKind.DAMAGED, sku, 8))
        .hasMessageContaining("lines[0].quantity");
    assertThat(RIG.causes(sku, STORE)).containsExactly("OPENING", "DAMAGE", "REPAIR", "WRITE_OFF");
  }

  @Test
  void what_is_broken_is_broken_although_it_was_promised() {
    var sku = RIG.shelf("HELD", 0, 3);
    RIG.hub
        .stock
        .reservations()
        .reserve(new HoldRequest(
            UUID.randomUUID(),
            STORE,
            Channel.WEB,
            List.of(new StockLine(sku, 3)),
            Duration.ofMinutes(5)));
    damage(DamageKind.DAMAGED, sku, 1);
    assertThat(RIG.store(sku).free()).isEqualTo(-1);
  }

  @Test
  void reports_are_listed_newest_first() {
    var sku = RIG.shelf("REPORTS", 0, 10);
    RIG.later(Duration.ofSeconds(1));
    var first = damage(DamageKind.DAMAGED, sku, 1);
    RIG.later(Duration.ofSeconds(1));
    var second = damage(DamageKind.DAMAGED, sku, 2);
    var page = RIG.damages.list(STORE, null, 1);
    assertThat(page.rows()).containsExactly(second);
    assertThat(RIG.damages.list(STORE, page.next(), 1).rows()).containsExactly(first);
  }
}
