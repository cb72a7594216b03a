package dev.tillbridge.app.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.app.testing.Goods;
import dev.tillbridge.app.testing.Http;
import dev.tillbridge.app.testing.Hub;
import dev.tillbridge.app.testing.Ticket;
import dev.tillbridge.app.testing.WorldTime;
import dev.tillbridge.embedded.TestServers;
import dev.tillbridge.hub.closereport.CloseReports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A month of one shop with till, web shop, PayPal, cards and gift cards, refunds and a dispute. What
 * everything comes to is added up beside it, by hand, from what was done.
 */
class MonthOfTradingTest {

  private static final int DAYS = 30;
  private static final int PRICE = 2_000;
  private static final int TAX = 165;
  private static final int PAID = PRICE + TAX;
  private static final int GIFT = 5_000;
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private final WorldTime time = new WorldTime();
  private final Hub hub = Hub.startAt(TestServers.redis().uri(), time);
  private final Money money = new Money(hub);
  private final BothBooks both = new BothBooks(hub);
  private final String sku = Goods.stocked(hub, 1_000, PRICE);
  private final String giftCard = "GC" + UUID.randomUUID().toString().replace("-", "");
  private final LocalDate first = today();

  /** Debits above zero, by account. */
  private final Map<String, Long> expected = new TreeMap<>();

  private final List<String> cardLines = new ArrayList<>();
  private final List<String> shopLines = new ArrayList<>();
  private final List<String> bankLines = new ArrayList<>();
  private int webOrders;
  private long withCard;
  private long withShop;
  private long withPayPal;

  @AfterEach
  void close() {
    hub.close();
  }

  private LocalDate today() {
    return time.instant().atZone(NEW_YORK).toLocalDate();
  }

  private void booked(String account, long amount) {
    expected.merge(account, amount, Long::sum);
    expected.values().removeIf(sum -> sum == 0);
  }

  /** So many units, given back below zero. */
  private void goods(int units) {
    booked("4000", -units * (long) PRICE);
    booked("2200", -units * (long) TAX);
  }

  private Ticket one() {
    return Ticket.usd()
        .soldAt(time.instant())
        .line(sku, 1, PRICE, 0)
        .tax(82_500, false, PRICE, TAX);
  }

  @Test
  void every_clearing_account_comes_to_zero_and_quickbooks_has_what_we_have() {
    hub.outside().list(sku, PRICE);
    hub.http().post("/api/v1/shop/link", "");
    Books.soon().until(() -> shown() >= 100);
    for (int day = 1; day <= DAYS; day++) {
      atTheTill(day);
      online(day);
      if (day % 10 == 0) {
        settled(day);
      }
      Books.soon().until(() -> both.pass(time, Duration.ofDays(1)));
    }
    upload();

    Money.soon().untilAsserted(() -> {
      both.pass(time, Duration.ofMinutes(16));
      assertThat(money.balances("USD")).isEqualTo(expected);
    });
    assertThat(expected)
        .as("nothing is with PayPal, card processor or shop, in dispute, or unclear")
        .doesNotContainKeys("1100", "1110", "1120", "1180", "1990");
    assertThat(new BigDecimal(hub.outside().truth("paypal").at("/balances/USD").asString()))
        .isZero();
    Books.soon().untilAsserted(() -> {
      assertThat(both.waiting()).as("under way or set aside").isEmpty();
      assertThat(both.there()).isEqualTo(both.ours());
    });
    assertThat(new Books(hub).truth().path("effects"))
        .as("each document once")
        .allSatisfy(effect -> assertThat(effect.path("count").asInt()).isEqualTo(1));
    everyDayIsGreen();
    theReportOfTheMonthSaysSo();
  }

  private void atTheTill(int day) {
    var byCash = one().cash(PAID);
    money.sold(byCash);
    booked("1010", PAID);
    goods(1);
    if (day % 4 == 0) {
      money.back(byCash, "");
      booked("1010", -PAID);
      goods(-1);
    }
    var slip = "slip-" + day;
    var byCard = one().by("CARD", PAID, slip);
    money.sold(byCard);
    goods(1);
    card(slip, "charge", PAID, PAID * 29L / 1_000);
    if (day % 7 == 0) {
      money.back(
          byCard,
          ", \"tenders\": [{\"kind\": \"CARD\", \"amount\": %s, \"reference\": \"%s-back\"}]"
              .formatted(byCard.money(PAID), slip));
      goods(-1);
      card(slip + "-back", "refund", -PAID, 0);
    }
    if (day == 5) {
      money.sold(
          Ticket.usd().soldAt(time.instant()).card("GIFT_CARD", GIFT, giftCard).cash(GIFT));
      booked("1010", GIFT);
      booked("2400", -GIFT);
    }
    if (day == 6 || day == 16) {
      money.sold(one().by("GIFT_CARD", PAID, giftCard));
      booked("2400", PAID);
      goods(1);
    }
    byPayPal(day);
  }

  private void byPayPal(int day) {
    var ticket = one();
    money.sold(ticket.paypal(PAID, money.captured(ticket.id, PAID)));
    goods(1);
    // 3.49 % of 21.65 and 0.49 are 1.25.
    withPayPal += PAID - 125;
    booked("6100", 125);
    var payment =
        hub.outside().truth("paypal").at("/movements/0/transaction_id").asString();
    switch (day) {
      // The customer of the first sale disputes it; there is a fee at once, and in the end it is
      // lost.
      case 9 -> {
        told("T1110", "-21.65", payment);
        told("T0106", "-15.00", payment);
        withPayPal -= PAID + 1_500;
        booked("6120", 1_500);
      }
      case 19 -> {
        told("T1111", "21.65", payment);
        told("T1106", "-21.65", payment);
        booked("6120", PAID);
      }
      default -> {
        // An ordinary day.
      }
    }
  }

