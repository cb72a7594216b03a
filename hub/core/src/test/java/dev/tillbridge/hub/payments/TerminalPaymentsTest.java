package dev.tillbridge.hub.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.books.NaiveSums;
import dev.tillbridge.hub.payments.PaymentView.State;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.stock.Holds;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.payment.GatewayPayment;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cards at a terminal: what goes on there without us, and sales that are paid in parts. */
class TerminalPaymentsTest {

  private static final Money DUE = Money.of(6420, "USD");

  private final PaymentRig rig = new PaymentRig();
  private final FakeTerminal terminal = new FakeTerminal();
  private final Payments payments = new Payments(
      rig.db.jdbc(),
      rig.db.tx(),
      () -> rig.now,
      Map.of("CARD", terminal, "PAYPAL", rig.gateway),
      new Holds(rig.db.jdbc()),
      rig.cases,
      () -> "Lark & Linden");
  private final RefundQueue queue =
      new RefundQueue(rig.db.jdbc(), payments, rig.cases, () -> rig.now);

  @AfterEach
  void close() {
    rig.close();
  }

  private PaymentView ask(String gateway, long minor, @Nullable Money due) {
    return payments.open(new Wanted(
        UUID.randomUUID(), rig.sale, rig.hold, gateway, Money.of(minor, "USD"), due, "R1"));
  }

  private String reference(PaymentView payment) {
    return PaymentRig.reference(payments.find(payment.id()).orElseThrow());
  }

  private PaymentView captured(long minor) {
    var asked = ask("CARD", minor, DUE);
    terminal.bank.approve(reference(asked));
    return payments.capture(asked.id());
  }

  @Test
  void what_cannot_be_asked_at_a_terminal_is_not_known() {
    var asked = ask("CARD", 6420, DUE);
    assertThat(asked.state()).isEqualTo(State.WAITING);
    terminal.away = true;
    terminal.bank.approve(reference(asked));
    assertThat(payments.look(asked.id()).state()).isEqualTo(State.UNKNOWN);
    assertThat(payments.cancel(asked.id()).state()).isEqualTo(State.UNKNOWN);
    terminal.away = false;
    assertThat(payments.capture(asked.id()).state()).isEqualTo(State.CAPTURED);
    assertThat(terminal.bank.captured).isEqualTo(1);
  }

  @Test
  void giving_up_is_said_at_the_terminal_and_voids_an_approval() {
    var asked = ask("CARD", 6420, DUE);
    terminal.bank.approve(reference(asked));
    assertThat(payments.cancel(asked.id()).state()).isEqualTo(State.CANCELLED);
    assertThat(terminal.cancels).isEqualTo(1);
    assertThat(terminal.bank.captured).isZero();
  }

  @Test
  void scenario_28_an_approval_that_turns_up_after_cash_was_taken_is_voided() {
    var asked = ask("CARD", 6420, DUE);
    terminal.away = true;
    terminal.bank.approve(reference(asked));
    assertThat(payments.look(asked.id()).state()).isEqualTo(State.UNKNOWN);
    var given = payments.abandon(asked.id(), "Cora", null);
    assertThat(given.state()).isEqualTo(State.UNKNOWN);
    assertThat(given.unwanted()).isTrue();
    terminal.away = false;
    assertThat(payments.capture(asked.id()).state()).isEqualTo(State.CANCELLED);
    assertThat(terminal.bank.captured).isZero();
    assertThatThrownBy(() -> payments.check(asked.id(), DUE)).isInstanceOf(BadInput.class);
  }

  @Test
  void the_sweep_voids_it_when_no_till_asks_any_more() {
    var asked = ask("CARD", 6420, DUE);
    terminal.away = true;
    terminal.bank.approve(reference(asked));
    payments.abandon(asked.id(), "Cora", null);
    terminal.away = false;
    rig.pass(Duration.ofMinutes(2));
    payments.sweepOrphans(Duration.ofMinutes(1));
    assertThat(payments.find(asked.id()).orElseThrow().state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void money_that_was_taken_and_that_nobody_wants_goes_back_once_and_the_ledger_is_even() {
    var card = captured(6420);
    rig.recordSale(rig.sale);
    payments.abandon(card.id(), "Cora", null);
    payments.abandon(card.id(), "Cora", null);
    assertThat(queue.send()).isEqualTo(1);
    assertThat(queue.send()).isZero();
    assertThat(terminal.bank.refunded).isEqualTo(6420);
    rig.pass(MissingMoney.SALE_COMES);
    new MissingMoney(rig.db.jdbc(), rig.db.tx(), () -> rig.now, rig.cases).enter();
    assertThat(NaiveSums.of(rig.db).values().stream().mapToLong(sum -> sum).sum())
        .isZero();
    // The fee stays; of the amount nothing is left with the gateway, and nothing is unclear.
    assertThat(NaiveSums.of(rig.db)).isEqualTo(Map.of("1110", -59L, "6100", 59L));
  }

  @Test
  void another_card_needs_a_manager_while_the_end_of_one_is_not_known() {
    var first = ask("CARD", 6420, DUE);
    assertThatThrownBy(() -> ask("CARD", 6420, DUE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("is not over");
    terminal.away = true;
    payments.abandon(first.id(), "Cora", null);
    assertThatThrownBy(() -> ask("CARD", 6420, DUE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("needs a manager's word");
    payments.abandon(first.id(), "Cora", "Max");
    terminal.away = false;
    assertThat(ask("CARD", 6420, DUE).state()).isEqualTo(State.WAITING);
  }

  @Test
  void parts_fit_together_and_never_come_to_more_than_the_sale() {
    captured(3000);
    assertThatThrownBy(() -> ask("PAYPAL", 3421, DUE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("only 34.20 USD of the sale are left to pay");
    assertThatThrownBy(() -> ask("PAYPAL", 3420, null))
        .as("a till that knows nothing of parts")
        .isInstanceOf(BadInput.class);
    assertThat(ask("PAYPAL", 3420, DUE).state()).isEqualTo(State.WAITING);
  }

  @Test
  void a_declined_card_ends_it_and_the_next_may_come() {
    var asked = ask("CARD", 6420, DUE);
    terminal.bank.set(reference(asked), GatewayPayment.State.DECLINED);
    var ended = payments.look(asked.id());
    assertThat(ended.state()).isEqualTo(State.FAILED);
    assertThat(ended.note()).isEqualTo("the card was declined");
    assertThat(ask("CARD", 6420, DUE).state()).isEqualTo(State.WAITING);
  }

  @Test
  void a_till_without_a_terminal_takes_no_cards() {
    assertThatThrownBy(() -> payments.open(
            new Wanted(UUID.randomUUID(), rig.sale, rig.hold, "CARD", DUE, DUE, "R2")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("has no card terminal");
  }

  @Test
  void a_card_that_its_sale_did_not_use_is_money_without_a_sale() {
    captured(6420);
    rig.recordSale(rig.sale);
    rig.pass(Duration.ofMinutes(2));
    assertThat(payments.sweepOrphans(Duration.ofMinutes(1))).isEqualTo(1);
    assertThat(rig.openCases()).containsExactly("money-without-sale");
  }
}
