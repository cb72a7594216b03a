package dev.tillbridge.hub.shift;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static dev.tillbridge.hub.sales.SalesRig.NOW;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.hub.shift.DrawerEvent.Kind;
import dev.tillbridge.hub.shift.DrawerEvent.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a shift comes to, whatever comes late, twice or out of order. */
class ZReportTest {

  private static final ShiftRig RIG = new ShiftRig();

  @BeforeEach
  void begin() {
    RIG.begin();
  }

  @AfterAll
  static void end() {
    RIG.close();
  }

  /** Float 150.00, cash sales 412.35, refunds 25.00, pay-in 20.00, pay-out 35.00, drop 300.00. */
  private List<DrawerEvent> dayOfScenario27() {
    var before = RIG.cash(2_500, 190, null, ShiftRig.BEGAN.minus(Duration.ofDays(1)));
    RIG.sales.record(before);
    var events = List.of(
        RIG.event(Kind.OPENED, 15_000, null, 0),
        RIG.event(Kind.PAY_IN, 2_000, "Change from the bank", 60),
        RIG.event(Kind.PAY_OUT, 3_500, "Window cleaner", 120),
        RIG.event(Kind.NO_SALE, 0, "Customer wanted change", 130),
        RIG.event(Kind.DROP, 30_000, null, 300));
    RIG.take(events.toArray(DrawerEvent[]::new));
    RIG.sales.record(RIG.cash(30_000, 2_286, RIG.shift, at(30)));
    // An older till says nothing of shifts: this one belongs by its time.
    RIG.sales.record(RIG.cash(11_235, 856, null, at(200)));
    RIG.sales.record(RIG.card(5_000, RIG.shift, at(210)));
    RIG.refund(before, at(240));
    return events;
  }