  private void told(String code, String value, String about) {
    money.paypal(code, value, ", \"paypal_reference_id\": \"%s\"".formatted(about));
  }

  private void online(int day) {
    var order = hub.outside().placed(sku, 1);
    webOrders++;
    Books.soon().until(() -> webSales() == webOrders);
    goods(1);
    // 2.9 % and 0.30: 93 of 2,165.
    shopLines.add(
        "%1$s 12:00:00 +0000,charge,%2$s,visa,online,paid,%1$s,%3$d,%1$s,21.65,0.93,20.72,#c-%4$d,card,21.65,USD,USD,0.00"
            .formatted(today(), order.path("name").asString(), 7_000 + (day - 1) / 10, day));
    withShop += PAID - 93;
    booked("6100", 93);
  }

  private void card(String slip, String kind, long gross, long fee) {
    withCard += gross - fee;
    if (fee != 0) {
      booked("6100", fee);
    }
    cardLines.add("%s,%s,%s,%s,%s,%s,P-%d"
        .formatted(today(), slip, kind, amount(gross), amount(fee), amount(gross - fee), week()));
  }

  private long week() {
    return (today().toEpochDay() - first.toEpochDay()) / 10;
  }

  private static String amount(long minor) {
    return BigDecimal.valueOf(minor, 2).toPlainString();
  }

  /** Everybody sends the bank what he has. */
  private void settled(int day) {
    money.paypal("T0400", amount(-withPayPal), "");
    for (long sent : new long[] {withPayPal, withCard, withShop}) {
      booked("1150", sent);
      bankLines.add(
          "%d-%d,%s,%s,PAYOUT".formatted(day, bankLines.size(), today().plusDays(1), amount(sent)));
    }
    withPayPal = 0;
    withCard = 0;
    withShop = 0;
  }

  private void upload() {
    taken(money.settlement(
        UUID.randomUUID(),
        "CARD",
        "terminal",
        "USD",
        "date,reference,kind,gross,fee,net,payout\n" + String.join("\n", cardLines) + "\n"));
    taken(money.settlement(
        UUID.randomUUID(),
        "SHOP",
        Hub.SHOP,
        "USD",
        "Transaction Date,Type,Order,Card Brand,Card Source,Payout Status,Payout Date,Payout ID,"
            + "Available On,Amount,Fee,Net,Checkout,Payment Method Name,Presentment Amount,"
            + "Presentment Currency,Currency,VAT\n"
            + String.join("\n", shopLines) + "\n"));
    taken(money.bank(
        UUID.randomUUID(), "USD", "id,date,amount,words\n" + String.join("\n", bankLines) + "\n"));
  }

  private static void taken(Http.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.json().path("aside")).as(answer.body()).isEmpty();
  }

  /** From the first day to the last: sold, entered, reported, paid out and told; the shop agrees. */
  private void everyDayIsGreen() {
    for (var day = first; day.isBefore(first.plusDays(DAYS)); day = day.plusDays(1)) {
      compared(day);
    }
    for (var day = first; day.isBefore(first.plusDays(DAYS)); day = day.plusDays(1)) {
      var one = day;
      Books.soon().untilAsserted(() -> {
        both.pass(time, Duration.ofMinutes(1));
        var verdict = hub.http().get(Money.BOOKS + "/close/" + one).json();
        assertThat(verdict.path("green").asBoolean())
            .as(verdict.toPrettyString())
            .isTrue();
      });
    }
  }

  /** Signed, genuine, and kept beside the results of this run for whoever wants to read it. */
  private void theReportOfTheMonthSaysSo() {
    var last = first.plusDays(DAYS - 1);
    var path = "/api/v1/books/close/reports";
    var made = hub.http().post(path, """
        {"id": "%s", "from": "%s", "through": "%s"}
        """.formatted(UUID.randomUUID(), first, last));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().path("green").asBoolean()).as(made.body()).isTrue();
    var reports = hub.part(CloseReports.class);
    var report = reports.get(UUID.fromString(made.json().path("id").asString()));
    var folder = Path.of("target", "close-report");
    for (var file :
        Map.of("pdf", reports.pdf(report.id()), "csv", reports.csv(report.id())).entrySet()) {
      var name = report.name() + "." + file.getKey();
      assertThat(reports.check(name, file.getValue()).isGenuine()).as(name).isTrue();
      try {
        Files.createDirectories(folder);
        Files.write(folder.resolve(name), file.getValue());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void compared(LocalDate day) {
    var asked = hub.http()
        .post("/api/v1/shop/comparisons", """
        {"id": "%s", "shop": "%s", "day": "%s"}
        """.formatted(UUID.randomUUID(), Hub.SHOP, day));
    assertThat(asked.status()).as(asked.body()).isEqualTo(202);
  }

  private int shown() {
    return hub.outside()
        .truth("shopify")
        .path("stock")
        .valueStream()
        .filter(level -> level.path("sku").asString("").equals(sku))
        .mapToInt(level -> level.path("available").asInt())
        .findFirst()
        .orElse(-1);
  }

  private int webSales() {
    return hub.part(JdbcClient.class)
        .sql("select count(*) from sale where channel = 'WEB'")
        .query(Integer.class)
        .single();
  }
}
