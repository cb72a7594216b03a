package dev.tillbridge.hub.desk;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static dev.tillbridge.hub.sales.SalesRig.STRICT;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.desk.DeskRig.Ordered;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.sales.SaleChange;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OtherLocationTest extends OversoldRig {

  // Other location -------------------------------------------------------------------------------

  @Test
  void the_units_of_an_order_come_from_another_location_and_the_case_closes() {
    var order = oversoldOrder(3);
    var done = rig.remedy(Remedy.OTHER_LOCATION, "strict", null);
    assertThat(done.words()).isEqualTo("1 unit of MUG for order #1001 come from strict.");
    assertThat(rig.level(mug).committed()).isEqualTo(2);
    assertThat(rig.level(mug).free()).isZero();
    assertThat(rig.elsewhere(mug).committed()).isEqualTo(1);
    assertThat(rig.elsewhere(mug).free()).isEqualTo(1);
    assertThat(rig.oversoldCases()).isEmpty();
    var hold = rig.hold(order);
    assertThat(hold.lines()).containsExactly(new StockLine(mug, 2));
    assertThat(hold.parts()).singleElement().satisfies(part -> {
      assertThat(part.location().code()).isEqualTo("strict");
      assertThat(part.lines()).containsExactly(new StockLine(mug, 1));
    });
    assertThat(rig.sale(order).changes()).singleElement().satisfies(change -> {
      assertThat(change.kind()).isEqualTo(SaleChange.Kind.REROUTED);
      assertThat(change.note()).isEqualTo("comes from strict");
      assertThat(change.by()).isEqualTo("Olivia");
    });
    assertThat(rig.hub.count("stock_ledger where cause = 'REROUTE'")).isEqualTo(2);
    assertThat(rig.hub.count("audit_log where action = 'remedy' and actor = 'Olivia'"))
        .isEqualTo(1);
  }

  @Test
  void an_order_that_was_moved_is_fulfilled_from_where_its_units_are() {
    var order = oversoldOrder(3);
    rig.remedy(Remedy.OTHER_LOCATION, "strict", null);
    var sent = rig.version(
        "#1001",
        DeskRig.T1.plusSeconds(60),
        ShopOrder.Payment.PAID,
        false,
        new Ordered(mug, 3, 1_000, 0));
    rig.orders.take(
        SHOP,
        new ShopOrder(
            sent.id(),
            sent.name(),
            sent.createdAt(),
            sent.updatedAt(),
            null,
            sent.payment(),
            true,
            false,
            sent.currency(),
            false,
            null,
            sent.lines(),
            sent.shipping(),
            usd(0),
            sent.taxes(),
            sent.total(),
            sent.gateways(),
            null));
    assertThat(rig.level(mug).onHand()).isZero();
    assertThat(rig.level(mug).committed()).isZero();
    assertThat(rig.elsewhere(mug).onHand()).isEqualTo(1);
    assertThat(rig.elsewhere(mug).committed()).isZero();
    assertThat(rig.hold(order).state()).isEqualTo(HoldState.FULFILLED);
    assertThat(rig.hub.caseKinds()).as("nothing about the order looks edited").isEmpty();
  }

  @Test
  void an_order_that_was_moved_and_is_cancelled_gives_everything_back() {
    rig.hub.show(mug, 1);
    rig.hub.db.jdbc().sql("""
                insert into stock_ledger (location, sku, escrowed, cause, cause_id, event_at, recorded_at)
                values ('main', 'MUG', 1, 'PUBLISH', gen_random_uuid()::text, now(), now())
                """).update();
    var order = oversoldOrder(1);
    rig.remedy(Remedy.OTHER_LOCATION, "strict", null);
    rig.orders.take(
        SHOP,
        rig.version(
            "#1001",
            DeskRig.T1.plusSeconds(60),
            ShopOrder.Payment.REFUNDED,
            true,
            new Ordered(mug, 1, 1_000, 0)));
    assertThat(rig.hold(order).state()).isEqualTo(HoldState.REVERSED);
    assertThat(rig.elsewhere(mug).committed()).isZero();
    assertThat(rig.elsewhere(mug).free()).isEqualTo(2);
    assertThat(rig.level(mug).committed()).isZero();
    // The shop shows the unit again where it had sold it; there is none, so it is to be taken back.
    assertThat(rig.level(mug).escrowed()).isEqualTo(1);
    assertThat(rig.level(mug).published()).isEqualTo(1);
    assertThat(rig.level(mug).free()).isEqualTo(-1);
  }

  @Test
  void units_that_were_moved_can_be_moved_on() {
    var order = oversoldOrder(1);
    rig.remedy(Remedy.OTHER_LOCATION, "strict", null);
    // There the last ones are sold over the counter as well.
    rig.hub
        .db
        .tx()
        .executeWithoutResult(_ -> rig.hub
            .stock
            .saleStock()
            .sellAtCounter(
                UUID.randomUUID(), null, STRICT, List.of(new StockLine(mug, 2)), Instant.EPOCH));
    rig.receive(MAIN, mug, 5);
    rig.desk.review().review();
    assertThat(rig.oversold().title()).isEqualTo("Oversold by 1 of MUG at strict");
    rig.remedy(Remedy.OTHER_LOCATION, "main", null);
    assertThat(rig.oversoldCases()).isEmpty();
    assertThat(rig.level(mug).committed()).isEqualTo(1);
    assertThat(rig.hold(order).parts().stream().flatMap(p -> p.lines().stream()))
        .containsExactly(new StockLine(mug, 1));
  }

  @Test
  void a_location_that_lacks_the_units_is_refused_with_its_reason_and_nothing_changes() {
    var order = oversoldOrder(1);
    rig.hub
        .stock
        .reservations()
        .reserve(new HoldRequest(
            UUID.randomUUID(),
            STRICT,
            Channel.COUNTER,
            List.of(new StockLine(mug, 2)),
            Duration.ofMinutes(5)));
    assertThatThrownBy(() -> rig.remedy(Remedy.OTHER_LOCATION, "strict", null))
        .isInstanceOf(NotPossible.class)
        .hasMessage("strict has 0 of MUG free, 1 are needed");
    assertThat(rig.hold(order).lines()).containsExactly(new StockLine(mug, 1));
    assertThat(rig.hub.count("remedy")).isZero();
    assertThat(rig.oversoldCases()).hasSize(1);
    assertThatThrownBy(() -> rig.remedy(Remedy.OTHER_LOCATION, "main", null))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> rig.remedy(Remedy.OTHER_LOCATION, "nowhere", null))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> rig.remedy(Remedy.OTHER_LOCATION, null, null))
        .isInstanceOf(BadInput.class);
  }
}
