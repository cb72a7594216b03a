package dev.tillbridge.hub.desk;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.desk.DeskRig.Ordered;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.sales.AtOnce;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.stock.HoldState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RemediesTest extends OversoldRig {

  // Wait, release, choose ------------------------------------------------------------------------

  @Test
  void a_case_that_waits_sleeps_until_the_day_and_wakes_if_nothing_came() {
    oversoldOrder(1);
    var done = ask(wait(LocalDate.parse("2026-12-01")));
    assertThat(done.words())
        .isEqualTo("Waits for goods expected on 2026-12-01, purchase order PO-17.");
    assertThat(rig.hub.cases.open()).isEmpty();
    assertThat(rig.oversold().sleepsUntil()).isEqualTo(Instant.parse("2026-12-01T05:00:00Z"));
    rig.hub.now.set(Instant.parse("2026-12-01T05:00:01Z"));
    rig.desk.review().review();
    assertThat(rig.hub.cases.open()).singleElement().satisfies(woken -> {
      assertThat(woken.kind()).isEqualTo("oversold");
      assertThat(woken.waitsFor()).contains("PO-17");
    });
  }

  @Test
  void goods_that_come_before_the_day_close_a_sleeping_case() {
    oversoldOrder(1);
    ask(wait(LocalDate.parse("2026-12-01")));
    rig.receive(MAIN, mug, 1);
    rig.desk.review().review();
    assertThat(rig.oversoldCases()).isEmpty();
  }

  @Test
  void one_waits_for_a_day_to_come_within_a_year() {
    oversoldOrder(1);
    for (var day : new String[] {"2026-11-22", "2026-11-21", "2027-11-23"}) {
      assertThatThrownBy(() -> ask(wait(LocalDate.parse(day)))).isInstanceOf(BadInput.class);
    }
    assertThatThrownBy(() -> ask(wait(null))).isInstanceOf(BadInput.class);
  }

  @Test
  void a_cart_at_the_till_can_be_ended_and_its_owner_is_told() {
    var cart = rig.hold(mug, 1, Channel.COUNTER);
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    rig.remedy(Remedy.RELEASE, null, null);
    assertThat(rig.hold(cart).state()).isEqualTo(HoldState.RELEASED);
    assertThat(rig.hub.stock.promises().ending(cart))
        .contains("its units of MUG were sold elsewhere, says Olivia");
    assertThat(rig.oversoldCases()).isEmpty();
  }

  @Test
  void what_fits_an_order_does_not_fit_a_cart_and_the_other_way_round() {
    var order = oversoldOrder(1);
    assertThatThrownBy(() -> rig.remedy(Remedy.RELEASE, null, null))
        .isInstanceOf(NotPossible.class)
        .hasMessage("order #1001 is no cart that could simply end");
    assertThat(rig.hold(order).state()).isEqualTo(HoldState.COMMITTED);
    rig.receive(MAIN, mug, 2);
    rig.hold(mug, 1, Channel.COUNTER);
    rig.count(mug, 1);
    rig.desk.review().review();
    for (var remedy : new Remedy[] {Remedy.CANCEL_AND_REFUND, Remedy.OTHER_LOCATION}) {
      assertThatThrownBy(() -> rig.remedy(remedy, "strict", null)).isInstanceOf(NotPossible.class);
    }
  }

  @Test
  void whom_a_person_chooses_stays_the_victim_whatever_comes_later() {
    rig.receive(MAIN, mug, 1);
    var older = rig.order("#1001", mug, 1);
    var newer = rig.order("#1002", mug, 1);
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    assertThat(rig.victims()).containsExactly(newer);
    ask(new RemedyRequest(UUID.randomUUID(), Remedy.CHOOSE, older, null, null, null, null, null));
    assertThat(rig.victims()).containsExactly(older);
    assertThat(rig.oversold().detail())
        .contains("Order #1001 will not get 1 unit, as Olivia decided.");
    rig.desk.review().review();
    assertThat(rig.victims()).containsExactly(older);
    rig.remedy(Remedy.OTHER_LOCATION, "strict", null);
    assertThat(rig.hold(older).parts()).hasSize(1);
    assertThat(rig.hold(newer).parts()).isEmpty();
  }

  @Test
  void with_several_victims_one_must_be_named() {
    rig.order("#1001", mug, 1);
    rig.order("#1002", mug, 1);
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    assertThat(rig.victims()).hasSize(2);
    assertThatThrownBy(() -> rig.remedy(Remedy.OTHER_LOCATION, "strict", null))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("holdId");
    for (var victim : rig.victims()) {
      ask(new RemedyRequest(
          UUID.randomUUID(), Remedy.OTHER_LOCATION, victim, 1, "strict", null, null, null));
    }
    assertThat(rig.oversoldCases()).isEmpty();
    assertThat(rig.elsewhere(mug).free()).isZero();
  }

  // Once, and in time ----------------------------------------------------------------------------

  @Test
  void the_same_remedy_again_changes_nothing_and_gets_the_same_answer() {
    oversoldOrder(1);
    var caseId = rig.oversold().id();
    var request = DeskRig.request(Remedy.OTHER_LOCATION, "strict", null);
    var first = rig.desk.desk().remedy(caseId, request, "Olivia");
    var again = rig.desk.desk().remedy(caseId, request, "Olivia");
    assertThat(again).isEqualTo(first);
    assertThat(rig.elsewhere(mug).committed()).isEqualTo(1);
    var other = new RemedyRequest(request.id(), Remedy.WAIT, null, null, null, null, null, null);
    assertThatThrownBy(() -> rig.desk.desk().remedy(caseId, other, "Olivia"))
        .isInstanceOf(IdReused.class);
  }

  @Test
  void a_remedy_that_comes_too_late_says_why() {
    oversoldOrder(1);
    var caseId = rig.oversold().id();
    rig.receive(MAIN, mug, 1);
    var request = DeskRig.request(Remedy.OTHER_LOCATION, "strict", null);
    assertThatThrownBy(() -> rig.desk.desk().remedy(caseId, request, "Olivia"))
        .isInstanceOf(NotPossible.class)
        .hasMessage("the shelf has recovered, nothing is missing any more");
    rig.desk.review().review();
    assertThatThrownBy(() -> rig.desk.desk().remedy(caseId, request, "Olivia"))
        .isInstanceOf(NotPossible.class)
        .hasMessage("the case is closed: recovered");
    assertThat(rig.elsewhere(mug).committed()).isZero();
  }

  @Test
  void of_many_remedies_at_once_one_is_carried_out() throws Exception {
    oversoldOrder(1);
    var caseId = rig.oversold().id();
    var done = new AtomicInteger();
    var turn = new AtomicInteger();
    AtOnce.atOnce(8, () -> {
      var remedy =
          turn.incrementAndGet() % 2 == 0 ? Remedy.CANCEL_AND_REFUND : Remedy.OTHER_LOCATION;
      try {
        rig.desk.desk().remedy(caseId, DeskRig.request(remedy, "strict", null), "Olivia");
        done.incrementAndGet();
      } catch (NotPossible tooLate) {
        assertThat(tooLate).hasMessage("the case is closed: recovered");
      }
      return 0;
    });
    assertThat(done).hasValue(1);
    assertThat(rig.hub.count("remedy")).isEqualTo(1);
  }

  @Test
  void one_remedy_that_is_sent_many_times_at_once_is_one() throws Exception {
    oversoldOrder(1);
    var caseId = rig.oversold().id();
    var request = DeskRig.request(Remedy.OTHER_LOCATION, "strict", null);
    var answers = AtOnce.atOnce(8, () -> rig.desk.desk().remedy(caseId, request, "Olivia"));
    assertThat(answers).containsOnly(answers.getFirst());
    assertThat(rig.elsewhere(mug).committed()).isEqualTo(1);
  }

  @Test
  void remedies_for_different_shelves_of_one_order_do_not_get_in_each_others_way()
      throws Exception {
    var cup = rig.shelf("CUP", 500, 1, 1);
    var order = rig.order("#1001", new Ordered(mug, 1, 1_000, 0), new Ordered(cup, 1, 500, 0));
    rig.sell(mug, 1, null);
    rig.sell(cup, 1, null);
    rig.desk.review().review();
    var cases = new ArrayDeque<>(rig.oversoldCases());
    AtOnce.atOnce(2, () -> {
      UUID id;
      synchronized (cases) {
        id = cases.removeFirst().id();
      }
      return rig.desk
          .desk()
          .remedy(id, DeskRig.request(Remedy.OTHER_LOCATION, "strict", null), "Olivia");
    });
    assertThat(rig.oversoldCases()).isEmpty();
    assertThat(rig.hold(order).lines()).isEmpty();
    assertThat(rig.hold(order).parts()).hasSize(2);
  }

  @Test
  void a_case_of_another_kind_has_no_remedies() {
    rig.hub.cases.open("price-variance", "x", "A price", "differs");
    var id = rig.hub.cases.open().getFirst().id();
    assertThatThrownBy(() -> rig.desk
            .desk()
            .remedy(id, DeskRig.request(Remedy.CANCEL_AND_REFUND, null, null), "Olivia"))
        .isInstanceOf(NotPossible.class);
    assertThat(rig.desk.desk().find(id).oversold()).isNull();
  }

  @Test
  void a_case_tells_what_can_be_done_and_from_where() {
    oversoldOrder(1);
    var view = rig.desk.desk().find(rig.oversold().id());
    var oversold = requireNonNull(view.oversold());
    assertThat(oversold.missing()).isEqualTo(1);
    assertThat(oversold.places()).singleElement().satisfies(place -> {
      assertThat(place.name()).isEqualTo("strict");
      assertThat(place.free()).isEqualTo(2);
    });
    var options = oversold.victims().getFirst();
    assertThat(options.may(Remedy.OTHER_LOCATION)).isTrue();
    assertThat(options.may(Remedy.RELEASE)).isFalse();
    assertThat(options.may(Remedy.CHOOSE)).isFalse();
  }
}
