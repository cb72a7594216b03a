package dev.tillbridge.hub.payments;

import static dev.tillbridge.hub.payments.PaymentRig.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.payments.FakeGateway.Ending;
import dev.tillbridge.hub.payments.PaymentView.State;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrphanSweepTest {

  private static final Duration OLD = Duration.ofMinutes(5);

  private final PaymentRig rig = new PaymentRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void money_without_a_sale_becomes_one_case_until_the_sale_comes() {
    rig.captured();
    assertThat(rig.payments.sweepOrphans(OLD)).as("still on its way").isZero();
    rig.pass(OLD.plusSeconds(1));
    assertThat(rig.payments.sweepOrphans(OLD)).isEqualTo(1);
    assertThat(rig.payments.sweepOrphans(OLD)).isEqualTo(1);
    assertThat(rig.openCases()).containsExactly("money-without-sale");
    rig.recordSale(rig.sale);
    assertThat(rig.payments.sweepOrphans(OLD)).isZero();
    assertThat(rig.openCases()).isEmpty();
  }

  @Test
  void money_given_back_is_no_orphan() {
    var captured = rig.captured();
    rig.pass(OLD.plusSeconds(1));
    rig.payments.sweepOrphans(OLD);
    rig.payments.refund(captured.id(), UUID.randomUUID(), TEN);
    assertThat(rig.payments.sweepOrphans(OLD)).isZero();
    assertThat(rig.openCases()).isEmpty();
  }

  @Test
  void a_capture_whose_answer_was_lost_is_found_without_the_till() {
    var approved = rig.approved();
    rig.gateway.endings.add(Ending.LOST_ANSWER);
    rig.payments.capture(approved.id());
    rig.pass(OLD.plusSeconds(1));
    rig.payments.sweepOrphans(OLD);
    assertThat(rig.payments.find(approved.id()).orElseThrow().state()).isEqualTo(State.CAPTURED);
    rig.pass(OLD.plusSeconds(1));
    assertThat(rig.payments.sweepOrphans(OLD)).isEqualTo(1);
  }

  @Test
  void a_payment_that_everybody_forgot_ends_and_frees_its_hold() {
    var opened = rig.open();
    rig.pass(OLD.plusSeconds(1));
    rig.payments.sweepOrphans(OLD);
    assertThat(rig.payments.find(opened.id()).orElseThrow().state()).isEqualTo(State.WAITING);
    rig.pass(Payments.ABANDONED);
    rig.payments.sweepOrphans(OLD);
    assertThat(rig.payments.find(opened.id()).orElseThrow().state()).isEqualTo(State.CANCELLED);
    assertThat(rig.holdState()).isEqualTo("HELD");
  }

  @Test
  void a_payment_that_never_reached_the_gateway_ends() {
    rig.gateway.endings.add(Ending.LOST_CALL);
    var unknown = rig.open();
    rig.pass(OLD.plusSeconds(1));
    rig.payments.sweepOrphans(OLD);
    assertThat(rig.payments.find(unknown.id()).orElseThrow().state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void a_gateway_that_is_away_stops_no_sweep() {
    var approved = rig.approved();
    rig.gateway.endings.add(Ending.LOST_CALL);
    rig.payments.capture(approved.id());
    for (int i = 0; i < 3; i++) {
      rig.pass(OLD.plusSeconds(1));
      rig.gateway.endings.add(Ending.NOT_SENT);
      assertThat(rig.payments.sweepOrphans(OLD)).isZero();
    }
    assertThat(rig.payments.find(approved.id()).orElseThrow().state()).isEqualTo(State.UNKNOWN);
  }
}
