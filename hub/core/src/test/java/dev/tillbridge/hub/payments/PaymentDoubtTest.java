package dev.tillbridge.hub.payments;

import static dev.tillbridge.hub.payments.PaymentRig.reference;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.payments.FakeGateway.Ending;
import dev.tillbridge.hub.payments.PaymentView.State;
import dev.tillbridge.hub.stock.Holds;
import dev.tillbridge.model.payment.GatewayPayment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody knows, at first, how it ended: what is done then. */
class PaymentDoubtTest {

  private final PaymentRig rig = new PaymentRig();
  private final FakeGateway gateway = rig.gateway;
  private final Payments payments = rig.payments;

  @AfterEach
  void close() {
    rig.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"LOST_ANSWER", "LOST_CALL", "THROWS"})
  void a_lost_answer_to_opening_is_asked_for_under_the_same_key(Ending ending) {
    gateway.endings.add(ending);
    var unknown = rig.open();
    assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
    assertThat(rig.holdState()).isEqualTo("PAYING");
    var found = payments.look(unknown.id());
    assertThat(found.state()).isEqualTo(State.WAITING);
    assertThat(gateway.orders).hasSize(1);
  }

  @Test
  void a_lost_answer_to_a_capture_that_worked_is_found_by_looking() {
    var approved = rig.approved();
    gateway.endings.add(Ending.LOST_ANSWER);
    assertThat(payments.capture(approved.id()).state()).isEqualTo(State.UNKNOWN);
    assertThat(rig.holdState()).isEqualTo("PAYING");
    assertThat(payments.look(approved.id()).state()).isEqualTo(State.CAPTURED);
    assertThat(gateway.captured).isEqualTo(1);
  }

  @Test
  void a_capture_that_never_arrived_is_sent_again_under_the_same_key() {
    var approved = rig.approved();
    gateway.endings.add(Ending.LOST_CALL);
    assertThat(payments.capture(approved.id()).state()).isEqualTo(State.UNKNOWN);
    assertThat(payments.look(approved.id()).state()).isEqualTo(State.APPROVED);
    assertThat(payments.capture(approved.id()).state()).isEqualTo(State.CAPTURED);
    assertThat(gateway.captureKeys).hasSize(1);
  }

  @Test
  void a_capture_that_was_not_sent_leaves_all_as_it_was() {
    var approved = rig.approved();
    gateway.endings.add(Ending.NOT_SENT);
    assertThat(payments.capture(approved.id()).state()).isEqualTo(State.APPROVED);
    assertThat(payments.cancel(approved.id()).state()).isEqualTo(State.CANCELLED);
    assertThat(rig.holdState()).isEqualTo("HELD");
  }

  @Test
  void a_refused_capture_ends_it_and_frees_the_hold() {
    var approved = rig.approved();
    gateway.endings.add(Ending.REFUSED);
    assertThat(payments.capture(approved.id()).state()).isEqualTo(State.FAILED);
    assertThat(rig.holdState()).isEqualTo("HELD");
  }

  @Test
  void a_no_that_means_you_have_it_already_is_seen_through() {
    var approved = rig.approved();
    gateway.endings.add(Ending.REFUSED);
    gateway.duringCapture = () -> gateway.set(reference(approved), GatewayPayment.State.CAPTURED);
    assertThat(payments.capture(approved.id()).state()).isEqualTo(State.CAPTURED);
  }

  @Test
  void a_no_without_a_look_stays_in_doubt() {
    var approved = rig.approved();
    gateway.endings.add(Ending.REFUSED);
    gateway.endings.add(Ending.LOST_CALL);
    assertThat(payments.capture(approved.id()).state()).isEqualTo(State.UNKNOWN);
    assertThat(rig.holdState()).isEqualTo("PAYING");
  }

  @Test
  void a_gateway_that_still_thinks_is_asked_again() {
    var approved = rig.approved();
    gateway.set(reference(approved), GatewayPayment.State.PENDING);
    assertThat(payments.capture(approved.id()).state()).isEqualTo(State.UNKNOWN);
    assertThat(payments.cancel(approved.id()).state()).isEqualTo(State.UNKNOWN);
    gateway.set(reference(approved), GatewayPayment.State.CAPTURED);
    assertThat(payments.look(approved.id()).state()).isEqualTo(State.CAPTURED);
  }

  @Test
  void an_order_the_gateway_forgot_is_over_unless_a_capture_was_sent() {
    var opened = rig.open();
    gateway.endings.add(Ending.NOT_FOUND);
    assertThat(payments.look(opened.id()).state()).isEqualTo(State.CANCELLED);

    var approved = rig.approved();
    gateway.endings.add(Ending.LOST_ANSWER);
    payments.capture(approved.id());
    gateway.endings.add(Ending.NOT_FOUND);
    assertThat(payments.look(approved.id()).state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void a_capture_that_may_still_take_effect_cannot_be_cancelled() {
    var approved = rig.approved();
    gateway.endings.add(Ending.LOST_CALL);
    payments.capture(approved.id());
    assertThat(payments.cancel(approved.id()).state()).isEqualTo(State.UNKNOWN);
    rig.pass(Payments.DOUBT_ENDS);
    assertThat(payments.cancel(approved.id()).state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void cancelling_finds_the_money_that_a_lost_capture_took() {
    var approved = rig.approved();
    gateway.endings.add(Ending.LOST_ANSWER);
    payments.capture(approved.id());
    assertThat(payments.cancel(approved.id()).state()).isEqualTo(State.CAPTURED);
  }

  @Test
  void a_gateway_that_cannot_be_reached_changes_nothing() {
    var opened = rig.open();
    for (var ending : Ending.values()) {
      if (ending != Ending.NOT_FOUND && ending != Ending.LOST_ANSWER) {
        gateway.endings.add(ending);
        assertThat(payments.look(opened.id())).as(ending.name()).isEqualTo(opened);
      }
    }
  }

  @Test
  void a_hub_that_died_while_opening_goes_on_under_the_same_key() {
    gateway.endings.add(Ending.LOST_ANSWER);
    var payment = rig.open();
    rig.db.jdbc().sql("update payment set state = 'OPENING'").update();
    assertThat(payments.look(payment.id()).state()).as("still leased").isEqualTo(State.UNKNOWN);
    assertThat(gateway.opens).isEqualTo(1);
    rig.pass(Payments.CALL_LEASE);
    assertThat(rig.payments().look(payment.id()).state()).isEqualTo(State.WAITING);
    assertThat(gateway.orders).hasSize(1);
  }

  @Test
  void a_hub_that_died_while_capturing_is_looked_after() {
    var approved = rig.approved();
    gateway.endings.add(Ending.LOST_ANSWER);
    payments.capture(approved.id());
    rig.db.jdbc().sql("update payment set state = 'CAPTURING'").update();
    assertThat(payments.capture(approved.id()).state()).isEqualTo(State.UNKNOWN);
    assertThat(gateway.captures).as("its lease is still on").isEqualTo(1);
    rig.pass(Payments.CALL_LEASE);
    assertThat(payments.capture(approved.id()).state()).isEqualTo(State.CAPTURED);
    assertThat(gateway.captured).isEqualTo(1);
    assertThat(gateway.captures).isEqualTo(1);
  }

  @Test
  void money_that_moved_although_we_gave_up_is_written_down() {
    var cancelled = rig.approved();
    gateway.endings.add(Ending.LOST_CALL);
    payments.capture(cancelled.id());
    rig.pass(Payments.DOUBT_ENDS);
    // The look of the cancel comes back after another thread found the money.
    var store = new PaymentStore(rig.db.jdbc(), () -> rig.now, new Holds(rig.db.jdbc()));
    var seen = store.find(cancelled.id()).orElseThrow();
    payments.cancel(cancelled.id());
    rig.open();
    gateway.set(reference(cancelled), GatewayPayment.State.CAPTURED);
    var told = java.util.Objects.requireNonNull(gateway.orders.get(reference(cancelled)));
    assertThat(store.captured(seen, Row.State.CAPTURED, told, null)).isTrue();
    assertThat(store.goOn(seen, Row.State.APPROVED, told, null)).as("too late").isFalse();
    assertThat(payments.look(cancelled.id()).state()).isEqualTo(State.CAPTURED);
  }
}
