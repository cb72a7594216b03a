package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.stock.LeaseAnswer.Refused;
import dev.tillbridge.hub.stock.LeaseAnswer.Stands;
import dev.tillbridge.hub.stock.LeaseAnswer.Why;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.Shortage;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tills that are lost, replaced, restored from a backup or copied. */
class LostTillTest {

  final LeaseRig rig = new LeaseRig();

  @AfterEach
  void close() {
    rig.stock.assertLedgerExplainsEverything();
    rig.close();
  }

  @Test
  void what_a_lost_till_was_lent_is_in_suspense_and_its_register_gets_a_new_lease() {
    var mug = rig.shelf("MUG", 8);
    var gone = rig.lent("R1", mug, 3);
    gone.sell(mug, 1);
    var lost = rig.leases.declareLost("R1", 1, false, "Olivia");
    assertThat(lost.state()).isEqualTo(LeaseState.LOST);
    assertThat(rig.counts(mug)).isEqualTo("8 = 5 free + 0 lent + 3 suspense");
    assertThat(rig.leases.declareLost("R1", 1, false, "Olivia")).as("twice").isEqualTo(lost);
    assertThat(rig.stock.cases.open())
        .singleElement()
        .satisfies(c -> assertThat(c.title()).isEqualTo("Count 3 units that till R1 was lent"));
    assertThat(audit()).containsExactly("Olivia lease-lost R1/1 3 units");

    var next = rig.lent("R1", mug, 2);
    assertThat(next.generation()).isEqualTo(2);
    assertThat(rig.counts(mug)).isEqualTo("8 = 3 free + 2 lent + 3 suspense");

    assertThat(rig.send(gone)).as("its journal turns up").isEmpty();
    assertThat(rig.counts(mug)).isEqualTo("7 = 3 free + 2 lent + 2 suspense");
  }

  @Test
  void a_lost_till_that_turns_up_is_lent_nothing_but_its_return_tells_what_became_of_the_units() {
    var mug = rig.shelf("MUG", 8);
    var found = rig.lent("R1", mug, 3);
    found.sell(mug, 1);
    rig.leases.declareLost("R1", 1, false, "Olivia");
    rig.lent("R1", mug, 2);
    assertThat(((Refused) found.talk(rig.leases)).why()).isEqualTo(Why.OLDER);
    assertThat(rig.cases()).containsExactly("till-lost", "till-twice");
    found.isReturning = true;
    found.talk(rig.leases);
    assertThat(rig.counts(mug)).isEqualTo("8 = 5 free + 2 lent + 1 suspense");
    rig.send(found);
    assertThat(rig.counts(mug)).isEqualTo("7 = 5 free + 2 lent + 0 suspense");
    rig.leases.sweep();
    assertThat(rig.cases()).containsExactly("till-twice");
    assertThat(rig.leases.at(StockRig.MAIN)).extracting(Lease::generation).containsExactly(2);
  }

  @Test
  void a_count_after_the_end_of_the_lease_frees_what_is_there_and_writes_off_the_rest() {
    var mug = rig.shelf("MUG", 8);
    var gone = rig.lent("R1", mug, 3);
    gone.sell(mug, 2);
    rig.leases.declareLost("R1", 1, false, "Olivia");
    assertThat(((Refused) count(mug, 1)).why())
        .as("it may be selling still")
        .isEqualTo(Why.RUNNING);
    rig.later(Duration.ofHours(24).plus(LeaseEnds.SLACK));
    var id = UUID.randomUUID();
    var count = new LeaseCount(id, "R1", 1, List.of(new LeaseCount.Line(mug, 1)));
    var answer = rig.leases.count(count, "Olivia");
    assertThat(((Stands) answer).lease().state()).isEqualTo(LeaseState.CLOSED);
    assertThat(rig.counts(mug)).isEqualTo("6 = 6 free + 0 lent + 0 suspense");
    assertThat(rig.leases.count(count, "Olivia")).as("again").isEqualTo(answer);
    assertThatThrownBy(() -> rig.leases.count(
            new LeaseCount(id, "R1", 1, List.of(new LeaseCount.Line(mug, 0))), "Olivia"))
        .isInstanceOf(IdReused.class);
    assertThat(rig.cases()).isEmpty();

    // The journal turns up: the two are gone already, and do not leave a second time.
    assertThat(rig.send(gone)).isEmpty();
    assertThat(rig.counts(mug)).isEqualTo("6 = 6 free + 0 lent + 0 suspense");
    gone.sell(mug, 1);
    assertThat(rig.send(gone)).as("a third, that was found on the shelf").isEmpty();
    assertThat(rig.counts(mug)).isEqualTo("5 = 5 free + 0 lent + 0 suspense");
  }

