package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Ticket;
import dev.tillbridge.embedded.TestServers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A card terminal's settlement, its payout, and the bank's line. */
class Scenario46PayoutTest {

  private final LocalDate day = LocalDate.now(ZoneOffset.UTC);
  private static final String HEAD = "date,reference,kind,gross,fee,net,payout\n";

  private final Hub hub = Hub.start(TestServers.redis().uri());
  private final Money money = new Money(hub);

  @AfterEach
  void close() {
    hub.close();
  }

  private Ticket byCard(long amount, String slip) {
    var sku = Goods.stocked(hub, 5, (int) amount);
    var ticket = Ticket.usd().line(sku, 1, amount, 0).by("CARD", amount, slip);
    money.sold(ticket);
    return ticket;
  }

  /** Charges 1,842.50, refunds -96.00, fees -58.31, a dispute -75.00 and its fee -15.00. */
  private String settlement() {
    byCard(90_000, "slip-1");
    byCard(84_650, "slip-2");
    var returned = byCard(9_600, "slip-3");
    money.back(
        returned,
        ", \"tenders\": [{\"kind\": \"CARD\", \"amount\": %s, \"reference\": \"slip-4\"}]"
            .formatted(returned.money(9_600)));
    return HEAD + """
        %1$s,slip-1,charge,900.00,28.10,871.90,P-1
        %1$s,slip-2,charge,846.50,26.21,820.29,P-1
        %1$s,slip-3,charge,96.00,4.00,92.00,P-1
        %1$s,slip-4,refund,-96.00,0.00,-96.00,P-1
        %1$s,slip-1,dispute,-75.00,0.00,-75.00,P-1
        %1$s,slip-1,dispute fee,-15.00,0.00,-15.00,P-1
        """.formatted(day);
  }

  private JsonNode bank(String currency, String... amounts) {
    var file = new StringBuilder("id,date,amount,words\n");
    for (int i = 0; i < amounts.length; i++) {
      file.append("%s-%d,%s,%s,CARD SETTLEMENT\n"
          .formatted(UUID.randomUUID(), i, day.plusDays(2), amounts[i]));
    }
    var answer = money.bank(UUID.randomUUID(), currency, file.toString());
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return money.payouts();
  }