  private static Instant at(int minutes) {
    return ShiftRig.BEGAN.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void scenario_27_a_drawer_is_counted_to_the_cent_and_a_late_sale_leaves_its_report_as_it_was() {
    dayOfScenario27();
    assertThat(RIG.view().report().expected()).as("X").isEqualTo(usd(22_235));

    RIG.take(RIG.close(22_185, 22_235, null));

    var report = RIG.view().report();
    assertThat(report.name()).isEqualTo("Z-0042");
    assertThat(report.cash())
        .isEqualTo(
            new Cash(usd(15_000), usd(41_235), usd(2_500), usd(2_000), usd(3_500), usd(30_000)));
    assertThat(report.expected()).isEqualTo(usd(22_235));
    assertThat(report.difference()).isEqualTo(usd(-50));
    assertThat(report.isWithinLimit()).isTrue();
    assertThat(report.awaited()).isEmpty();
    assertThat(report.figures())
        .extracting(f ->
            f.section() + " " + f.name() + " " + f.pieces() + " " + f.amount().minor())
        .containsExactly(
            "SALES  3 46235",
            "TAX Sales tax 2 3142",
            "TENDER CARD 1 5000",
            "TENDER CASH 2 41235",
            "REFUND  1 2500",
            "REFUND_TAX Sales tax 1 190",
            "REFUND_TENDER CASH 1 2500",
            "PAY_IN  1 2000",
            "PAY_OUT  1 3500",
            "DROP  1 30000",
            "NO_SALE  1 0");
    assertThat(RIG.caseKinds()).doesNotContain("drawer-off", "drawer-told-otherwise");

    RIG.sales.record(RIG.cash(1_240, 95, RIG.shift, at(400)));

    assertThat(RIG.view().report()).isEqualTo(report);
    assertThat(RIG.view().adjustments()).hasSize(1);
    var adjustment = RIG.view().adjustments().getFirst();
    assertThat(adjustment.name()).isEqualTo("Z-0042-A");
    assertThat(adjustment.cash().sales()).isEqualTo(usd(1_240));
    assertThat(adjustment.expected()).isEqualTo(usd(23_475));
    assertThat(adjustment.difference()).isEqualTo(usd(-1_290));
    assertThat(RIG.caseKinds()).contains("drawer-off");

    RIG.sales.record(RIG.card(700, RIG.shift, at(410)));
    assertThat(RIG.view().last().name()).isEqualTo("Z-0042-B");
    assertThat(RIG.view().last().expected()).isEqualTo(usd(23_475));
  }

  @Test
  void the_books_have_what_was_counted_in_the_safe_and_nothing_in_a_closed_drawer() {
    dayOfScenario27();
    // The sale of the day before was in no shift: its cash stays where it was.
    long before = 2_500;
    RIG.take(RIG.close(22_185, 22_235, null));
    assertThat(RIG.balance("1010")).as("drawer").isEqualTo(before);
    assertThat(RIG.balance("1020")).as("safe").isEqualTo(30_000 + 22_185 - 15_000);
    assertThat(RIG.balance("6500")).as("short").isEqualTo(50);
    assertThat(RIG.balance("6900")).as("paid out").isEqualTo(3_500);
    assertThat(RIG.balance("6910")).as("paid in").isEqualTo(-2_000);

    RIG.sales.record(RIG.cash(1_240, 95, RIG.shift, at(400)));
    assertThat(RIG.balance("1010")).isEqualTo(before);
    assertThat(RIG.balance("6500")).isEqualTo(50 + 1_240);
    assertThat(RIG.balance("1020")).isEqualTo(37_185);
  }

  @Test
  void scenario_18_a_report_counts_what_its_till_could_not_send() {
    RIG.take(RIG.event(Kind.OPENED, 10_000, null, 0));
    var all = new ArrayList<NewSale>();
    for (int i = 0; i < 37; i++) {
      all.add(RIG.cash(1_000, 76, RIG.shift, at(10 + i)));
    }
    var poison = all.remove(4);
    all.forEach(RIG.sales::record);

    RIG.take(RIG.close(47_000, 47_000, null, told(poison, 1_000)));

    var report = RIG.view().report();
    assertThat(report.figures().getFirst())
        .isEqualTo(new Figure(Figure.Section.SALES, "", 37, usd(37_000)));
    assertThat(report.difference()).isEqualTo(usd(0));
    assertThat(report.awaited()).extracting(Item::number).containsExactly(poison.receiptNumber());
    assertThat(RIG.caseKinds()).doesNotContain("drawer-off", "drawer-told-otherwise");

    RIG.sales.record(poison);
    assertThat(RIG.view().adjustments()).isEmpty();
    assertThat(RIG.view().report().awaited()).isEmpty();
    assertThat(RIG.balance("1010")).isZero();
  }

  @Test
  void what_comes_otherwise_than_its_till_had_told_is_adjusted_by_the_difference() {
    RIG.take(RIG.event(Kind.OPENED, 10_000, null, 0));
    var sale = RIG.cash(1_000, 76, RIG.shift, at(10));
    RIG.take(RIG.close(10_900, 10_900, null, told(sale, 900)));
    RIG.sales.record(sale);
    assertThat(RIG.view().last().name()).isEqualTo("Z-0042-A");
    assertThat(RIG.view().last().cash().sales()).isEqualTo(usd(100));
    assertThat(RIG.view().last().expected()).isEqualTo(usd(11_000));
    assertThat(RIG.balance("1010")).isZero();
  }

  private static UnderWay told(NewSale sale, long cash) {
    return new UnderWay(
        sale.id(),
        "SALE",
        String.valueOf(sale.receiptNumber()),
        usd(cash),
        usd(76),
        usd(0),
        usd(cash));
  }

  @Test
  void the_order_in_which_things_come_makes_no_difference() {
    var opened = RIG.event(Kind.OPENED, 10_000, null, 0);
    var paidIn = RIG.event(Kind.PAY_IN, 500, "Found", 20);
    RIG.take(RIG.close(11_500, 11_500, null));
    assertThat(RIG.view().report().number()).as("its beginning is not known").isNull();
    RIG.take(paidIn);
    RIG.sales.record(RIG.cash(1_000, 76, RIG.shift, at(10)));
    RIG.take(opened);

    assertThat(RIG.view().report().name()).isEqualTo("Z-0042");
    assertThat(RIG.view().report().difference()).isEqualTo(usd(0));
    RIG.take(RIG.event(Kind.DROP, 300, null, 30));
    assertThat(RIG.view().last().name()).isEqualTo("Z-0042-A");
    assertThat(RIG.view().last().expected()).isEqualTo(usd(11_200));
    assertThat(RIG.balance("1010")).isZero();
  }

  /** Fault F28: what counts is what the till says belongs together, not what its clock says. */
  @Test
  void a_clock_that_was_set_back_by_three_days_closes_its_shift_all_the_same() {
    RIG.take(RIG.event(Kind.OPENED, 10_000, null, 0));
    RIG.sales.record(RIG.cash(1_000, 76, RIG.shift, at(-3 * 24 * 60)));
    RIG.take(
        RIG.close(RIG.shift, ShiftRig.BEGAN.minus(Duration.ofDays(3)), 42, 11_000, 11_000, null));
    assertThat(RIG.view().report().name()).isEqualTo("Z-0042");
    assertThat(RIG.view().report().difference()).isEqualTo(usd(0));
    assertThat(RIG.caseKinds()).isEmpty();
  }

  @Test
  void the_same_again_changes_nothing_and_another_content_is_refused_by_its_field() {
    var opened = RIG.event(Kind.OPENED, 10_000, null, 0);
    assertThat(RIG.shifts.record(opened, "Cora")).isFalse();
    assertThat(RIG.shifts.record(opened, "Otto")).isTrue();
    var other = new DrawerEvent(
        opened.id(),
        opened.kind(),
        opened.shift(),
        opened.register(),
        opened.location(),
        opened.person(),
        opened.at(),
        usd(9_999),
        null,
        null);
    assertThat(ShiftRig.fault(() -> RIG.take(other))).isEqualTo("amount");
    assertThat(ShiftRig.fault(() -> RIG.take(RIG.event(Kind.OPENED, 1, null, 5))))
        .isEqualTo("shift");
    assertThat(ShiftRig.fault(() -> RIG.take(RIG.event(Kind.PAY_OUT, 1, null, 5))))
        .isEqualTo("reason");
    assertThat(RIG.count("drawer_event where register = :register")).isEqualTo(1);
    assertThat(RIG.balance("1010")).isEqualTo(10_000);
  }

  @Test
  void a_drawer_that_is_off_by_more_than_it_may_be_needs_a_reason_and_opens_a_case() {
    RIG.take(RIG.event(Kind.OPENED, 10_000, null, 0));
    assertThat(ShiftRig.fault(() -> RIG.take(RIG.close(9_499, 10_000, null)))).isEqualTo("reason");
    RIG.take(RIG.close(9_499, 10_000, "A note fell behind the counter"));
    assertThat(RIG.view().report().isWithinLimit()).isFalse();
    assertThat(RIG.cases())
        .filteredOn(one -> one.kind().equals("drawer-off"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.title())
              .isEqualTo("The drawer of " + RIG.register + " was short by 5.01 USD");
          assertThat(one.detail()).contains("A note fell behind the counter");
        });
  }

