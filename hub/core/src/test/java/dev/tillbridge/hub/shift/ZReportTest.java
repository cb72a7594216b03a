package dev.tillbridge.hub.shift;

import static dev.tillbridge.hub.sales.SalesRig.MAIN;
import static dev.tillbridge.hub.sales.SalesRig.NOW;
import static dev.tillbridge.hub.sales.SalesRig.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.closing.DayVerdict;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a shift comes to, whatever comes late, twice or out of order. */
class ZReportTest {

  private final ShiftRig rig = new ShiftRig();

  @AfterEach
  void end() {
    rig.close();
  }

  /** Float 150.00, cash sales 412.35, refunds 25.00, pay-in 20.00, pay-out 35.00, drop 300.00. */
  private List<DrawerEvent> dayOfScenario27() {
    var before = rig.cash(2_500, 190, null, ShiftRig.BEGAN.minus(Duration.ofDays(1)));
    rig.sales.record(before);
    var events = List.of(
        rig.event(Kind.OPENED, 15_000, null, 0),
        rig.event(Kind.PAY_IN, 2_000, "Change from the bank", 60),
        rig.event(Kind.PAY_OUT, 3_500, "Window cleaner", 120),
        rig.event(Kind.NO_SALE, 0, "Customer wanted change", 130),
        rig.event(Kind.DROP, 30_000, null, 300));
    rig.take(events.toArray(DrawerEvent[]::new));
    rig.sales.record(rig.cash(30_000, 2_286, rig.shift, at(30)));
    // An older till says nothing of shifts: this one belongs by its time.
    rig.sales.record(rig.cash(11_235, 856, null, at(200)));
    rig.sales.record(rig.card(5_000, rig.shift, at(210)));
    rig.refund(before, at(240));
    return events;
  }