  @Test
  void a_till_that_certainly_cannot_sell_any_more_is_counted_at_once() {
    var mug = rig.shelf("MUG", 8);
    rig.lent("R1", mug, 3);
    rig.leases.declareLost("R1", 1, false, "Olivia");
    assertThat(((Refused) count(mug, 3)).why()).isEqualTo(Why.RUNNING);
    rig.leases.declareLost("R1", 1, true, "Olivia");
    assertThat(count(mug, 3)).isInstanceOf(Stands.class);
    assertThat(rig.counts(mug)).isEqualTo("8 = 8 free + 0 lent + 0 suspense");
    assertThat(audit())
        .containsExactly(
            "Olivia lease-lost R1/1 3 units",
            "Olivia lease-lost R1/1 0 units, stopped",
            "Olivia lease-counted R1/1 1 SKUs");
  }

  @Test
  void more_than_is_in_suspense_is_never_found() {
    var mug = rig.shelf("MUG", 8);
    var pot = rig.shelf("POT", 8);
    rig.lent("R1", mug, 3);
    rig.leases.declareLost("R1", 1, true, "Olivia");
    assertThatThrownBy(() -> count(mug, 4))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("lines[0].found");
    assertThatThrownBy(() -> count(pot, 0))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("lines[0].sku");
    assertThatThrownBy(() -> rig.leases.declareLost("R1", 2, true, "Olivia"))
        .isInstanceOf(NotFound.class);
    assertThat(rig.counts(mug)).isEqualTo("8 = 5 free + 0 lent + 3 suspense");
  }

  @Test
  void a_till_that_was_lent_nothing_is_lost_without_a_count() {
    var till = new FakeTill("R1");
    till.talk(rig.leases);
    assertThat(rig.leases.declareLost("R1", 1, false, "Olivia").state())
        .isEqualTo(LeaseState.CLOSED);
    assertThat(rig.cases()).isEmpty();
  }

  @Test
  void a_device_without_a_lease_at_a_till_that_has_one_is_refused_until_a_manager_decides() {
    var mug = rig.shelf("MUG", 8);
    rig.lent("R1", mug, 3);
    var other = new FakeTill("R1").wants(mug, 2);
    var refused = (Refused) other.talk(rig.leases);
    assertThat(refused.why()).isEqualTo(Why.ELSEWHERE);
    assertThat(rig.cases()).containsExactly("till-twice");
    assertThat(rig.counts(mug)).isEqualTo("8 = 5 free + 3 lent + 0 suspense");
    rig.leases.declareLost("R1", 1, true, "Olivia");
    assertThat(rig.cases()).containsExactly("till-lost");
    other.stopped = false;
    other.talk(rig.leases);
    assertThat(other.remaining(mug)).isEqualTo(2);
  }

  static Stream<Arguments> restored() {
    return Stream.of(
        back("its journal is shorter", t -> t.entries--),
        back("it has sold less", t -> t.totals.values().forEach(x -> x.sold--)),
        back("it has given back less", t -> t.totals.values().forEach(x -> x.returned--)),
        back("it knows of a grant we do not", t -> t.totals.values().forEach(x -> x.granted++)));
  }

