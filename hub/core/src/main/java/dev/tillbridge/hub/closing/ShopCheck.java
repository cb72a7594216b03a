package dev.tillbridge.hub.closing;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.closing.DayVerdict.Part;
import dev.tillbridge.hub.closing.DayVerdict.Point;
import dev.tillbridge.hub.closing.DayVerdict.Sum;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import dev.tillbridge.model.money.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether the day was compared with every online shop, and what is left of what was found. */
final class ShopCheck implements DayCheck {

  /** Shops that were told of or compared within these days. */
  private static final int IN_USE_DAYS = 60;

  private record Night(
      String shop,
      @Nullable String state,
      int waiting,
      long shopTotal,
      long hubTotal,
      @Nullable String currency,
      @Nullable String note) {}

  private final JdbcClient jdbc;

  ShopCheck(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Part of(Asked asked) {
    var nights = jdbc.sql("""
            select used.shop, c.state, coalesce(c.waiting, 0) as waiting,
                   coalesce(c.shop_total, 0) as shop_total, coalesce(c.hub_total, 0) as hub_total,
                   c.currency, c.note
              from (select distinct shop from comparison where asked_at > :since
                    union
                    select distinct ref_account from sale
                     where business_day = :day and channel = 'WEB' and ref_account is not null) used
              left join lateral (
                select * from comparison n where n.shop = used.shop and n.day = :day
                 order by n.asked_at desc limit 1) c on true
             order by used.shop
            """)
        .param("day", asked.day())
        .param("since", asked.now().minus(Duration.ofDays(IN_USE_DAYS)).atOffset(UTC))
        .query((row, _) -> new Night(
            row.getString("shop"),
            row.getString("state"),
            row.getInt("waiting"),
            row.getLong("shop_total"),
            row.getLong("hub_total"),
            row.getString("currency"),
            row.getString("note")))
        .list();
    if (nights.isEmpty()) {
      return DayCheck.unused(Topic.SHOPS);
    }
    var sums = new ArrayList<Sum>();
    var points = new ArrayList<Point>();
    for (var night : nights) {
      var currency = night.currency();
      if (currency != null && "DONE".equals(night.state())) {
        sums.add(new Sum(
            night.shop(),
            Money.of(night.hubTotal(), currency),
            Money.of(night.shopTotal(), currency)));
      }
      judge(night, asked, points);
    }
    return DayCheck.part(Topic.SHOPS, sums, points);
  }

  private static void judge(Night night, Asked asked, List<Point> points) {
    var state = night.state();
    var currency = night.currency();
    if (state == null || state.equals("DUE") || state.equals("RUNNING")) {
      // Each day is compared during the night that follows.
      boolean comes = state != null || !asked.isOlderThan(1);
      points.add(new Point(
          Topic.SHOPS,
          night.shop(),
          state == null ? "The day was not compared yet." : "The day is being compared.",
          null,
          comes,
          comes ? "Wait: it is compared during the night." : "Have the day compared now."));
    } else if (state.equals("FAILED")) {
      points.add(new Point(
          Topic.SHOPS,
          night.shop(),
          "It could not be compared: " + night.note(),
          null,
          false,
          "Put right what it says, then have the day compared again."));
    } else if (currency != null && night.shopTotal() != night.hubTotal()) {
      var here = Money.of(night.hubTotal(), currency);
      var there = Money.of(night.shopTotal(), currency);
      points.add(new Point(
          Topic.SHOPS,
          night.shop(),
          "The shop's orders come to %s, ours to %s.".formatted(there, here),
          here.minus(there),
          false,
          "Look at what the comparison found."));
    } else if (night.waiting() > 0) {
      points.add(new Point(
          Topic.SHOPS,
          night.shop(),
          night.waiting() == 1
              ? "1 difference waits for a person."
              : night.waiting() + " differences wait for a person.",
          null,
          false,
          "Look at what the comparison found."));
    }
  }
}
