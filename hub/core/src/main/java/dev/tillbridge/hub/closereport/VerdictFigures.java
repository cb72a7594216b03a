package dev.tillbridge.hub.closereport;

import dev.tillbridge.hub.closereport.Content.Column;
import dev.tillbridge.hub.closereport.Content.Row;
import dev.tillbridge.hub.closereport.Content.Section;
import dev.tillbridge.hub.closereport.Content.Table;
import dev.tillbridge.hub.closing.DayClose;
import dev.tillbridge.hub.closing.DayVerdict;
import dev.tillbridge.hub.closing.DayVerdict.Part;
import dev.tillbridge.hub.closing.DayVerdict.Point;
import dev.tillbridge.hub.closing.DayVerdict.State;
import dev.tillbridge.hub.closing.DayVerdict.Sum;
import dev.tillbridge.hub.closing.DayVerdict.Topic;
import dev.tillbridge.model.money.Money;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Whether the days of a period agree with everything they should agree with, and every difference. */
final class VerdictFigures {

  private final Period period;
  private final List<DayVerdict> days;

  private VerdictFigures(Period period, List<DayVerdict> days) {
    this.period = period;
    this.days = days;
  }

  /** Looks at each day. */
  static VerdictFigures of(DayClose close, Period period) {
    return new VerdictFigures(
        period,
        period.from().datesUntil(period.through().plusDays(1)).map(close::all).toList());
  }

  boolean isGreen() {
    return days.stream().allMatch(DayVerdict::isGreen);
  }

  /** The verdict in a sentence or two. */
  String words() {
    if (isGreen()) {
      return "Green: everything agrees.";
    }
    var said = new StringBuilder("NOT GREEN. ");
    long todo = count(days, point -> !point.comes());
    long waits = count(days, Point::comes);
    if (todo > 0) {
      said.append(Words.many(todo, "difference needs", "differences need")).append(" a person. ");
    }
    if (waits > 0) {
      said.append(Words.many(waits, "is", "are")).append(" still on the way. ");
    }
    if (days.stream().anyMatch(day -> !day.over())) {
      said.append("The last day is not over yet. ");
    }
    return said.append("Figures may still change; each difference is told below.")
        .toString();
  }

  Section section() {
    var tables = new ArrayList<Table>();
    tables.add(parts());
    if (!period.isDay()) {
      tables.add(each());
    }
    tables.add(sums());
    tables.add(differences());
    return new Section(
        "verdict",
        "Verdict",
        "What is compared with what, in the order in which money flows. What is on its way comes by"
            + " itself; what is to do needs a person.",
        tables);
  }

  private static long count(List<DayVerdict> days, Predicate<Point> which) {
    return days.stream()
        .flatMap(day -> day.parts().stream())
        .flatMap(part -> part.points().stream())
        .filter(which)
        .count();
  }

  /** Of several days the worst counts. */
  private Table parts() {
    var all = new EnumMap<Topic, List<Part>>(Topic.class);
    days.stream()
        .flatMap(day -> day.parts().stream())
        .forEach(
            part -> all.computeIfAbsent(part.topic(), _ -> new ArrayList<>()).add(part));
    var rows = all.entrySet().stream()
        .map(one -> Row.of(
            Words.topic(one.getKey()),
            Words.state(worst(one.getValue())),
            points(one.getValue(), point -> !point.comes()),
            points(one.getValue(), Point::comes)))
        .toList();
    return new Table(
        "parts",
        "What was compared",
        "nothing.",
        List.of(
            Column.text("Comparison", 40),
            Column.text("State", 20),
            Column.number("To do"),
            Column.number("On its way")),
        rows);
  }

  private static long points(List<Part> parts, Predicate<Point> which) {
    return parts.stream().flatMap(part -> part.points().stream()).filter(which).count();
  }

  private static State worst(List<Part> parts) {
    for (var state : List.of(State.DIFFERS, State.WAITS, State.AGREES)) {
      if (parts.stream().anyMatch(part -> part.state() == state)) {
        return state;
      }
    }
    return State.UNUSED;
  }

  private Table each() {
    var rows = days.stream()
        .map(day -> Row.of(
            day.day(),
            day.isGreen() ? "Green" : day.over() ? "Not green" : "Not over",
            day.locked() ? "Closed" : "Open",
            count(List.of(day), point -> !point.comes()),
            count(List.of(day), Point::comes)))
        .toList();
    return new Table(
        "days",
        "Day by day",
        "there are none.",
        List.of(
            Column.text("Day", 20),
            Column.text("Verdict", 20),
            Column.text("In the books", 20),
            Column.number("To do"),
            Column.number("On its way")),
        rows);
  }

  private record Pair(String topic, String what, Money here, Money there) {

    Pair plus(Sum sum) {
      return new Pair(topic, what, here.plus(sum.here()), there.plus(sum.there()));
    }
  }

  private Table sums() {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    for (var topic : Topic.values()) {
      for (var day : days) {
        for (var part : day.parts()) {
          if (part.topic() == topic) {
            part.sums().forEach(sum -> add(pairs, topic, sum));
          }
        }
      }
    }
    return new Table(
        "sums",
        "Amounts that should be equal",
        "there are none.",
        List.of(
            Column.text("Comparison", 30),
            Column.text("What", 24),
            Column.text("Currency", 9),
            Column.number("Recorded here"),
            Column.number("Said there"),
            Column.number("Difference")),
        pairs.values().stream().map(VerdictFigures::row).toList());
  }

  private void add(Map<String, Pair> pairs, Topic topic, Sum sum) {
    // Each payout of a day is a sum of its own; of many days they are listed further below.
    var what = topic == Topic.PAYOUTS && !period.isDay() ? "Payouts" : sum.what();
    var name = String.join(
        "|",
        topic.name(),
        what,
        sum.here().currency().getCurrencyCode(),
        sum.there().currency().getCurrencyCode());
    pairs.merge(
        name,
        new Pair(Words.topic(topic), what, sum.here(), sum.there()),
        (known, _) -> known.plus(sum));
  }

  private static Row row(Pair pair) {
    boolean one = pair.here().currency().equals(pair.there().currency());
    return Row.of(
        pair.topic(),
        pair.what(),
        one
            ? pair.here().currency().getCurrencyCode()
            : pair.here().currency() + ", " + pair.there().currency(),
        pair.here(),
        pair.there(),
        Content.amountOrNone(one ? pair.here().minus(pair.there()) : null));
  }

  private Table differences() {
    var rows = new ArrayList<Row>();
    for (var day : days) {
      for (var part : day.parts()) {
        for (var point : part.points()) {
          var off = point.difference();
          rows.add(Row.of(
              day.day(),
              Words.topic(part.topic()),
              point.subject(),
              point.words(),
              off == null ? "" : off.currency(),
              Content.amountOrNone(off),
              (point.comes() ? "Comes by itself. " : "To do: ") + point.next()));
        }
      }
    }
    return new Table(
        "differences",
        "Differences",
        "there are none.",
        List.of(
            Column.text("Day", 11),
            Column.text("Comparison", 14),
            Column.text("About", 14),
            Column.text("What is wrong", 26),
            Column.text("Currency", 8),
            Column.number("Amount"),
            Column.text("Next", 22)),
        rows);
  }
}
