package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Ticket;
import dev.tillbridge.app.testing.WorldTime;
import dev.tillbridge.embedded.TestServers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A day from its first sale until it is green, as the bookkeeper sees it. */
class DailyCloseTest {

  private final WorldTime time = new WorldTime();
  private final Hub hub = Hub.startAt(TestServers.redis().uri(), time);
  private final Money money = new Money(hub);
  private final BothBooks both = new BothBooks(hub);
  private final LocalDate day = LocalDate.now(ZoneId.of("America/New_York"));

  @AfterEach
  void close() {
    hub.close();
  }

  private JsonNode verdict() {
    var answer = hub.http().get(Money.BOOKS + "/close/" + day);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private JsonNode part(String topic) {
    return verdict()
        .path("parts")
        .valueStream()
        .filter(part -> part.path("topic").asString().equals(topic))
        .findFirst()
        .orElseThrow();
  }

  private String page() {
    return hub.http()
        .send(
            "GET",
            "/console/books/close?day=" + day,
            null,
            "Cookie",
            "TILLBRIDGE_CONSOLE=" + hub.session("BOOKKEEPER"),
            "Sec-Fetch-Site",
            "same-origin")
        .body();
  }

  @Test
  void a_day_is_green_when_everybody_says_the_same_and_names_what_is_missing_until_then() {
    var sku = Goods.stocked(hub, 20, 3_000);
    var byCash = Ticket.usd().line(sku, 2, 3_000, 0).cash(6_000);
    money.sold(byCash);
    money.back(byCash, "");
    money.sold(Ticket.usd().line(sku, 1, 3_000, 0).by("CARD", 3_000, "slip-1"));
    var online = Ticket.usd();
    var payment = money.captured(online.id, 3_000);
    money.sold(online.line(sku, 1, 3_000, 0).paypal(3_000, payment));

    var today = verdict();
    assertThat(today.path("over").asBoolean()).isFalse();
    assertThat(today.path("green").asBoolean()).isFalse();
    // 60.00 less 30.00 that went back.
    assertThat(part("TENDERS").at("/sums/0/what").asString()).startsWith("C");
    assertThat(part("TENDERS").path("sums").valueStream())
        .allMatch(sum -> sum.path("agrees").asBoolean())
        .extracting(sum -> sum.path("here").path("minor").asLong())
        .containsExactlyInAnyOrder(3_000L, 3_000L);
    assertThat(hub.http().get(Money.BOOKS + "/close/" + day.plusDays(9)).status())
        .isEqualTo(422);

    Books.soon().until(() -> both.pass(time, Duration.ofDays(1)));
    Money.soon().untilAsserted(() -> {
      both.pass(time, Duration.ofMinutes(16));
      assertThat(part("GATEWAYS").path("points").valueStream())
          .as("only the terminal has told nothing")
          .extracting(point ->
              point.path("subject").asString() + ": " + point.path("words").asString())
          .containsExactly(
              "Card terminal: 30.00 USD was taken, 0.00 USD is reported; of 1 payment nothing was"
                  + " heard.");
    });
    assertThat(part("GATEWAYS").path("state").asString()).isEqualTo("WAITS");
    assertThat(verdict().path("first").isNull()).as("nobody can do anything").isTrue();

    Books.soon().until(() -> both.pass(time, Duration.ofDays(4)));
    assertThat(verdict().at("/first/next").asString())
        .isEqualTo("Upload the terminal's settlement of these days.");
    assertThat(page()).contains("Something does not agree.", "Card terminal", "$30.00");

    var settled = money.settlement(
        UUID.randomUUID(),
        "CARD",
        "terminal",
        "USD",
        "date,reference,kind,gross,fee,net,payout\n" + day
            + ",slip-1,charge,30.00,0.90,29.10,P-1\n");
    assertThat(settled.status()).as(settled.body()).isEqualTo(201);
    Money.soon().untilAsserted(() -> assertThat(part("PAYOUTS").path("points")).hasSize(1));
    assertThat(part("PAYOUTS").at("/points/0/difference/minor").asLong()).isEqualTo(2_910);
    var bank = money.bank(
        UUID.randomUUID(), "USD", "id,date,amount,words\n1," + day.plusDays(1) + ",29.10,CARDS\n");
    assertThat(bank.status()).as(bank.body()).isEqualTo(201);

    Money.soon().untilAsserted(() -> {
      both.pass(time, Duration.ofMinutes(16));
      var now = verdict();
      assertThat(now.path("green").asBoolean()).as(now.toPrettyString()).isTrue();
    });
    // So much later nobody is signed in any more.
    hub.forgetSessions();
    assertThat(page()).contains("Everything agrees.").doesNotContain("style=", "<script>");
  }
}