  private static Instant at(int minutes) {
    return ShiftRig.BEGAN.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void scenario_27_a_drawer_is_counted_to_the_cent_and_a_late_sale_leaves_its_report_as_it_was() {
    dayOfScenario27();
    assertThat(rig.view().report().expected()).as("X").isEqualTo(usd(22_235));

    rig.take(rig.close(22_185, 22_235, null));

    var report = rig.view().report();
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
    assertThat(rig.hub.caseKinds()).doesNotContain("drawer-off", "drawer-told-otherwise");

    rig.sales.record(rig.cash(1_240, 95, rig.shift, at(400)));

    assertThat(rig.view().report()).isEqualTo(report);
    assertThat(rig.view().adjustments()).hasSize(1);
    var adjustment = rig.view().adjustments().getFirst();
    assertThat(adjustment.name()).isEqualTo("Z-0042-A");
    assertThat(adjustment.cash().sales()).isEqualTo(usd(1_240));
    assertThat(adjustment.expected()).isEqualTo(usd(23_475));
    assertThat(adjustment.difference()).isEqualTo(usd(-1_290));
    assertThat(rig.hub.caseKinds()).contains("drawer-off");

    rig.sales.record(rig.card(700, rig.shift, at(410)));
    assertThat(rig.view().last().name()).isEqualTo("Z-0042-B");
    assertThat(rig.view().last().expected()).isEqualTo(usd(23_475));
  }

  @Test
  void the_books_have_what_was_counted_in_the_safe_and_nothing_in_a_closed_drawer() {
    dayOfScenario27();
    // The sale of the day before was in no shift: its cash stays where it was.
    long before = 2_500;
    rig.take(rig.close(22_185, 22_235, null));
    assertThat(rig.balance("1010")).as("drawer").isEqualTo(before);
    assertThat(rig.balance("1020")).as("safe").isEqualTo(30_000 + 22_185 - 15_000);
    assertThat(rig.balance("6500")).as("short").isEqualTo(50);
    assertThat(rig.balance("6900")).as("paid out").isEqualTo(3_500);
    assertThat(rig.balance("6910")).as("paid in").isEqualTo(-2_000);

    rig.sales.record(rig.cash(1_240, 95, rig.shift, at(400)));
    assertThat(rig.balance("1010")).isEqualTo(before);
    assertThat(rig.balance("6500")).isEqualTo(50 + 1_240);
    assertThat(rig.balance("1020")).isEqualTo(37_185);
  }

  @Test
  void scenario_18_a_report_counts_what_its_till_could_not_send() {
    rig.take(rig.event(Kind.OPENED, 10_000, null, 0));
    var all = new ArrayList<NewSale>();
    for (int i = 0; i < 37; i++) {
      all.add(rig.cash(1_000, 76, rig.shift, at(10 + i)));
    }
    var poison = all.remove(4);
    all.forEach(rig.sales::record);

    rig.take(rig.close(47_000, 47_000, null, told(poison, 1_000)));

    var report = rig.view().report();
    assertThat(report.figures().getFirst())
        .isEqualTo(new Figure(Figure.Section.SALES, "", 37, usd(37_000)));
    assertThat(report.difference()).isEqualTo(usd(0));
    assertThat(report.awaited()).extracting(Item::number).containsExactly(poison.receiptNumber());
    assertThat(rig.hub.caseKinds()).doesNotContain("drawer-off", "drawer-told-otherwise");

    rig.sales.record(poison);
    assertThat(rig.view().adjustments()).isEmpty();
    assertThat(rig.view().report().awaited()).isEmpty();
    assertThat(rig.balance("1010")).isZero();
  }

  @Test
  void what_comes_otherwise_than_its_till_had_told_is_adjusted_by_the_difference() {
    rig.take(rig.event(Kind.OPENED, 10_000, null, 0));
    var sale = rig.cash(1_000, 76, rig.shift, at(10));
    rig.take(rig.close(10_900, 10_900, null, told(sale, 900)));
    rig.sales.record(sale);
    assertThat(rig.view().last().name()).isEqualTo("Z-0042-A");
    assertThat(rig.view().last().cash().sales()).isEqualTo(usd(100));
    assertThat(rig.view().last().expected()).isEqualTo(usd(11_000));
    assertThat(rig.balance("1010")).isZero();
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
    var opened = rig.event(Kind.OPENED, 10_000, null, 0);
    var paidIn = rig.event(Kind.PAY_IN, 500, "Found", 20);
    rig.take(rig.close(11_500, 11_500, null));
    assertThat(rig.view().report().number()).as("its beginning is not known").isNull();
    rig.take(paidIn);
    rig.sales.record(rig.cash(1_000, 76, rig.shift, at(10)));
    rig.take(opened);

    assertThat(rig.view().report().name()).isEqualTo("Z-0042");
    assertThat(rig.view().report().difference()).isEqualTo(usd(0));
    rig.take(rig.event(Kind.DROP, 300, null, 30));
    assertThat(rig.view().last().name()).isEqualTo("Z-0042-A");
    assertThat(rig.view().last().expected()).isEqualTo(usd(11_200));
    assertThat(rig.balance("1010")).isZero();
  }

  @Test
  void the_same_again_changes_nothing_and_another_content_is_refused_by_its_field() {
    var opened = rig.event(Kind.OPENED, 10_000, null, 0);
    assertThat(rig.shifts.record(opened, "Cora")).isFalse();
    assertThat(rig.shifts.record(opened, "Otto")).isTrue();
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
    assertThat(ShiftRig.fault(() -> rig.take(other))).isEqualTo("amount");
    assertThat(ShiftRig.fault(() -> rig.take(rig.event(Kind.OPENED, 1, null, 5))))
        .isEqualTo("shift");
    assertThat(ShiftRig.fault(() -> rig.take(rig.event(Kind.PAY_OUT, 1, null, 5))))
        .isEqualTo("reason");
    assertThat(rig.hub.count("drawer_event")).isEqualTo(1);
    assertThat(rig.balance("1010")).isEqualTo(10_000);
  }

  @Test
  void a_drawer_that_is_off_by_more_than_it_may_be_needs_a_reason_and_opens_a_case() {
    rig.take(rig.event(Kind.OPENED, 10_000, null, 0));
    assertThat(ShiftRig.fault(() -> rig.take(rig.close(9_499, 10_000, null)))).isEqualTo("reason");
    rig.take(rig.close(9_499, 10_000, "A note fell behind the counter"));
    assertThat(rig.view().report().isWithinLimit()).isFalse();
    assertThat(rig.hub.cases.open())
        .filteredOn(one -> one.kind().equals("drawer-off"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.title()).isEqualTo("The drawer of R1 was short by 5.01 USD");
          assertThat(one.detail()).contains("A note fell behind the counter");
        });
  }

