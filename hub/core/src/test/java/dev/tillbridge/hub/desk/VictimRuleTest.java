package dev.tillbridge.hub.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.desk.Claimant.Kind;
import dev.tillbridge.hub.stock.Promise;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VictimRuleTest {

  private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

  private final Claimant oldCart = cart(0, 2);
  private final Claimant order = order(10, 1);
  private final Claimant newCart = cart(20, 1);
  private final Claimant newOrder = order(30, 3);
  private final List<Claimant> newestFirst = List.of(newOrder, newCart, order, oldCart);

  private static Claimant cart(int minute, int units) {
    return claimant(minute, units, HoldState.HELD, Kind.TILL_CART, false);
  }

  private static Claimant order(int minute, int units) {
    return claimant(minute, units, HoldState.COMMITTED, Kind.ORDER, true);
  }

  private static Claimant claimant(
      int minute, int units, HoldState state, Kind kind, boolean paid) {
    var id = UUID.randomUUID();
    var promise = new Promise(
        id,
        id,
        state,
        new LocationId("main"),
        Channel.WEB,
        new Sku("MUG"),
        units,
        TEN.plusSeconds(60L * minute));
    return new Claimant(promise, kind, "somebody", null, paid);
  }

  private List<Claimant> pick(int missing, Map<UUID, String> chosen) {
    return VictimRule.pick(newestFirst, missing, chosen).stream()
        .map(Victim::claimant)
        .toList();
  }

  @Test
  void the_newest_unpaid_goes_first_then_the_newest_paid() {
    assertThat(pick(1, Map.of())).containsExactly(newCart);
    assertThat(pick(3, Map.of())).containsExactly(newCart, oldCart);
    assertThat(pick(4, Map.of())).containsExactly(newCart, oldCart, newOrder);
    assertThat(pick(7, Map.of())).containsExactly(newCart, oldCart, newOrder, order);
  }

  @Test
  void nobody_loses_more_than_is_missing() {
    var victims = VictimRule.pick(newestFirst, 2, Map.of());
    assertThat(victims).extracting(Victim::units).containsExactly(1, 1);
  }

  @Test
  void whom_a_person_chose_stands_before_the_rule() {
    var chosen = Map.of(order.promise().holdId(), "Olivia");
    assertThat(pick(1, chosen)).containsExactly(order);
    assertThat(pick(2, chosen)).containsExactly(order, newCart);
    assertThat(VictimRule.pick(newestFirst, 1, chosen).getFirst().chosenBy()).isEqualTo("Olivia");
  }

  @Test
  void units_that_nobody_waits_for_have_no_victim() {
    assertThat(VictimRule.pick(List.of(), 3, Map.of())).isEmpty();
    assertThat(pick(9, Map.of())).hasSize(4);
  }
}
