package dev.tillbridge.hub.inventory;

import static dev.tillbridge.hub.inventory.InventoryRig.ANN;
import static dev.tillbridge.hub.inventory.InventoryRig.STORE;
import static dev.tillbridge.hub.inventory.InventoryRig.WAREHOUSE;
import static dev.tillbridge.hub.inventory.ReturnRequest.Condition.DAMAGED;
import static dev.tillbridge.hub.inventory.ReturnRequest.Condition.GOOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockLine;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bundle lies on no shelf: nothing can be done to it there, and what comes back are its parts. */
class BundlesOnShelvesTest {

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
  void a_returned_bundle_puts_the_parts_back_that_it_had_when_it_was_sold() {
    var cup = RIG.shelf("CUP", 0, 20);
    var tray = RIG.shelf("TRAY", 0, 20);
    var kit = kit("KIT", new StockLine(cup, 2), new StockLine(tray, 1));
    var sale = RIG.sell(kit, 4);
    assertThat(RIG.store(cup).onHand()).isEqualTo(12);
    RIG.hub.stock.bundles().define(kit, List.of(new StockLine(tray, 5)), null, ANN);
    var view = RIG.returns.take(
        new ReturnRequest(
            UUID.randomUUID(),
            sale,
            null,
            List.of(
                new ReturnRequest.Line(1, 2, GOOD, Named.NOTHING),
                new ReturnRequest.Line(1, 1, DAMAGED, Named.NOTHING))),
        ANN);
    assertThat(view.lines()).containsExactly(new ReturnView.Line(1, kit, 2, 1));
    assertThat(RIG.store(cup).onHand()).isEqualTo(16);
    assertThat(RIG.store(cup).damaged()).isEqualTo(2);
    assertThat(RIG.store(tray).onHand()).isEqualTo(18);
    assertThat(RIG.store(tray).damaged()).isEqualTo(1);
    assertThatThrownBy(() -> RIG.returns.take(
            new ReturnRequest(
                UUID.randomUUID(),
                sale,
                null,
                List.of(new ReturnRequest.Line(1, 2, GOOD, Named.NOTHING))),
            ANN))
        .hasMessageContaining("1 can come back");
  }

  @Test
  void a_bundle_cannot_be_shipped_counted_or_found_damaged() {
    var cup = RIG.shelf("SHIPCUP", 10, 10);
    var kit = kit("SHIPKIT", new StockLine(cup, 2));
    refused(
        () -> RIG.transfers.draft(
            new TransferRequest.Draft(
                UUID.randomUUID(), WAREHOUSE, STORE, "T", List.of(new StockLine(kit, 1))),
            ANN),
        "lines[0].sku");
    refused(
        () -> RIG.damages.report(
            new DamageRequest(
                UUID.randomUUID(),
                DamageKind.DAMAGED,
                STORE,
                "fell",
                List.of(new DamageRequest.Line(kit, 1, Named.NOTHING))),
            ANN),
        "lines[0].sku");
    var stocktake = RIG.stocktake(StocktakeRequest.Kind.PARTIAL);
    refused(() -> RIG.count(stocktake, kit, 3, RIG.now(), ANN), "counts[0].sku");
  }

  private static Sku kit(String code, StockLine... parts) {
    var sku = RIG.shelf(code, 0, 0);
    RIG.hub.stock.bundles().define(sku, List.of(parts), null, ANN);
    return sku;
  }

  private static void refused(ThrowingCallable call, String field) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            BadInput.class, e -> assertThat(e.errors().getFirst().field()).isEqualTo(field))
        .hasMessageContaining("has no shelf of its own; book its parts");
  }
}
