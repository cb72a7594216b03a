package dev.tillbridge.hub.payments;

import static dev.tillbridge.hub.payments.PaymentRig.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.NaiveSums;
import dev.tillbridge.model.money.Money;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gateway keeps 0.59 of every 10.00. */
class PaymentsInTheLedgerTest {

  private static final Map<String, Long> FEE = Map.of("1100", -59L, "6100", 59L);

  private final PaymentRig rig = new PaymentRig();

  @AfterEach
  void close() {
    assertThat(NaiveSums.reported(rig.db)).isEqualTo(NaiveSums.of(rig.db));
    rig.close();
  }

  private MissingMoney missing() {
    return new MissingMoney(rig.db.jdbc(), rig.db.tx(), () -> rig.now, rig.cases);
  }

  @Test
  void what_the_gateway_keeps_is_entered_when_it_takes_the_money_and_once() {
    var payment = rig.captured();
    rig.payments.capture(payment.id());
    rig.payments.look(payment.id());
    assertThat(NaiveSums.of(rig.db, Cause.FEE)).isEqualTo(FEE);
    assertThat(NaiveSums.of(rig.db)).isEqualTo(FEE);
  }

  @Test
  void money_whose_sale_does_not_come_is_unclear_until_it_does() {
    rig.captured();
    assertThat(missing().enter()).isZero();
    rig.pass(MissingMoney.SALE_COMES);
    assertThat(missing().enter()).isEqualTo(1);
    assertThat(missing().enter()).isZero();
    assertThat(NaiveSums.of(rig.db, Cause.MONEY))
        .isEqualTo(Map.of("1100", 1_000L, "1990", -1_000L));
    rig.recordSale(rig.sale);
    missing().enter();
    missing().enter();
    assertThat(NaiveSums.of(rig.db, Cause.MONEY)).isEmpty();
    assertThat(NaiveSums.of(rig.db)).isEqualTo(FEE);
  }

  @Test
  void money_of_a_sale_is_told_by_the_sale() {
    rig.captured();
    rig.recordSale(rig.sale);
    rig.pass(MissingMoney.SALE_COMES.plusMinutes(1));
    assertThat(missing().enter()).isZero();
    assertThat(NaiveSums.of(rig.db)).isEqualTo(FEE);
  }

  @Test
  void what_goes_back_of_a_sale_was_owed_and_its_fee_stays() {
    var payment = rig.captured();
    rig.recordSale(rig.sale);
    rig.payments.refund(payment.id(), UUID.randomUUID(), Money.of(400, "USD"));
    assertThat(NaiveSums.of(rig.db, Cause.GATEWAY_REFUND))
        .isEqualTo(Map.of("1100", -400L, "2520", 400L));
  }

  @Test
  void what_goes_back_without_a_sale_leaves_nothing_but_the_fee() {
    var payment = rig.captured();
    rig.payments.refund(payment.id(), UUID.randomUUID(), TEN);
    rig.pass(Duration.ofHours(1));
    missing().enter();
    assertThat(NaiveSums.of(rig.db)).isEqualTo(FEE);
  }

  @Test
  void a_refund_without_an_answer_is_entered_when_it_is_known_to_have_happened() {
    var payment = rig.captured();
    rig.recordSale(rig.sale);
    var refund = UUID.randomUUID();
    rig.gateway.endings.add(FakeGateway.Ending.LOST_ANSWER);
    rig.payments.refund(payment.id(), refund, TEN);
    assertThat(NaiveSums.of(rig.db, Cause.GATEWAY_REFUND)).isEmpty();
    rig.pass(Payments.CALL_LEASE);
    rig.payments.refund(payment.id(), refund, TEN);
    assertThat(NaiveSums.of(rig.db, Cause.GATEWAY_REFUND))
        .isEqualTo(Map.of("1100", -1_000L, "2520", 1_000L));
  }

  @Test
  void what_was_there_before_there_was_a_ledger_is_entered() {
    var payment = rig.captured();
    rig.payments.refund(payment.id(), UUID.randomUUID(), Money.of(250, "USD"));
    for (var table : new String[] {"entry", "entry_line"}) {
      rig.db.jdbc().sql("alter table " + table + " disable trigger user").update();
    }
    rig.db.jdbc().sql("delete from entry_tail").update();
    rig.db.jdbc().sql("delete from entry_line").update();
    rig.db.jdbc().sql("delete from entry").update();
    for (var table : new String[] {"entry", "entry_line"}) {
      rig.db.jdbc().sql("alter table " + table + " enable trigger user").update();
    }
    rig.pass(Duration.ofHours(1));
    assertThat(missing().enter()).isEqualTo(2);
    assertThat(NaiveSums.of(rig.db))
        .isEqualTo(Map.of("1100", 1_000L - 250 - 59, "1990", -750L, "6100", 59L));
  }
}