  @Test
  void charges_less_refunds_fees_and_a_dispute_are_the_banks_line() {
    var file = settlement();
    var id = UUID.randomUUID();
    var taken = money.settlement(id, "CARD", "terminal", "USD", file);
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    assertThat(taken.json().path("fresh").asInt()).isEqualTo(6);
    var balances = money.balances("USD");
    assertThat(balances)
        .as("nothing is left with the terminal's processor")
        .isEqualTo(Map.of(
            "1150", 159_819L, "1180", 7_500L, "4000", -174_650L, "6100", 5_831L, "6120", 1_500L));
    assertThat(money.payouts().at("/payouts/0/amount/minor").asLong()).isEqualTo(159_819);
    assertThat(money.payouts().at("/payouts/0/count").asInt()).isEqualTo(6);

    assertThat(money.settlement(id, "CARD", "terminal", "USD", file).status()).isEqualTo(201);
    var again = money.settlement(UUID.randomUUID(), "CARD", "terminal", "USD", file);
    assertThat(again.json().path("id").asString()).as("the same file").isEqualTo(id.toString());
    var overlapping = money.settlement(UUID.randomUUID(), "CARD", "terminal", "USD", file + "\n\n");
    assertThat(overlapping.json().path("fresh").asInt()).isZero();
    var other = money.settlement(id, "CARD", "terminal", "USD", HEAD);
    assertThat(other.status()).as("another file under its id").isEqualTo(409);
    assertThat(money.balances("USD")).isEqualTo(balances);

    var payouts = bank("USD", "1598.19");
    assertThat(payouts.at("/payouts/0/bank/amount/minor").asLong()).isEqualTo(159_819);
    assertThat(payouts.at("/payouts/0/matchedBy").asString()).isEqualTo("hub");
    assertThat(payouts.path("unclear")).isEmpty();
    assertThat(money.balances("USD")).as("the bank only confirms").isEqualTo(balances);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "USD, 1598.18, 0.01 USD less than 1598.19 USD",
    "USD, 1598.20, 0.01 USD more than 1598.19 USD",
    "EUR, 1598.19, in another currency than 1598.19 USD",
    "USD, 9000.00, the bank has no line of about 1598.19 USD"
  })
  void any_other_amount_is_not_matched(String currency, String amount, String why) {
    money.settlement(UUID.randomUUID(), "CARD", "terminal", "USD", settlement());
    var payouts = bank(currency, amount);
    assertThat(payouts.at("/payouts/0").has("bank")
            && !payouts.at("/payouts/0/bank").isNull())
        .isFalse();
    assertThat(payouts.at("/unclear/0/why").asString()).contains(why);
  }

  @Test
  void of_two_lines_a_person_chooses_and_may_think_better_of_it() {
    money.settlement(UUID.randomUUID(), "CARD", "terminal", "USD", settlement());
    var payouts = bank("USD", "1598.19", "1598.19");
    assertThat(payouts.at("/unclear/0/why").asString())
        .isEqualTo("2 lines of the bank have this amount");
    assertThat(payouts.at("/unclear/0/candidates")).hasSize(2);
    var payout = payouts.at("/payouts/0/id").asString();
    var line = payouts.at("/unclear/0/candidates/1/bankLine").asString();
    var path = Money.BOOKS + "/payouts/" + payout;
    var body = "{\"bankLine\": \"%s\"}".formatted(line);
    assertThat(hub.http().post(path + "/match", body).status()).isEqualTo(200);
    assertThat(hub.http().post(path + "/match", body).status()).as("again").isEqualTo(200);
    assertThat(money.payouts().at("/payouts/0/bank/id").asString()).isEqualTo(line);
    var other = payouts.at("/unclear/0/candidates/0/bankLine").asString();
    assertThat(hub.http()
            .post(path + "/match", "{\"bankLine\": \"%s\"}".formatted(other))
            .status())
        .isEqualTo(409);
    assertThat(hub.http().post(path + "/part", "").status()).isEqualTo(200);
    assertThat(money.payouts().at("/unclear/0/candidates")).hasSize(2);
  }

  @Test
  void a_bad_line_is_named_and_the_others_go_on() {
    byCard(2_000, "slip-9");
    var answer = money.settlement(
        UUID.randomUUID(),
        "CARD",
        "terminal",
        "USD",
        HEAD
            + "%1$s,slip-9,charge,20.00,0.60,19.40,P-9\n".formatted(day)
            + "%1$s,slip-8,charge,20.00,0.60,19.39,P-9\n".formatted(day)
            + "yesterday,slip-7,charge,20.00,0.60,19.40,P-9\n"
            + "%1$s,slip-6,gift,20.00,0.60,19.40,P-9\n".formatted(day)
            + "%1$s,slip-5,charge,\"1,234\",0.00,1234.00,P-9\n".formatted(day));
    assertThat(answer.json().path("lines").asInt()).isEqualTo(1);
    assertThat(answer.json().path("aside").valueStream())
        .extracting(a -> a.path("place").asString() + ": " + a.path("why").asString())
        .satisfiesExactly(
            a -> assertThat(a).startsWith("line 3: net: is 19.39 USD, but 20.00 USD less a fee"),
            a -> assertThat(a).isEqualTo("line 4: date: 'yesterday' is no day like 2027-01-31"),
            a -> assertThat(a).startsWith("line 5: kind: 'gift' is none of"),
            a -> assertThat(a).isEqualTo("line 6: gross: '1,234' is no amount in USD"));
    assertThat(money.balances("USD"))
        .isEqualTo(Map.of("1150", 1_940L, "4000", -2_000L, "6100", 60L));
    var noTable = money.settlement(UUID.randomUUID(), "CARD", "terminal", "USD", "a,b\n1,2\n");
    assertThat(noTable.status()).isEqualTo(422);
  }

  /** OFX as banks write it since the nineties: elements that are not closed. */
  @Test
  void a_bank_may_tell_it_as_ofx() {
    money.settlement(UUID.randomUUID(), "CARD", "terminal", "USD", settlement());
    var ofx = """
        OFXHEADER:100
        <OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD
        <BANKTRANLIST>
        <STMTTRN><TRNTYPE>CREDIT<DTPOSTED>%s120000[-5:EST]<TRNAMT>1598.19<FITID>77<NAME>CARDS &amp; CO
        <STMTTRN><TRNTYPE>DEBIT<DTPOSTED>soon<TRNAMT>-4.00<FITID>78<NAME>RENT
        </BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
        """.formatted(day.plusDays(1).toString().replace("-", ""));
    var answer = money.bank(UUID.randomUUID(), "EUR", ofx);
    assertThat(answer.json().path("lines").asInt()).as(answer.body()).isEqualTo(1);
    assertThat(answer.json().path("aside")).hasSize(1);
    assertThat(money.payouts().at("/payouts/0/bank/words").asString()).isEqualTo("CARDS & CO");
  }
}
