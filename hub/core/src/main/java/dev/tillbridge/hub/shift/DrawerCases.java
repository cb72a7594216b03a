package dev.tillbridge.hub.shift;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.shift.DrawerEvent.Close;
import dev.tillbridge.model.money.Money;
import java.util.Locale;
import java.util.Objects;

/** What a person should know of a drawer. */
final class DrawerCases {

  private final Cases cases;

  DrawerCases(Cases cases) {
    this.cases = cases;
  }

  void closed(ShiftReport report, Close close) {
    var reason = report.reason();
    off(report, reason == null ? "No reason was given." : "The reason given: " + reason);
    if (!close.expected().equals(report.expected())) {
      cases.open(
          "drawer-told-otherwise",
          subject(report),
          "%s of %s is not what its till reckoned".formatted(report.name(), report.register()),
          "The till expected %s in the drawer, the hub has %s. Something of the shift has not come, or came from elsewhere; the hub's figure counts."
              .formatted(close.expected(), report.expected()));
    }
    var told = close.number();
    if (told != null && !told.equals(report.number())) {
      cases.open(
          "shift-number",
          subject(report),
          "%s printed its report as %s".formatted(report.register(), ShiftReport.name(told, "")),
          "Its number here is %s, because numbers have no gaps. Was the register reset, or copied?"
              .formatted(report.name()));
    }
  }

  void adjusted(ShiftReport adjustment, Item item) {
    off(
        adjustment,
        "After the count came %s %s of %s, %s of it cash."
            .formatted(
                item.kind().toLowerCase(Locale.ROOT), item.number(), item.total(), item.cash()));
  }

  private void off(ShiftReport report, String why) {
    if (report.isWithinLimit()) {
      return;
    }
    cases.open(
        "drawer-off",
        subject(report),
        "The drawer of %s was %s".formatted(report.register(), off(report)),
        "%s: expected %s, counted %s; it may be off by %s. %s"
            .formatted(
                report.name(),
                report.expected(),
                Objects.requireNonNull(report.counted()),
                report.limit(),
                why));
  }

  private static String off(ShiftReport report) {
    var difference = Objects.requireNonNull(report.difference());
    return difference.isNegative()
        ? "short by " + Money.zero(difference.currency()).minus(difference)
        : "over by " + difference;
  }

  private static String subject(ShiftReport report) {
    return report.register() + " " + report.name();
  }
}