  private static Arguments back(String how, Consumer<FakeTill> change) {
    return Arguments.of(how, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("restored")
  void a_till_that_went_back_in_time_is_blocked_and_nothing_is_freed(
      String how, Consumer<FakeTill> change) {
    var mug = rig.shelf("MUG", 9);
    var till = rig.lent("R1", mug, 5);
    till.sell(mug, 1);
    till.wants(mug, 3).lower(mug, 1).talk(rig.leases);
    assertThat(rig.counts(mug)).isEqualTo("9 = 5 free + 4 lent + 0 suspense");
    var twin = till.copy();
    change.accept(twin);
    var refused = (Refused) twin.talk(rig.leases);
    assertThat(refused.why()).as(how).isEqualTo(Why.GONE_BACK);
    assertThat(rig.cases()).containsExactly("till-gone-back");
    assertThat(rig.counts(mug)).isEqualTo("9 = 5 free + 4 lent + 0 suspense");

    // Nobody can tell the twins apart, so neither is lent or gives back anything any more.
    till.wants(mug, 5).lower(mug, 1);
    assertThat(((Refused) till.talk(rig.leases)).why()).isEqualTo(Why.BLOCKED);
    till.isReturning = true;
    assertThat(((Refused) till.talk(rig.leases)).why()).isEqualTo(Why.BLOCKED);
    assertThat(rig.counts(mug)).isEqualTo("9 = 5 free + 4 lent + 0 suspense");
  }

  @Test
  void what_both_twins_sold_is_real_and_what_the_lease_does_not_cover_is_short() {
    var mug = rig.shelf("MUG", 3);
    var till = rig.lent("R1", mug, 3);
    var twin = till.copy();
    till.sell(mug, 3);
    twin.sell(mug, 2);
    assertThat(rig.send(till)).isEmpty();
    assertThat(((Refused) twin.talk(rig.leases)).why())
        .as("it has sold less than has arrived")
        .isEqualTo(Why.GONE_BACK);
    assertThat(rig.send(twin)).containsExactly(new Shortage(mug, 2, 0));
    assertThat(rig.stock.level(mug).onHand()).isEqualTo(-2);
    assertThat(rig.stock.level(mug).free()).isEqualTo(-2);
  }

  @Test
  void a_late_message_is_neither_an_effect_nor_a_sign_of_a_copy() {
    var mug = rig.shelf("MUG", 8);
    var till = rig.lent("R1", mug, 3);
    till.sell(mug, 1);
    var late = till.report();
    till.talk(rig.leases);
    till.sell(mug, 1);
    till.talk(rig.leases);
    assertThat(((Refused) rig.leases.renew(late)).why()).isEqualTo(Why.STALE);
    assertThat(rig.cases()).isEmpty();
    assertThat(till.talk(rig.leases)).isInstanceOf(Stands.class);
  }

  @Test
  void a_lease_that_the_hub_never_granted_is_refused_and_its_sales_are_real() {
    var mug = rig.shelf("MUG", 8);
    var till = new FakeTill("R1");
    till.generation = 4;
    till.of(mug).granted = 3;
    till.sell(mug, 2);
    assertThat(((Refused) till.talk(rig.leases)).why()).isEqualTo(Why.UNKNOWN);
    assertThat(rig.cases()).containsExactly("till-twice");
    assertThat(rig.send(till)).isEmpty();
    assertThat(rig.counts(mug)).isEqualTo("6 = 6 free + 0 lent + 0 suspense");
    assertThat(rig.lent("R1", mug, 2).generation())
        .as("a generation that nobody has spoken of")
        .isEqualTo(5);
  }

  @Test
  void a_sale_cannot_have_more_units_without_asking_than_it_has() {
    var mug = rig.shelf("MUG", 8);
    var till = rig.lent("R1", mug, 3);
    var line = List.of(new StockLine(mug, 1));
    var two = List.of(new StockLine(mug, 1), new StockLine(mug, 1));
    assertThatThrownBy(() -> rig.stock
            .db
            .tx()
            .executeWithoutResult(_ -> rig.stock
                .stock
                .saleStock()
                .sellAtCounter(
                    UUID.randomUUID(),
                    null,
                    new SaleStock.LeaseUse("R1", till.generation(), two),
                    StockRig.MAIN,
                    line,
                    Objects.requireNonNull(rig.now.get()))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("lease.lines[1].quantity");
    assertThat(rig.counts(mug)).isEqualTo("8 = 5 free + 3 lent + 0 suspense");
  }

  private LeaseAnswer count(Sku sku, int found) {
    return rig.leases.count(
        new LeaseCount(UUID.randomUUID(), "R1", 1, List.of(new LeaseCount.Line(sku, found))),
        "Olivia");
  }

  private List<String> audit() {
    return rig.stock
        .db
        .jdbc()
        .sql(
            "select actor || ' ' || action || ' ' || subject || ' ' || detail from audit_log order by seq")
        .query((row, _) -> row.getString(1))
        .list();
  }
}
