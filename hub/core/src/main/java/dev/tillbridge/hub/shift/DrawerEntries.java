package dev.tillbridge.hub.shift;

import dev.tillbridge.hub.books.Cause;
import dev.tillbridge.hub.books.Draft;
import dev.tillbridge.hub.books.Event;
import dev.tillbridge.hub.books.Position;
import dev.tillbridge.model.books.Role;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What is entered of a drawer. Between two shifts its money counts as in the safe: the float comes from
 * there, and what was counted goes there. So a drawer that is closed has nothing in the books. Pure
 * functions.
 */
final class DrawerEntries {

  private DrawerEntries() {}

  /** What was put in or taken out; no lines when nothing moved. */
  static Draft moved(DrawerEvent event, LocalDate day, ZoneId zone, Instant now) {
    var position = new Position(event.amount().currency());
    long amount = event.amount().minor();
    var reason = event.reason() == null ? "" : event.reason();
    switch (event.kind()) {
      case OPENED -> move(position, Role.CASH, Role.SAFE, "", amount);
      case PAY_IN -> move(position, Role.CASH, Role.PAID_IN, reason, amount);
      case PAY_OUT -> move(position, Role.CASH, Role.PAID_OUT, reason, -amount);
      case DROP -> move(position, Role.SAFE, Role.CASH, "", amount);
      case NO_SALE, CLOSED -> {}
    }
    return new Draft(
        new Event(
            Cause.DRAWER,
            event.id().toString(),
            day,
            now.atZone(zone).toLocalDate(),
            event.at(),
            event.location().code(),
            Channel.COUNTER.name(),
            event.register()),
        words(event, reason),
        position.lines());
  }

  private static void move(Position position, Role to, Role from, String reason, long amount) {
    position.add(to, "", "", amount).add(from, "", reason, -amount);
  }

  private static String words(DrawerEvent event, String reason) {
    var what = switch (event.kind()) {
      case OPENED -> "Float of ";
      case PAY_IN -> "Paid into ";
      case PAY_OUT -> "Paid out of ";
      case DROP -> "Dropped from ";
      case NO_SALE -> "Opened ";
      case CLOSED -> "Counted ";
    };
    return what + event.register() + (reason.isEmpty() ? "" : ": " + reason);
  }

  /** The drawer was counted: what is there goes to the safe, what is not is a difference. */
  static Draft counted(ShiftReport report, Money counted, ZoneId zone) {
    var position = new Position(counted.currency())
        .add(Role.SAFE, "", "", counted.minor())
        .add(Role.CASH, "", "", -report.expected().minor())
        .add(Role.CASH_DIFFERENCE, "", "", report.expected().minor() - counted.minor());
    return new Draft(event(report, zone), "Drawer of " + of(report), position.lines());
  }

  /** What came later should have been counted with the rest, and was not: so the drawer was short of it. */
  static Draft adjusted(ShiftReport report, ZoneId zone) {
    long more = report.cash().expected().minor();
    var position = new Position(report.expected().currency())
        .add(Role.CASH, "", "", -more)
        .add(Role.CASH_DIFFERENCE, "", "", more);
    return new Draft(event(report, zone), "Drawer of " + of(report), position.lines());
  }

  private static String of(ShiftReport report) {
    return report.register() + ", " + report.name();
  }

  private static Event event(ShiftReport report, ZoneId zone) {
    return new Event(
        Cause.SHIFT,
        report.id().toString(),
        report.businessDay(),
        report.madeAt().atZone(zone).toLocalDate(),
        report.closedAt() == null ? report.madeAt() : report.closedAt(),
        report.location().code(),
        Channel.COUNTER.name(),
        report.register());
  }
}
