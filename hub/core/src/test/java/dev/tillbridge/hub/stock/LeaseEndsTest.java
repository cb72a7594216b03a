package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.stock.LeaseAnswer.Refused;
import dev.tillbridge.hub.stock.LeaseAnswer.Stands;
import dev.tillbridge.hub.stock.LeaseAnswer.Why;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Leases that are returned or run out. */
class LeaseEndsTest {

  final LeaseRig rig = new LeaseRig();

  @AfterEach
  void close() {
    rig.stock.assertLedgerExplainsEverything();
    rig.close();
  }

  @Test
  void a_returned_lease_gives_back_the_rest_at_once_and_waits_for_its_sales() {
    var mug = rig.shelf("MUG", 8);
    var till = rig.lent("R1", mug, 5);
    till.sell(mug, 1);
    till.sell(mug, 1);
    rig.send(till);
    till.isReturning = true;
    var report = till.report();
    var answer = rig.leases.giveBack(report);
    assertThat(rig.counts(mug)).isEqualTo("7 = 6 free + 1 lent + 0 suspense");
    assertThat(((Stands) answer).lease().state()).isEqualTo(LeaseState.SEALED);
    assertThat(rig.leases.giveBack(report)).as("again").isEqualTo(answer);
    till.hear(answer);
    till.isReturning = false;
    assertThat(((Refused) till.talk(rig.leases)).why()).isEqualTo(Why.OVER);

    var next = new FakeTill("R1").wants(mug, 2);
    next.talk(rig.leases);
    assertThat(next.generation()).isEqualTo(2);
    assertThat(rig.send(till)).isEmpty();
    assertThat(rig.counts(mug)).isEqualTo("6 = 4 free + 2 lent + 0 suspense");
    rig.leases.sweep();
    assertThat(rig.leases.at(StockRig.MAIN)).extracting(Lease::generation).containsExactly(2);
    assertThat(((Refused) till.talk(rig.leases)).why()).isEqualTo(Why.OLDER);
  }

  @Test
  void a_return_must_speak_of_everything_that_is_lent() {
    var mug = rig.shelf("MUG", 8);
    var pot = rig.shelf("POT", 8);
    var till = rig.lent("R1", mug, 3);
    till.wants(pot, 2).talk(rig.leases);
    till.totals.remove(pot);
    till.isReturning = true;
    assertThatThrownBy(() -> till.talk(rig.leases))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(pot.code());
    assertThat(rig.counts(mug)).isEqualTo("8 = 5 free + 3 lent + 0 suspense");
  }

  @Test
  void the_end_of_a_lease_frees_nothing_and_a_till_that_speaks_again_goes_on() {
    var mug = rig.shelf("MUG", 8);
    var till = rig.lent("R1", mug, 3);
    till.sell(mug, 1);
    rig.later(Duration.ofHours(25));
    rig.leases.sweep();
    assertThat(rig.lease("R1", 1).state()).isEqualTo(LeaseState.EXPIRED);
    assertThat(rig.lease("R1", 1).items().getFirst().remaining()).isZero();
    assertThat(rig.counts(mug)).isEqualTo("8 = 5 free + 3 lent + 0 suspense");
    var answer = till.talk(rig.leases);
    assertThat(((Stands) answer).lease().state()).isEqualTo(LeaseState.ACTIVE);
    assertThat(rig.counts(mug)).isEqualTo("8 = 4 free + 4 lent + 0 suspense");
    assertThat(rig.send(till)).isEmpty();
  }

  @Test
  void a_sale_that_comes_after_the_end_of_the_lease_is_covered_by_it() {
    var mug = rig.shelf("MUG", 3);
    var till = rig.lent("R1", mug, 3);
    till.sell(mug, 3);
    rig.later(Duration.ofDays(40));
    rig.leases.sweep();
    assertThat(rig.send(till)).isEmpty();
    assertThat(rig.counts(mug)).isEqualTo("0 = 0 free + 0 lent + 0 suspense");
    assertThat(rig.cases()).containsExactly("till-silent");
  }

  @Test
  void a_till_that_is_silent_too_long_becomes_a_case_that_its_next_word_closes() {
    var mug = rig.shelf("MUG", 8);
    var till = rig.lent("R1", mug, 3);
    rig.later(Duration.ofHours(47));
    rig.leases.sweep();
    assertThat(rig.cases()).isEmpty();
    rig.later(Duration.ofHours(1));
    rig.leases.sweep();
    rig.leases.sweep();
    assertThat(rig.stock.cases.open()).singleElement().satisfies(silent -> {
      assertThat(silent.title()).isEqualTo("Till R1 is silent with 3 units lent");
      assertThat(silent.subject()).isEqualTo("R1/1");
    });
    till.talk(rig.leases);
    assertThat(rig.cases()).isEmpty();
  }
}