  @Test
  void another_limit_and_a_blind_count_are_settings_of_the_location() {
    var policies = rig.shifts.policies();
    assertThat(policies.at(MAIN)).isEqualTo(new DrawerPolicy(usd(500), false));
    policies.set(MAIN, new DrawerPolicy(usd(2_000), true), "Mira");
    assertThat(policies.at(MAIN)).isEqualTo(new DrawerPolicy(usd(2_000), true));
    rig.take(rig.event(Kind.OPENED, 10_000, null, 0), rig.close(8_500, 10_000, null));
    assertThat(rig.view().report().isWithinLimit()).isTrue();
  }

  @Test
  void numbers_have_no_gaps_and_a_till_that_counts_otherwise_is_told_of() {
    rig.take(rig.event(Kind.OPENED, 100, null, 0), rig.close(100, 100, null));
    var second = UUID.randomUUID();
    rig.take(
        new DrawerEvent(
            UUID.randomUUID(), Kind.OPENED, second, "R1", MAIN, "Cora", NOW, usd(100), null, null),
        ShiftRig.close(second, NOW, 7, 100, 100, null));
    assertThat(rig.shifts.find(second).orElseThrow().report().name()).isEqualTo("Z-0043");
    assertThat(rig.shifts.lastNumber("R1")).isEqualTo(43);
    assertThat(rig.hub.caseKinds()).contains("shift-number");
    assertThat(rig.shifts.newest(null, false, 10))
        .extracting(view -> view.report().name())
        .containsExactly("Z-0043", "Z-0042");
  }

  @Test
  void a_report_cannot_be_changed_by_anybody() {
    rig.take(rig.event(Kind.OPENED, 100, null, 0), rig.close(100, 100, null));
    for (var table : List.of(
        "shift_report",
        "shift_report_figure",
        "shift_report_item",
        "drawer_event",
        "drawer_count")) {
      assertThatThrownBy(() -> rig.hub.db.jdbc().sql("delete from " + table).update())
          .as(table)
          .hasMessageContaining("append-only");
    }
    assertThatThrownBy(
            () -> rig.hub.db.jdbc().sql("update shift_report set counted = 0").update())
        .hasMessageContaining("append-only");
  }

  /** Attack A31: each sale is in exactly one report. */
  @Test
  void sales_that_arrive_while_a_shift_is_closed_twice_are_each_in_exactly_one_report()
      throws Exception {
    rig.take(rig.event(Kind.OPENED, 10_000, null, 0));
    var work = new ArrayList<Callable<Void>>();
    for (int i = 0; i < 24; i++) {
      var sale = rig.cash(1_000, 76, i % 2 == 0 ? rig.shift : null, at(10 + i));
      work.add(() -> {
        rig.sales.record(sale);
        return null;
      });
    }
    for (int i = 0; i < 2; i++) {
      var close = rig.close(34_000, 34_000, null);
      work.add(12, () -> {
        ShiftRig.fault(() -> rig.take(close));
        return null;
      });
    }
    try (var people = Executors.newFixedThreadPool(8)) {
      for (var done : people.invokeAll(work)) {
        done.get();
      }
    }
    assertThat(rig.hub.count("shift_report where suffix = ''")).isEqualTo(1);
    assertThat(rig.hub.count("shift_report_item where kind = 'SALE'")).isEqualTo(24);
    assertThat(rig.view().last().expected()).isEqualTo(usd(34_000));
    assertThat(rig.balance("1010")).isZero();
  }

  @Test
  void the_day_agrees_when_what_was_counted_is_what_the_books_have() {
    dayOfScenario27();
    var day = LocalDate.parse("2026-11-22");
    assertThat(rig.drawers(day).points())
        .singleElement()
        .satisfies(point -> assertThat(point.words()).contains("open"));
    rig.take(rig.close(22_185, 22_235, null));
    assertThat(rig.drawers(day).state()).isEqualTo(DayVerdict.State.AGREES);
    assertThat(rig.drawers(day).sums()).singleElement().satisfies(sum -> {
      assertThat(sum.what()).isEqualTo("Drawer of R1, Z-0042, short by 0.50 USD");
      assertThat(sum.here()).isEqualTo(usd(22_185));
      assertThat(sum.there()).isEqualTo(usd(22_185));
    });
    rig.sales.record(rig.cash(1_240, 95, rig.shift, at(400)));
    assertThat(rig.drawers(day).points())
        .singleElement()
        .satisfies(point -> assertThat(point.words()).contains("short by 12.90 USD"));
  }
}
