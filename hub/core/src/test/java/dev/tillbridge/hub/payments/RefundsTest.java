package dev.tillbridge.hub.payments;

import static dev.tillbridge.hub.payments.PaymentRig.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.payments.FakeGateway.Ending;
import dev.tillbridge.hub.payments.RefundView.State;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.money.Money;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefundsTest {

  private static final Money FOUR = Money.of(400, "USD");

  private final PaymentRig rig = new PaymentRig();
  private final UUID id = UUID.randomUUID();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void parts_are_given_back_until_nothing_is_left() {
    var payment = rig.captured();
    assertThat(refund(payment, FOUR).state()).isEqualTo(State.DONE);
    assertThat(refund(payment, FOUR).remoteId()).startsWith("R-");
    assertThatThrownBy(() -> refund(payment, FOUR))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("2.00 USD");
    assertThat(refund(payment, Money.of(200, "USD")).state()).isEqualTo(State.DONE);
    assertThat(rig.gateway.refunded).isEqualTo(1000);
  }

  @Test
  void the_same_id_is_the_same_refund() {
    var payment = rig.captured();
    var first = rig.payments.refund(payment.id(), id, FOUR);
    assertThat(rig.payments.refund(payment.id(), id, FOUR)).isEqualTo(first);
    assertThat(rig.gateway.refunded).isEqualTo(400);
    assertThatThrownBy(() -> rig.payments.refund(payment.id(), id, TEN))
        .isInstanceOf(IdReused.class);
  }

  @Test
  void only_money_that_was_taken_is_given_back() {
    assertThatThrownBy(() -> rig.payments.refund(UUID.randomUUID(), id, FOUR))
        .isInstanceOf(NotFound.class);
    var approved = rig.approved();
    assertThatThrownBy(() -> refund(approved, FOUR)).isInstanceOf(BadInput.class);
    var captured = rig.payments.capture(approved.id());
    for (var amount : new Money[] {Money.of(0, "USD"), Money.of(-1, "USD"), Money.of(1, "EUR")}) {
      assertThatThrownBy(() -> refund(captured, amount)).isInstanceOf(BadInput.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"LOST_ANSWER", "LOST_CALL", "THROWS"})
  void a_lost_answer_reserves_the_money_and_is_asked_for_again(Ending ending) {
    var payment = rig.captured();
    rig.gateway.endings.add(ending);
    assertThat(rig.payments.refund(payment.id(), id, TEN).state()).isEqualTo(State.UNKNOWN);
    assertThatThrownBy(() -> refund(payment, FOUR)).isInstanceOf(BadInput.class);
    assertThat(rig.payments.refund(payment.id(), id, TEN).state()).isEqualTo(State.DONE);
    assertThat(rig.gateway.refunded).isEqualTo(1000);
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"NOT_SENT", "REFUSED"})
  void what_was_not_given_back_is_left(Ending ending) {
    var payment = rig.captured();
    rig.gateway.endings.add(ending);
    assertThat(rig.payments.refund(payment.id(), id, TEN).state()).isEqualTo(State.FAILED);
    assertThat(refund(payment, FOUR).state()).isEqualTo(State.DONE);
    assertThatThrownBy(() -> rig.payments.refund(payment.id(), id, TEN))
        .as("others took it meanwhile")
        .isInstanceOf(BadInput.class);
  }

  @Test
  void a_no_after_a_lost_answer_needs_a_person() {
    var payment = rig.captured();
    rig.gateway.endings.add(Ending.LOST_ANSWER);
    rig.payments.refund(payment.id(), id, TEN);
    rig.gateway.endings.add(Ending.REFUSED);
    assertThat(rig.payments.refund(payment.id(), id, TEN).state()).isEqualTo(State.UNKNOWN);
    assertThat(rig.openCases()).containsExactly("refund-unclear");
    assertThatThrownBy(() -> refund(payment, FOUR)).isInstanceOf(BadInput.class);
  }

  private RefundView refund(PaymentView payment, Money amount) {
    return rig.payments.refund(payment.id(), UUID.randomUUID(), amount);
  }
}