  @Test
  void another_limit_and_a_blind_count_are_settings_of_the_location() {
    var policies = RIG.shifts.policies();
    assertThat(policies.at(MAIN)).isEqualTo(new DrawerPolicy(usd(500), false));
    policies.set(MAIN, new DrawerPolicy(usd(2_000), true), "Mira");
    assertThat(policies.at(MAIN)).isEqualTo(new DrawerPolicy(usd(2_000), true));
    RIG.take(RIG.event(Kind.OPENED, 10_000, null, 0), RIG.close(8_500, 10_000, null));
    assertThat(RIG.view().report().isWithinLimit()).isTrue();
    policies.set(MAIN, new DrawerPolicy(usd(500), false), "Mira");
  }

  @Test
  void numbers_have_no_gaps_and_a_till_that_counts_otherwise_is_told_of() {
    RIG.take(RIG.event(Kind.OPENED, 100, null, 0), RIG.close(100, 100, null));
    var second = UUID.randomUUID();
    RIG.take(
        new DrawerEvent(
            UUID.randomUUID(),
            Kind.OPENED,
            second,
            RIG.register,
            MAIN,
            "Cora",
            NOW,
            usd(100),
            null,
            null),
        RIG.close(second, NOW, 7, 100, 100, null));
    assertThat(RIG.shifts.find(second).orElseThrow().report().name()).isEqualTo("Z-0043");
    assertThat(RIG.shifts.lastNumber(RIG.register)).isEqualTo(43);
    assertThat(RIG.caseKinds()).contains("shift-number");
    assertThat(RIG.shifts.newest(null, false, 100))
        .filteredOn(view -> view.report().register().equals(RIG.register))
        .extracting(view -> view.report().name())
        .containsExactly("Z-0043", "Z-0042");
  }

