package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Ticket;
import dev.tillbridge.app.testing.WorldTime;
import dev.tillbridge.embedded.TestServers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PayPal takes, keeps, sends to the bank and gives back, by the ledger. */
class Scenario44PayPalTest {

  private final WorldTime time = new WorldTime();
  private final Hub hub = Hub.startAt(TestServers.redis().uri(), time);
  private final Money money = new Money(hub);

  @AfterEach
  void close() {
    hub.close();
  }

  /** Two units, tax inside, paid by PayPal; answers the ticket. */
  private Ticket sold(long each, long tax) {
    var sku = Goods.stocked(hub, 10, (int) each);
    var ticket = Ticket.usd();
    var payment = money.captured(ticket.id, 2 * each);
    money.sold(
        ticket.line(sku, 2, each, 0).tax(200_000, true, 2 * each, tax).paypal(2 * each, payment));
    return ticket;
  }

  /** So late that PayPal is asked again. */
  private void later() {
    time.pass(Duration.ofMinutes(16));
  }

  private long paypalBalance() {
    var told = hub.outside().truth("paypal").at("/balances/USD").asString("0");
    return new BigDecimal(told).movePointRight(2).longValueExact();
  }

  private void reported(String kind, String state) {
    Money.soon().untilAsserted(() -> {
      later();
      assertThat(money.movements().path("movements").valueStream()).anySatisfy(m -> {
        assertThat(m.path("kind").asString()).isEqualTo(kind);
        assertThat(m.path("state").asString()).isEqualTo(state);
      });
    });
  }

  @Test
  void a_hundred_and_twenty_go_to_the_bank_and_sixty_come_back() {
    var ticket = sold(6_000, 2_000);

    var afterSale = Map.of("1100", 12_000L - 468, "4000", -10_000L, "2200", -2_000L, "6100", 468L);
    assertThat(money.balances("USD")).isEqualTo(afterSale);
    reported("CHARGE", "DONE");
    assertThat(money.balances("USD")).as("told again by the report").isEqualTo(afterSale);
    assertThat(paypalBalance()).as("PayPal's own balance").isEqualTo(11_532);

    money.paypal("T0400", "-115.32", "");
    reported("PAYOUT", "DONE");
    Money.soon()
        .untilAsserted(() -> assertThat(money.balances("USD"))
            .isEqualTo(Map.of("1150", 11_532L, "4000", -10_000L, "2200", -2_000L, "6100", 468L)));
    assertThat(paypalBalance()).isZero();

    var day = LocalDate.now(ZoneOffset.UTC).plusDays(1);
    var bank = money.bank(
        UUID.randomUUID(), "USD", "date,amount,words\n" + day + ",115.32,PAYPAL INST XFER\n");
    assertThat(bank.status()).as(bank.body()).isEqualTo(201);
    assertThat(money.payouts().at("/payouts/0/bank/words").asString())
        .isEqualTo("PAYPAL INST XFER");
    assertThat(money.payouts().path("unclear")).isEmpty();

    money.back(ticket, "");
    Money.soon()
        .untilAsserted(() -> assertThat(money.balances("USD"))
            .isEqualTo(Map.of(
                "1100", -6_000L, "1150", 11_532L, "4000", -5_000L, "2200", -1_000L, "6100", 468L)));
    reported("REFUND", "DONE");
    assertThat(money.balances("USD"))
        .as("PayPal returns no fee, so none is entered")
        .containsEntry("1100", -6_000L)
        .containsEntry("6100", 468L);
    assertThat(paypalBalance()).isEqualTo(-6_000);
  }

  /** 120.00: 4.68 of it is half 2.34. 80.00: 2.792 + 0.49 is 3.28, and half of it 1.64. */
  @ParameterizedTest(name = "two of {0} cents")
  @CsvSource({"6000, 2000, 468, 234, 5000, 1000", "4000, 1333, 328, 164, 3333, 667"})
  void a_fee_comes_back_when_paypal_reports_one(
      long each, long tax, long fee, long returned, long netBack, long taxBack) {
    hub.outside().post("/paypal/reporting", "{\"refundFees\": true}");
    var ticket = sold(each, tax);
    assertThat(money.balances("USD")).containsEntry("6100", fee);

    money.back(ticket, "");
    reported("REFUND", "DONE");

    Money.soon()
        .untilAsserted(() -> assertThat(money.balances("USD"))
            .isEqualTo(Map.of(
                "1100", 2 * each - fee - each + returned,
                "4000", -(2 * each - tax) + netBack,
                "2200", -tax + taxBack,
                "6100", fee - returned)));
    assertThat(paypalBalance()).isEqualTo(each - fee + returned);
  }

  @Test
  void a_fee_that_is_told_late_is_entered_when_it_is_and_a_change_of_it_adjusts() {
    hub.outside().post("/paypal/reporting", "{\"feesLater\": true, \"lateMinutes\": 180}");
    sold(6_000, 2_000);
    assertThat(money.balances("USD")).containsEntry("1100", 12_000L).doesNotContainKey("6100");
    later();
    assertThat(money.movements().path("movements")).as("not for three hours").isEmpty();
    time.pass(Duration.ofHours(3));
    reported("CHARGE", "DONE");
    assertThat(money.balances("USD")).containsEntry("1100", 11_532L).containsEntry("6100", 468L);

    var id = money.movements().at("/movements/0/id").asString();
    hub.outside()
        .post(
            "/paypal/transactions/" + id,
            "{\"fee_amount\": {\"currency_code\": \"USD\", \"value\": \"-4.20\"}}");
    Money.soon().untilAsserted(() -> {
      later();
      assertThat(money.balances("USD")).containsEntry("1100", 11_580L).containsEntry("6100", 420L);
    });
    assertThat(money.movement(id).path("version").asInt()).isEqualTo(2);
    assertThat(paypalBalance()).isEqualTo(11_580);
  }

  @Test
  void a_report_that_says_nothing_of_a_fee_does_not_take_it_back() {
    sold(6_000, 2_000);
    var id = hub.outside().truth("paypal").at("/movements/0/transaction_id").asString();
    hub.outside().post("/paypal/transactions/" + id, "{\"fee_amount\": null}");
    reported("CHARGE", "DONE");
    assertThat(money.movement(id).path("fee").isNull()).isTrue();
    assertThat(money.balances("USD")).containsEntry("1100", 11_532L).containsEntry("6100", 468L);
  }
}
