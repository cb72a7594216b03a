package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Ticket;
import dev.tillbridge.app.testing.WorldTime;
import dev.tillbridge.embedded.TestServers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A payment of 120.00, for a fee of 4.68, of which a customer disputes 75.00. */
class PayPalDisputeTest {

  private final WorldTime time = new WorldTime();
  private final Hub hub = Hub.startAt(TestServers.redis().uri(), time);
  private final Money money = new Money(hub);

  @AfterEach
  void close() {
    hub.close();
  }

  private String sold() {
    var sku = Goods.stocked(hub, 10, 6_000);
    var ticket = Ticket.usd();
    var payment = money.captured(ticket.id, 12_000);
    money.sold(
        ticket.line(sku, 2, 6_000, 0).tax(200_000, true, 12_000, 2_000).paypal(12_000, payment));
    return hub.outside().truth("paypal").at("/movements/0/transaction_id").asString();
  }

  private void told(String code, String value, String about) {
    money.paypal(code, value, ", \"paypal_reference_id\": \"%s\"".formatted(about));
  }

  private void books(Map<String, Long> expected) {
    Money.soon().untilAsserted(() -> {
      time.pass(Duration.ofMinutes(16));
      assertThat(money.balances("USD")).isEqualTo(expected);
    });
    var theirs = hub.outside().truth("paypal").at("/balances/USD").asString();
    assertThat(new BigDecimal(theirs).movePointRight(2).longValueExact())
        .as("PayPal's own balance")
        .isEqualTo(expected.get("1100"));
  }

  private int disputes() {
    return hub.http()
        .get(Money.BOOKS + "/movements/open")
        .json()
        .path("disputes")
        .size();
  }

  /** The money is held, and a fee is charged for it at once: 115.32 - 75.00 - 15.00 = 25.32. */
  private String opened() {
    var payment = sold();
    told("T1110", "-75.00", payment);
    told("T0106", "-15.00", payment);
    books(Map.of(
        "1100", 2_532L, "1180", 7_500L, "2200", -2_000L, "4000", -10_000L, "6100", 468L, "6120",
        1_500L));
    assertThat(disputes()).isEqualTo(1);
    return payment;
  }

  @Test
  void money_of_a_dispute_that_is_won_comes_back_and_its_fee_does_not() {
    var payment = opened();
    told("T1111", "75.00", payment);
    books(Map.of("1100", 10_032L, "2200", -2_000L, "4000", -10_000L, "6100", 468L, "6120", 1_500L));
    assertThat(disputes()).isZero();
  }

  /** PayPal lets what was held go, and takes it for good. */
  @Test
  void money_of_a_dispute_that_is_lost_is_a_loss_beside_its_fee() {
    var payment = opened();
    told("T1111", "75.00", payment);
    told("T1106", "-75.00", payment);
    books(Map.of("1100", 2_532L, "2200", -2_000L, "4000", -10_000L, "6100", 468L, "6120", 9_000L));
    assertThat(disputes()).isZero();
  }

  /** After a chargeback that nobody contests nothing more is told: a person says that it is lost. */
  @Test
  void a_chargeback_is_lost_when_a_person_says_so() {
    var payment = sold();
    told("T1201", "-120.00", payment);
    books(Map.of("1100", -468L, "1180", 12_000L, "2200", -2_000L, "4000", -10_000L, "6100", 468L));
    var body =
        "{\"gateway\": \"PAYPAL\", \"account\": \"main\", \"about\": \"%s\"}".formatted(payment);
    assertThat(hub.http().post(Money.BOOKS + "/disputes/lost", body).status()).isEqualTo(200);
    assertThat(hub.http().post(Money.BOOKS + "/disputes/lost", body).status()).isEqualTo(409);
    books(Map.of("1100", -468L, "2200", -2_000L, "4000", -10_000L, "6100", 468L, "6120", 12_000L));
  }
}
