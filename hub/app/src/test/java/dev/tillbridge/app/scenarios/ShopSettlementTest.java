package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.embedded.TestServers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shop's export of its payments, in Shopify's columns; amounts worked out by hand. */
class ShopSettlementTest {

  private static final String HEAD =
      "Transaction Date,Type,Order,Card Brand,Card Source,Payout Status,Payout Date,Payout ID,"
          + "Available On,Amount,Fee,Net,Checkout,Payment Method Name,Presentment Amount,"
          + "Presentment Currency,Currency,VAT\n";

  private final Hub hub = Hub.start(TestServers.redis().uri());
  private final Money money = new Money(hub);
  private final ShopShelf shelf = ShopShelf.stocked(hub, 20);
  private final LocalDate day = LocalDate.now(ZoneOffset.UTC);

  @AfterEach
  void close() {
    hub.close();
  }

  private String line(
      String time,
      String type,
      String order,
      String payout,
      String amount,
      String fee,
      String net,
      String presentment) {
    return "%s %s +0000,%s,%s,visa,online,%s,%s,%s,%s,%s,%s,%s,#c-%s,card,%s,USD,0.00%n"
        .formatted(
            day,
            time,
            type,
            order,
            payout.isEmpty() ? "pending" : "paid",
            day,
            payout,
            day,
            amount,
            fee,
            net,
            order.substring(1),
            presentment);
  }

  private void taken(String file, int fresh) {
    var answer = money.settlement(UUID.randomUUID(), "SHOP", Hub.SHOP, "USD", HEAD + file);
    assertThat(answer.json().path("aside")).as(answer.body()).isEmpty();
    assertThat(answer.json().path("fresh").asInt()).as(answer.body()).isEqualTo(fresh);
  }

  /**
   * An order of 39.98 and 3.30 of tax is paid in dollars, one of 19.99 and 1.65 in euro, which Shopify
   * turns into the shop's dollars by itself. Of the first 10.00 go back; the other is disputed.
   */
  @Test
  void orders_are_known_by_their_names_and_pending_payouts_come_again() {
    var first = hub.outside().placed(shelf.sku, 2).path("name").asString();
    var second = hub.outside().placed(shelf.sku, 1).path("name").asString();
    var sold = Map.of("1120", 6_492L, "2200", -495L, "4000", -5_997L);
    Money.soon().untilAsserted(() -> assertThat(money.balances("USD")).isEqualTo(sold));

    taken(line("10:00:00", "charge", first, "", "43.28", "1.56", "41.72", "43.28,USD"), 1);
    assertThat(money.balances("USD")).as("nothing is certain yet").isEqualTo(sold);

    var paid = line("10:00:00", "charge", first, "7001", "43.28", "1.56", "41.72", "43.28,USD")
        + line("11:00:00", "charge", second, "7001", "21.64", "0.93", "20.71", "19.90,EUR")
        + line("12:00:00", "refund", first, "7001", "-10.00", "0.00", "-10.00", "10.00,USD")
        + line("13:00:00", "chargeback", second, "7001", "-21.64", "15.00", "-36.64", "19.90,EUR");
    taken(paid, 4);
    // 41.72 + 20.71 - 10.00 - 36.64 = 15.79 go to the bank.
    var books = Map.of(
        "1150", 1_579L,
        "1180", 2_164L,
        "2200", -495L,
        "2520", 1_000L,
        "4000", -5_997L,
        "6100", 249L,
        "6120", 1_500L);
    assertThat(money.balances("USD")).isEqualTo(books);
    assertThat(money.balances("EUR")).as("never were with the shop").isEmpty();
    assertThat(money.payouts().at("/payouts/0/remoteId").asString()).isEqualTo("7001");
    assertThat(money.movements().path("movements"))
        .as("pending and paid are one")
        .hasSize(4);
    var kept = HEAD + paid.lines().skip(2).toList().getFirst() + "\n"
        + paid.lines().findFirst().orElseThrow();
    var again = money.settlement(UUID.randomUUID(), "SHOP", Hub.SHOP, "USD", kept);
    assertThat(again.json().path("fresh").asInt()).isZero();
    assertThat(money.balances("USD")).isEqualTo(books);
  }

  @Test
  void a_shop_that_nobody_knows_is_refused() {
    var file = HEAD + line("10:00:00", "charge", "#1", "1", "1.00", "0.00", "1.00", "1.00,USD");
    var answer = money.settlement(UUID.randomUUID(), "SHOP", "elsewhere.example", "USD", file);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("no shop of this name has told of an order");
  }
}
