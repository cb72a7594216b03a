package dev.tillbridge.hub.payments;

import static dev.tillbridge.hub.payments.PaymentRig.TEN;
import static dev.tillbridge.hub.payments.PaymentRig.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.payments.FakeGateway.Ending;
import dev.tillbridge.hub.payments.PaymentView.State;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.GatewayPayment;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentsTest {

  private final PaymentRig rig = new PaymentRig();
  private final FakeGateway gateway = rig.gateway;
  private final Payments payments = rig.payments;

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void a_payment_goes_from_the_code_on_the_screen_to_the_money() {
    var opened = rig.open();
    assertThat(opened.state()).isEqualTo(State.WAITING);
    assertThat(opened.approvalUrl()).startsWith("https://pay.example/");
    assertThat(rig.holdState()).isEqualTo("PAYING");
    assertThat(payments.look(opened.id()).state()).isEqualTo(State.WAITING);
    gateway.approve(reference(opened));
    assertThat(payments.look(opened.id()).state()).isEqualTo(State.APPROVED);
    var captured = payments.capture(opened.id());
    assertThat(captured.state()).isEqualTo(State.CAPTURED);
    assertThat(captured.captureReference()).isEqualTo("C-" + opened.reference());
    assertThat(captured.fee()).isEqualTo(Money.of(59, "USD"));
    assertThat(captured.approvalUrl()).isNull();
    assertThat(rig.holdState()).as("until the sale commits it").isEqualTo("PAYING");
    assertThat(payments.check(opened.id(), TEN)).isEqualTo(captured);
  }

  @Test
  void the_same_id_is_the_same_payment() {
    var id = UUID.randomUUID();
    var first = payments.open(id, rig.sale, rig.hold, "PAYPAL", TEN);
    assertThat(payments.open(id, rig.sale, rig.hold, "PAYPAL", TEN)).isEqualTo(first);
    assertThat(gateway.opens).isEqualTo(1);
    assertThatThrownBy(() -> payments.open(id, rig.sale, rig.hold, "PAYPAL", Money.of(1, "USD")))
        .isInstanceOf(IdReused.class);
    assertThatThrownBy(() -> payments.open(id, UUID.randomUUID(), null, "PAYPAL", TEN))
        .isInstanceOf(IdReused.class);
  }

  @Test
  void nonsense_is_refused_and_leaves_nothing() {
    var id = UUID.randomUUID();
    assertThatThrownBy(() -> payments.open(id, rig.sale, null, "BARTER", TEN))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> payments.open(id, rig.sale, null, "PAYPAL", Money.of(0, "USD")))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> payments.open(id, rig.sale, UUID.randomUUID(), "PAYPAL", TEN))
        .isInstanceOf(BadInput.class);
    assertThat(payments.find(id)).isEmpty();
    assertThat(gateway.opens).isZero();
    assertThatThrownBy(() -> payments.look(id)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> payments.capture(id)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> payments.cancel(id)).isInstanceOf(NotFound.class);
  }

  @Test
  void a_gateway_is_never_called_within_a_transaction() {
    assertThatThrownBy(() -> rig.db.tx().executeWithoutResult(_ -> rig.open()))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Ending.class,
      names = {"NOT_SENT", "REFUSED"})
  void a_definite_no_to_opening_ends_it_and_frees_the_hold(Ending ending) {
    gateway.endings.add(ending);
    var failed = rig.open();
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.note()).isNotNull();
    assertThat(rig.holdState()).isEqualTo("HELD");
    assertThat(rig.open().state()).as("a new payment may be tried").isEqualTo(State.WAITING);
  }

  @Test
  void nothing_is_captured_before_the_customer_agrees() {
    var opened = rig.open();
    assertThat(payments.capture(opened.id()).state()).isEqualTo(State.WAITING);
    assertThat(gateway.captures).isZero();
    gateway.approve(reference(opened));
    assertThat(payments.capture(opened.id()).state())
        .as("an approval nobody looked for counts")
        .isEqualTo(State.CAPTURED);
  }

  @Test
  void a_cancelled_payment_frees_its_hold_and_takes_nothing() {
    var approved = rig.approved();
    assertThat(payments.cancel(approved.id()).state()).isEqualTo(State.CANCELLED);
    assertThat(rig.holdState()).isEqualTo("HELD");
    assertThat(payments.capture(approved.id()).state()).isEqualTo(State.CANCELLED);
    assertThat(gateway.captures).isZero();
  }

  @Test
  void a_customer_who_cancels_at_the_gateway_frees_the_hold() {
    var opened = rig.open();
    gateway.set(reference(opened), GatewayPayment.State.CANCELLED);
    assertThat(payments.look(opened.id()).state()).isEqualTo(State.CANCELLED);
    assertThat(rig.holdState()).isEqualTo("HELD");
  }

  @Test
  void captured_stays_captured() {
    var captured = rig.captured();
    gateway.set(reference(captured), GatewayPayment.State.CANCELLED);
    assertThat(payments.look(captured.id())).isEqualTo(captured);
    assertThat(payments.cancel(captured.id())).isEqualTo(captured);
    assertThat(payments.capture(captured.id())).isEqualTo(captured);
    assertThat(gateway.captures).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"WAITING, HELD", "APPROVED, HELD", "CAPTURED, PAYING"})
  void another_amount_is_set_aside_for_a_person(GatewayPayment.State state, String holdState) {
    var opened = rig.open();
    gateway.setAmount(reference(opened), state, Money.of(999, "USD"));
    var failed = payments.look(opened.id());
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.note()).contains("9.99 USD");
    assertThat(rig.openCases()).containsExactly("payment-mismatch");
    assertThat(rig.holdState()).isEqualTo(holdState);
    assertThatThrownBy(() -> payments.check(opened.id(), TEN)).isInstanceOf(BadInput.class);
  }

  @Test
  void money_counts_for_its_own_sale_and_its_own_amount() {
    var captured = rig.captured();
    assertThatThrownBy(() -> payments.check(captured.id(), Money.of(999, "USD")))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> payments.check(UUID.randomUUID(), TEN)).isInstanceOf(BadInput.class);
    rig.recordSale(rig.sale);
    rig.recordTender(rig.sale, captured.id().toString());
    assertThat(payments.check(captured.id(), TEN)).isEqualTo(captured);
    var other = UUID.randomUUID();
    rig.recordSale(other);
    rig.recordTender(other, reference(captured));
    assertThatThrownBy(() -> payments.check(captured.id(), TEN)).isInstanceOf(BadInput.class);
  }

  @Test
  void an_uncaptured_payment_pays_for_nothing() {
    var approved = rig.approved();
    assertThatThrownBy(() -> payments.check(approved.id(), TEN)).isInstanceOf(BadInput.class);
  }

  @Test
  void a_sale_has_one_payment_at_a_time() {
    var first = rig.open();
    assertThatThrownBy(rig::open).isInstanceOf(BadInput.class);
    payments.cancel(first.id());
    var second = rig.open();
    gateway.approve(reference(second));
    payments.capture(second.id());
    assertThatThrownBy(rig::open).as("paid").isInstanceOf(BadInput.class);
    payments.refund(second.id(), UUID.randomUUID(), TEN);
    assertThat(rig.open().state()).as("given back").isEqualTo(State.WAITING);
  }
}
