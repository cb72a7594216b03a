package dev.tillbridge.app.console;

import dev.tillbridge.app.console.ShiftsView.Adjustment;
import dev.tillbridge.app.console.ShiftsView.Block;
import dev.tillbridge.app.console.ShiftsView.Done;
import dev.tillbridge.app.console.ShiftsView.Line;
import dev.tillbridge.app.console.ShiftsView.Row;
import dev.tillbridge.hub.shift.DrawerEvent;
import dev.tillbridge.hub.shift.Figure;
import dev.tillbridge.hub.shift.Item;
import dev.tillbridge.hub.shift.ShiftReport;
import dev.tillbridge.hub.shift.ShiftView;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts shifts into words. Pure functions. */
final class ShiftReader {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

  private ShiftReader() {}

  static Row row(ShiftView view, ZoneId zone) {
    var report = view.report();
    var last = view.last();
    var counted = report.counted();
    var closed = report.closedAt();
    return new Row(
        ShiftPages.ADDRESS + "/" + report.shift(),
        report.name(),
        report.register(),
        report.openedBy(),
        time(report.openedAt(), zone) + (closed == null ? "" : " to " + time(closed, zone)),
        Words.money(last.expected()),
        counted == null ? "" : Words.money(counted),
        off(last),
        tone(last));
  }

  private static String off(ShiftReport report) {
    var difference = report.difference();
    if (difference == null) {
      return "Open";
    }
    if (difference.isZero()) {
      return "Exact";
    }
    var words = difference.isNegative()
        ? "Short " + Words.money(Money.zero(difference.currency()).minus(difference))
        : "Over " + Words.money(difference);
    return report.isWithinLimit() ? words + ", within the limit" : words;
  }

  private static String tone(ShiftReport report) {
    var difference = report.difference();
    if (difference == null) {
      return "calm";
    }
    if (!report.isWithinLimit()) {
      return "bad";
    }
    return difference.isZero() ? "good" : "warn";
  }

  static List<Line> cash(ShiftReport report) {
    var cash = report.cash();
    var zero = Money.zero(report.expected().currency());
    var lines = new ArrayList<>(List.of(
        line("Float", cash.began()),
        line("Cash sales", cash.sales()),
        line("Cash refunds", zero.minus(cash.refunds())),
        line("Paid in", cash.paidIn()),
        line("Paid out", zero.minus(cash.paidOut())),
        line("Dropped to the safe", zero.minus(cash.dropped())),
        line("Should be there", report.expected())));
    var counted = report.counted();
    if (counted != null) {
      lines.add(line("Counted", counted));
      lines.add(line("Difference", counted.minus(report.expected())));
    }
    return lines;
  }

  static List<Block> figures(ShiftReport report) {
    return List.of(
        block(
            report,
            "Sales",
            Figure.Section.SALES,
            Figure.Section.DISCOUNT,
            Figure.Section.CHARGE,
            Figure.Section.ROUNDING),
        block(report, "Tax", Figure.Section.TAX),
        block(report, "Paid with", Figure.Section.TENDER),
        block(
            report,
            "Refunds",
            Figure.Section.REFUND,
            Figure.Section.REFUND_TAX,
            Figure.Section.REFUND_TENDER));
  }

  private static Block block(ShiftReport report, String title, Figure.Section... sections) {
    var wanted = List.of(sections);
    return new Block(
        title,
        report.figures().stream()
            .filter(one -> wanted.contains(one.section()))
            .map(
                one -> new Line(name(one), String.valueOf(one.pieces()), Words.money(one.amount())))
            .toList());
  }

  private static String name(Figure figure) {
    var name = figure.name().equals("NOT_SENT") ? "not sent yet" : figure.name();
    return switch (figure.section()) {
      case SALES -> "Receipts";
      case DISCOUNT -> "Discounts";
      case CHARGE -> Words.sentence(Words.kind(name));
      case ROUNDING -> "Rounding";
      case TAX -> name;
      case TENDER -> tender(name);
      case REFUND -> "Given back";
      case REFUND_TAX -> "Tax: " + name;
      case REFUND_TENDER -> "In: " + tender(name);
      case PAY_IN, PAY_OUT, DROP, NO_SALE -> Words.kind(figure.section().name());
    };
  }

  private static String tender(String kind) {
    return kind.equals("not sent yet") ? "Not sent yet" : Words.tenders(List.of(kind));
  }

  static List<Line> count(ShiftReport report) {
    return report.count().stream()
        .filter(one -> one.pieces() > 0)
        .map(one -> new Line(
            Words.money(one.face()),
            String.valueOf(one.pieces()),
            Words.money(new Money(one.face().minor() * one.pieces(), one.face().currency()))))
        .toList();
  }

  static List<Done> done(ShiftView view, ZoneId zone) {
    return view.movements().stream()
        .map(one -> new Done(
            time(one.at(), zone),
            what(one.kind()),
            one.person(),
            text(one.reason()),
            one.kind() == DrawerEvent.Kind.NO_SALE ? "" : Words.money(one.amount())))
        .toList();
  }

  private static String what(DrawerEvent.Kind kind) {
    return switch (kind) {
      case OPENED -> "Opened with";
      case PAY_IN -> "Paid in";
      case PAY_OUT -> "Paid out";
      case DROP -> "Dropped to the safe";
      case NO_SALE -> "Drawer opened";
      case CLOSED -> "Counted";
    };
  }

  static List<Adjustment> adjustments(ShiftView view) {
    return view.adjustments().stream()
        .map(one -> new Adjustment(
            one.name(),
            String.join(", ", one.items().stream().map(ShiftReader::words).toList()),
            Words.money(one.cash().expected()),
            Words.money(one.expected()),
            off(one),
            tone(one)))
        .toList();
  }

  static List<Line> awaited(ShiftReport report) {
    return report.awaited().stream()
        .map(one -> new Line(words(one), "", Words.money(one.total())))
        .toList();
  }

  private static String words(Item item) {
    var what = switch (item.kind()) {
      case "SALE" -> "Sale ";
      case "REFUND" -> "Refund ";
      case "PAY_IN" -> "Paid in: ";
      case "PAY_OUT" -> "Paid out: ";
      default -> "Dropped ";
    };
    return (what + item.number()).strip();
  }

  private static Line line(String name, Money amount) {
    return new Line(name, "", Words.money(amount));
  }

  private static String text(@Nullable String reason) {
    return reason == null ? "" : reason;
  }

  private static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }
}
