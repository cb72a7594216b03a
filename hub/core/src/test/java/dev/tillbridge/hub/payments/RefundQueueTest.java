package dev.tillbridge.hub.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.payments.FakeGateway.Ending;
import dev.tillbridge.model.money.Money;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefundQueueTest {

  private static final Money FOUR = Money.of(400, "USD");

  private final PaymentRig rig = new PaymentRig();
  private final RefundQueue queue =
      new RefundQueue(rig.db.jdbc(), rig.payments, rig.cases, () -> rig.now);
  private final UUID cause = UUID.randomUUID();

  @AfterEach
  void close() {
    rig.close();
  }

  private Money add(UUID because, Money amount) {
    return queue.add(because, queue.ofSale(rig.sale), amount, "a test");
  }

  @Test
  void what_was_decided_goes_back_once_however_often_it_is_decided_and_sent() {
    rig.captured();
    assertThat(add(cause, FOUR).isZero()).isTrue();
    assertThat(add(cause, FOUR).isZero()).isTrue();
    assertThat(queue.isDone(cause)).isFalse();
    assertThat(queue.send()).isEqualTo(1);
    assertThat(queue.send()).isZero();
    assertThat(rig.gateway.refunded).isEqualTo(400);
    assertThat(queue.isDone(cause)).isTrue();
  }

  @Test
  void nobody_decides_on_more_than_was_taken() {
    rig.captured();
    assertThat(add(cause, PaymentRig.TEN).isZero()).isTrue();
    assertThat(queue.ofSale(rig.sale)).isEmpty();
    assertThat(add(UUID.randomUUID(), FOUR)).isEqualTo(FOUR);
    assertThat(queue.ofHold(UUID.randomUUID())).isEmpty();
  }

  @Test
  void a_lost_answer_is_asked_for_and_nothing_goes_back_twice() {
    rig.captured();
    add(cause, FOUR);
    rig.gateway.endings.add(Ending.LOST_ANSWER);
    assertThat(queue.send()).isZero();
    assertThat(queue.send()).as("not at once").isZero();
    rig.pass(Duration.ofMinutes(3));
    assertThat(queue.send()).isEqualTo(1);
    assertThat(rig.gateway.refunded).isEqualTo(400);
    assertThat(queue.ofSale(rig.sale))
        .singleElement()
        .matches(left -> left.left().equals(Money.of(600, "USD")));
  }

  @Test
  void a_gateway_that_is_away_is_tried_until_it_is_back_and_a_person_is_told_meanwhile() {
    rig.captured();
    add(cause, FOUR);
    for (int i = 0; i < RefundQueue.TELL_AFTER; i++) {
      rig.gateway.endings.add(Ending.NOT_SENT);
      assertThat(queue.send()).isZero();
      rig.pass(Duration.ofHours(2));
    }
    assertThat(rig.openCases()).containsExactly("refund-stuck");
    assertThat(queue.send()).isEqualTo(1);
    assertThat(rig.openCases()).isEmpty();
  }

  @Test
  void what_the_payment_does_not_have_any_more_is_for_a_person() {
    var payment = rig.captured();
    add(cause, FOUR);
    rig.payments.refund(payment.id(), UUID.randomUUID(), PaymentRig.TEN);
    assertThat(queue.send()).isZero();
    assertThat(rig.openCases()).containsExactly("refund-stuck");
    rig.pass(Duration.ofDays(1));
    assertThat(queue.send()).isZero();
    assertThat(rig.gateway.refunded).isEqualTo(1_000);
  }
}