  @Test
  void a_report_cannot_be_changed_by_anybody() {
    RIG.take(RIG.event(Kind.OPENED, 100, null, 0), RIG.close(100, 100, null));
    for (var table : List.of(
        "shift_report",
        "shift_report_figure",
        "shift_report_item",
        "drawer_event",
        "drawer_count")) {
      assertThatThrownBy(() -> RIG.hub.db.jdbc().sql("delete from " + table).update())
          .as(table)
          .hasMessageContaining("append-only");
    }
    assertThatThrownBy(
            () -> RIG.hub.db.jdbc().sql("update shift_report set counted = 0").update())
        .hasMessageContaining("append-only");
  }

  /** Attack A31: each sale is in exactly one report. */
  @Test
  void sales_that_arrive_while_a_shift_is_closed_twice_are_each_in_exactly_one_report()
      throws Exception {
    RIG.take(RIG.event(Kind.OPENED, 10_000, null, 0));
    var work = new ArrayList<Callable<Void>>();
    for (int i = 0; i < 24; i++) {
      var sale = RIG.cash(1_000, 76, i % 2 == 0 ? RIG.shift : null, at(10 + i));
      work.add(() -> {
        RIG.sales.record(sale);
        return null;
      });
    }
    for (int i = 0; i < 2; i++) {
      var close = RIG.close(34_000, 34_000, null);
      work.add(12, () -> {
        ShiftRig.fault(() -> RIG.take(close));
        return null;
      });
    }
    try (var people = Executors.newFixedThreadPool(8)) {
      for (var done : people.invokeAll(work)) {
        done.get();
      }
    }
    assertThat(RIG.count("shift_report where register = :register and suffix = ''"))
        .isEqualTo(1);
    assertThat(RIG.count(
            "shift_report_item i join shift_report r on r.id = i.report_id where r.register ="
                + " :register and i.kind = 'SALE'"))
        .isEqualTo(24);
    assertThat(RIG.view().last().expected()).isEqualTo(usd(34_000));
    assertThat(RIG.balance("1010")).isZero();
  }

  @Test
  void the_day_agrees_when_what_was_counted_is_what_the_books_have() {
    dayOfScenario27();
    var day = LocalDate.parse("2026-11-22");
    assertThat(RIG.drawers(day).points())
        .singleElement()
        .satisfies(point -> assertThat(point.words()).contains("open"));
    RIG.take(RIG.close(22_185, 22_235, null));
    assertThat(RIG.drawers(day).points()).isEmpty();
    assertThat(RIG.drawers(day).sums()).singleElement().satisfies(sum -> {
      assertThat(sum.what()).isEqualTo("Drawer of " + RIG.register + ", Z-0042, short by 0.50 USD");
      assertThat(sum.here()).isEqualTo(usd(22_185));
      assertThat(sum.there()).isEqualTo(usd(22_185));
    });
    RIG.sales.record(RIG.cash(1_240, 95, RIG.shift, at(400)));
    assertThat(RIG.drawers(day).points())
        .singleElement()
        .satisfies(point -> assertThat(point.words()).contains("short by 12.90 USD"));
  }
}
