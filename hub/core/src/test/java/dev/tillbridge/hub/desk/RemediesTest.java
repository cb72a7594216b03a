package dev.tillbridge.hub.desk;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static dev.tillbridge.hub.sales.SalesRig.SHOP;
import static dev.tillbridge.hub.sales.SalesRig.STRICT;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.desk.DeskRig.Ordered;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.sales.AtOnce;
import dev.tillbridge.hub.sales.SaleChange;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.shop.ShopOrder;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemediesTest {

  private final DeskRig rig = new DeskRig();
  private final Sku mug = rig.shelf("MUG", 1_000, 1, 2);

  @AfterEach
  void close() {
    rig.close();
  }

  /** An order for so many, of which the counter has just sold the last; its case is open. */
  private UUID oversoldOrder(int units) {
    rig.receive(MAIN, mug, units - 1);
    var order = rig.order("#1001", mug, units);
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    return order;
  }

  private RemedyDone ask(RemedyRequest request) {
    return rig.desk.desk().remedy(rig.oversold().id(), request, "Olivia");
  }

  private static RemedyRequest wait(@Nullable LocalDate until) {
    return new RemedyRequest(
        UUID.randomUUID(), Remedy.WAIT, null, null, null, null, until, "PO-17");
  }

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

  // Cancel and refund ----------------------------------------------------------------------------

  @Test
  void cancelled_units_are_free_again_and_the_customer_gets_his_share_back() {
    // 3 x 19.99 less 6.00, tax 4.45, shipping 5.00.
    rig.receive(MAIN, mug, 2);
    var order = rig.order("#1001", new Ordered(mug, 3, 1_999, 600));
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    var done = rig.remedy(Remedy.CANCEL_AND_REFUND, null, null);
    assertThat(done.amount()).isEqualTo(usd(1_947));
    assertThat(rig.level(mug).committed()).isEqualTo(2);
    assertThat(rig.oversoldCases()).isEmpty();
    assertThat(rig.sale(order).state()).isEqualTo("PAID");
    assertThat(rig.sale(order).changes()).singleElement().satisfies(change -> {
      assertThat(change.kind()).isEqualTo(SaleChange.Kind.CANCELLED);
      assertThat(change.quantity()).isEqualTo(1);
      assertThat(change.amount()).isEqualTo(usd(1_947));
      assertThat(change.tax()).isEqualTo(usd(148));
    });
    assertThat(rig.hub.cases.open()).singleElement().satisfies(task -> {
      assertThat(task.kind()).isEqualTo("refund-due");
      assertThat(task.title()).isEqualTo("Give back 19.47 USD for 1 unit of MUG of order #1001");
      assertThat(task.detail()).contains("at " + SHOP);
    });
  }

  @Test
  void the_last_units_to_be_cancelled_take_the_shipping_along_and_the_sale_is_cancelled() {
    rig.receive(MAIN, mug, 1);
    var order = rig.order("#1001", new Ordered(mug, 2, 1_999, 0));
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    var first = rig.remedy(Remedy.CANCEL_AND_REFUND, null, null);
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    var second = rig.remedy(Remedy.CANCEL_AND_REFUND, null, null);
    var sale = rig.sale(order);
    assertThat(requireNonNull(first.amount()).plus(requireNonNull(second.amount())))
        .isEqualTo(sale.total());
    assertThat(sale.state()).isEqualTo("CANCELLED");
    assertThat(rig.hold(order).state()).isEqualTo(HoldState.REVERSED);
    assertThat(rig.hub.count("delivery where destination = 'BOOKS' and note is not null"))
        .as("the books had not been told yet")
        .isEqualTo(1);
    // The shop cancels it as well, as it was asked to: nothing is left to be reversed or wondered
    // at.
    rig.orders.take(
        SHOP,
        rig.version(
            "#1001",
            DeskRig.T1.plusSeconds(60),
            ShopOrder.Payment.REFUNDED,
            true,
            new Ordered(mug, 2, 1_999, 0)));
    assertThat(rig.hub.caseKinds()).containsOnly("refund-due");
  }

  @Test
  void an_order_that_is_not_paid_yet_is_cancelled_without_money() {
    rig.orders.take(
        SHOP,
        rig.version(
            "#1001", DeskRig.T1, ShopOrder.Payment.OPEN, false, new Ordered(mug, 1, 1_000, 0)));
    rig.sell(mug, 1, null);
    rig.desk.review().review();
    assertThat(rig.oversold().detail()).contains("Order #1001 will not get");
    var done = rig.remedy(Remedy.CANCEL_AND_REFUND, null, null);
    assertThat(done.amount()).isNull();
    assertThat(rig.hub.cases.open())
        .singleElement()
        .matches(c -> c.title().equals("Cancel 1 unit of MUG of order #1001 at its shop"));
    // It is paid all the same.
    rig.orders.take(
        SHOP,
        rig.version(
            "#1001",
            DeskRig.T1.plusSeconds(60),
            ShopOrder.Payment.PAID,
            false,
            new Ordered(mug, 1, 1_000, 0)));
    assertThat(rig.hub.caseKinds()).containsExactly("paid-after-calling-off", "refund-due");
  }

  @Test
  void units_that_were_moved_can_still_be_cancelled_for_what_they_cost() {
    var order = oversoldOrder(1);
    rig.remedy(Remedy.OTHER_LOCATION, "strict", null);
    rig.hub
        .db
        .tx()
        .executeWithoutResult(_ -> rig.hub
            .stock
            .saleStock()
            .sellAtCounter(
                UUID.randomUUID(), null, STRICT, List.of(new StockLine(mug, 2)), Instant.EPOCH));
    rig.desk.review().review();
    var done = rig.remedy(Remedy.CANCEL_AND_REFUND, null, null);
    assertThat(done.amount()).isEqualTo(rig.sale(order).total());
    assertThat(rig.hold(order).state()).isEqualTo(HoldState.REVERSED);
    assertThat(rig.elsewhere(mug).committed()).isZero();
  }

  // Substitute -----------------------------------------------------------------------------------

  @Test
  void something_else_takes_its_place_at_the_price_that_was_paid() {
    var cup = rig.shelf("CUP", 1_500, 1, 0);
    var order = oversoldOrder(2);
    var done = rig.remedy(Remedy.SUBSTITUTE, null, "CUP");
    assertThat(done.words()).isEqualTo("Order #1001 gets 1 unit of CUP in place of MUG.");
    assertThat(rig.level(mug).committed()).isEqualTo(1);
    assertThat(rig.level(cup).committed()).isEqualTo(1);
    assertThat(rig.level(cup).free()).isZero();
    assertThat(rig.sale(order).lines().getFirst().unitPrice()).isEqualTo(usd(1_000));
    assertThat(rig.sale(order).changes()).singleElement().satisfies(change -> {
      assertThat(change.kind()).isEqualTo(SaleChange.Kind.SUBSTITUTED);
      assertThat(change.sku()).isEqualTo(mug);
      assertThat(change.note()).isEqualTo("CUP instead, at the price that was paid");
    });
    assertThat(rig.oversoldCases()).isEmpty();
  }

  @Test
  void a_substituted_order_is_sent_and_cancelled_as_what_it_is_now() {
    var cup = rig.shelf("CUP", 1_500, 1, 0);
    rig.hub.show(cup, 0);
    var order = oversoldOrder(1);
    rig.remedy(Remedy.SUBSTITUTE, null, "CUP");
    rig.orders.take(
        SHOP,
        rig.version(
            "#1001",
            DeskRig.T1.plusSeconds(60),
            ShopOrder.Payment.REFUNDED,
            true,
            new Ordered(mug, 1, 1_000, 0)));
    assertThat(rig.hold(order).state()).isEqualTo(HoldState.REVERSED);
    assertThat(rig.level(cup).free()).isEqualTo(1);
    assertThat(rig.level(cup).published()).as("the shop never sold a cup").isZero();
    assertThat(rig.level(mug).committed()).isZero();
  }

  @Test
  void a_substitute_that_is_not_there_is_refused() {
    rig.shelf("CUP", 1_500, 0, 9);
    oversoldOrder(1);
    assertThatThrownBy(() -> rig.remedy(Remedy.SUBSTITUTE, null, "CUP"))
        .isInstanceOf(NotPossible.class)
        .hasMessage("main has 0 of CUP free, 1 are needed");
    assertThatThrownBy(() -> rig.remedy(Remedy.SUBSTITUTE, null, "NO-SUCH"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> rig.remedy(Remedy.SUBSTITUTE, null, "MUG"))
        .isInstanceOf(BadInput.class);
    assertThat(rig.level(mug).committed()).isEqualTo(1);
  }

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
