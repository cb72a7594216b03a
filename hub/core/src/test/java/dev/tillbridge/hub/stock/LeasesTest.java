package dev.tillbridge.hub.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.Answer.Granted;
import dev.tillbridge.hub.stock.LeaseAnswer.Stands;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.Shortage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasesTest {

  final LeaseRig rig = new LeaseRig();

  @AfterEach
  void close() {
    rig.stock.assertLedgerExplainsEverything();
    rig.close();
  }

  @Test
  void what_is_lent_is_nobody_elses_and_stays_on_hand() {
    var mug = rig.shelf("MUG", 8);
    var answer = new FakeTill("R1").wants(mug, 3).talk(rig.leases);
    assertThat(rig.counts(mug)).isEqualTo("8 = 5 free + 3 lent + 0 suspense");
    var lease = ((Stands) answer).lease();
    assertThat(lease.generation()).isEqualTo(1);
    assertThat(lease.state()).isEqualTo(LeaseState.ACTIVE);
    assertThat(lease.expiresAt()).isEqualTo(rig.now.get().plus(Duration.ofHours(24)));
    assertThat(FakeTill.item(answer, mug))
        .isEqualTo(new Lease.Item(mug, 3, 1, 0, 0, 0, 3, 0, 3, 0));
    for (int i = 0; i < 5; i++) {
      assertThat(rig.stock.hold(mug, 1)).isInstanceOf(Granted.class);
    }
    assertThat(rig.stock.hold(mug, 1)).isInstanceOf(Answer.Refused.class);
  }

  @Test
  void a_report_whose_answer_was_lost_comes_again_and_lends_nothing_more() throws Exception {
    var mug = rig.shelf("MUG", 8);
    var till = new FakeTill("R1").wants(mug, 3);
    var first = rig.leases.renew(till.report());
    assertThat(rig.leases.renew(till.report())).isEqualTo(first);
    var answers = atOnce(20, () -> rig.leases.renew(till.report()));
    assertThat(answers).allMatch(first::equals);
    till.hear(first);
    till.hear(first);
    assertThat(till.remaining(mug)).isEqualTo(3);
    assertThat(rig.counts(mug)).isEqualTo("8 = 5 free + 3 lent + 0 suspense");
  }

  @Test
  void an_id_that_stands_for_another_report_is_refused() {
    var mug = rig.shelf("MUG", 8);
    var till = rig.lent("R1", mug, 3);
    var report = till.report();
    rig.leases.renew(report);
    var other = new LeaseReport(
        report.id(), "R1", 1, 99, List.of(new LeaseReport.Item(mug, 1, 0, null, null)));
    assertThatThrownBy(() -> rig.leases.renew(other)).isInstanceOf(IdReused.class);
    assertThatThrownBy(() -> rig.leases.giveBack(report)).isInstanceOf(IdReused.class);
    assertThat(rig.counts(mug)).isEqualTo("8 = 5 free + 3 lent + 0 suspense");
  }

  @Test
  void rights_are_totals_so_far_and_what_was_sold_is_topped_up() {
    var mug = rig.shelf("MUG", 8);
    var till = rig.lent("R1", mug, 3);
    till.sell(mug, 2);
    var answer = till.talk(rig.leases);
    assertThat(FakeTill.item(answer, mug))
        .isEqualTo(new Lease.Item(mug, 5, 2, 0, 2, 0, 3, 0, 5, 0));
    // Two of the five are sold and their sale is still to come.
    assertThat(rig.counts(mug)).isEqualTo("8 = 3 free + 5 lent + 0 suspense");
    assertThat(rig.send(till)).isEmpty();
    assertThat(rig.counts(mug)).isEqualTo("6 = 3 free + 3 lent + 0 suspense");
  }

  @Test
  void a_till_lowers_its_rights_first_and_then_the_units_are_free() {
    var mug = rig.shelf("MUG", 8);
    var till = rig.lent("R1", mug, 5);
    till.wants(mug, 2);
    assertThat(FakeTill.item(till.talk(rig.leases), mug).giveBack())
        .as("asked for, not taken")
        .isEqualTo(3);
    assertThat(rig.counts(mug)).isEqualTo("8 = 3 free + 5 lent + 0 suspense");
    till.lower(mug, 3).talk(rig.leases);
    assertThat(till.remaining(mug)).isEqualTo(2);
    assertThat(rig.counts(mug)).isEqualTo("8 = 6 free + 2 lent + 0 suspense");
  }

  @Test
  void more_than_was_lent_cannot_be_given_back() {
    var mug = rig.shelf("MUG", 8);
    var till = rig.lent("R1", mug, 3);
    till.sell(mug, 1);
    till.lower(mug, 3);
    assertThatThrownBy(() -> till.talk(rig.leases))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("items[0].returned");
    assertThat(rig.counts(mug)).isEqualTo("8 = 5 free + 3 lent + 0 suspense");
  }

  @Test
  void what_does_not_exist_is_named() {
    var report = new FakeTill("R1").wants(new Sku("NO-SUCH"), 1).report();
    assertThatThrownBy(() -> rig.leases.renew(report))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("items[0].sku");
    assertThatThrownBy(() -> new FakeTill("R99").talk(rig.leases))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("register");
    assertThat(rig.leases.at(StockRig.MAIN)).isEmpty();
  }

  @Test
  void a_till_sells_what_it_was_lent_and_no_more_leaves_than_that() {
    var mug = rig.shelf("MUG", 8);
    var till = rig.lent("R1", mug, 3);
    for (int i = 0; i < 5; i++) {
      rig.stock.hold(mug, 1);
    }
    till.sell(mug, 1);
    till.sell(mug, 2);
    assertThat(till.remaining(mug)).isZero();
    assertThat(rig.send(till)).isEmpty();
    assertThat(rig.send(till)).isEmpty();
    assertThat(rig.stock.level(mug).onHand()).isEqualTo(5);
    assertThat(rig.stock.level(mug).escrowed()).isZero();
    assertThat(rig.stock.level(mug).free()).isZero();
  }

  @Test
  void a_sale_beyond_the_rights_is_recorded_and_what_nobody_covers_is_short() {
    var mug = rig.shelf("MUG", 8);
    var till = rig.lent("R1", mug, 3);
    for (int i = 0; i < 5; i++) {
      rig.stock.hold(mug, 1);
    }
    till.sell(mug, 4);
    assertThat(rig.send(till)).containsExactly(new Shortage(mug, 4, 3));
    assertThat(rig.stock.level(mug).free()).isEqualTo(-1);
    // Granted and sold in one breath: both sides count alike, and nothing is left to sell.
    var item = FakeTill.item(till.talk(rig.leases), mug);
    assertThat(item).isEqualTo(new Lease.Item(mug, 4, 2, 0, 4, 4, 0, 0, 0, 0));
  }

  @Test
  void a_sale_beyond_the_rights_is_covered_by_what_is_free() {
    var mug = rig.shelf("MUG", 8);
    var till = rig.lent("R1", mug, 3);
    till.sell(mug, 4);
    assertThat(rig.send(till)).isEmpty();
    assertThat(rig.counts(mug)).isEqualTo("4 = 4 free + 0 lent + 0 suspense");
  }

  @Test
  void what_a_till_says_it_sold_beyond_its_rights_is_set_aside_before_its_sale_comes() {
    var mug = rig.shelf("MUG", 8);
    var till = rig.lent("R1", mug, 3);
    till.sell(mug, 5);
    till.wants(mug, 0).talk(rig.leases);
    assertThat(rig.counts(mug)).isEqualTo("8 = 3 free + 5 lent + 0 suspense");
    assertThat(rig.send(till)).isEmpty();
    assertThat(rig.counts(mug)).isEqualTo("3 = 3 free + 0 lent + 0 suspense");
  }

  @Test
  void a_fenced_location_lends_nothing_and_the_same_report_is_taken_later() {
    var mug = rig.shelf("MUG", 8);
    var fence = new Fence(rig.stock.db.jdbc());
    fence.fall(StockRig.MAIN, fence.epoch(StockRig.MAIN));
    var till = new FakeTill("R1").wants(mug, 3);
    var report = till.report();
    assertThatThrownBy(() -> rig.leases.renew(report)).isInstanceOf(Unavailable.class);
    fence.open(StockRig.MAIN);
    till.hear(rig.leases.renew(report));
    assertThat(till.remaining(mug)).isEqualTo(3);
  }

  @Test
  void a_register_that_was_moved_is_asked_for_everything_back() {
    var mug = rig.shelf("MUG", 8);
    var till = rig.lent("R1", mug, 3);
    rig.stock.db.jdbc().sql("""
            insert into location (id, name, time_zone, currency, tax_mode, stock_policy)
            values ('north', 'North', 'UTC', 'USD', 'EXCLUSIVE', 'WARN')
            """).update();
    rig.stock
        .db
        .jdbc()
        .sql("update register set location = 'north' where id = 'R1'")
        .update();
    till.sell(mug, 1);
    var item = FakeTill.item(till.talk(rig.leases), mug);
    assertThat(item.giveBack()).isEqualTo(2);
    assertThat(item.granted()).isEqualTo(3);
  }

  /** Four tills and thirty carts want forty-two units; there are ten. */
  @Test
  void tills_and_carts_that_want_the_last_units_at_once_get_them_once() throws Exception {
    var mug = rig.shelf("MUG", 10);
    var tills = List.of(new FakeTill("R1"), new FakeTill("R2"), new FakeTill("R3"));
    var deeds = new ArrayList<Callable<Integer>>();
    for (var till : tills) {
      deeds.add(() -> {
        till.wants(mug, 4).talk(rig.leases);
        return (int) till.remaining(mug);
      });
    }
    for (int i = 0; i < 30; i++) {
      deeds.add(() -> rig.stock.hold(mug, 1) instanceof Granted ? 1 : 0);
    }
    int got = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(deeds)) {
        got += answer.get();
      }
    }
    assertThat(got).isEqualTo(10);
    var level = rig.stock.level(mug);
    assertThat(level.free()).isZero();
    assertThat(level.held() + level.escrowed()).isEqualTo(10);
  }

  private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
    var answers = new ArrayList<T>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<T>>();
      for (int i = 0; i < times; i++) {
        calls.add(call);
      }
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }
}
