package dev.tillbridge.hub.shift;

import dev.tillbridge.hub.books.Books;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.shift.DrawerEvent.Kind;
import dev.tillbridge.hub.shift.DrawerEvent.UnderWay;
import dev.tillbridge.hub.shift.ShiftSums.Span;
import dev.tillbridge.model.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the reports of a shift. Every method joins the caller's transaction. */
final class Reporting {

  /** Until then an open shift may go on. */
  private static final Instant OPEN = Instant.parse("2200-01-01T00:00:00Z");

  private final ShiftSums sums;
  private final ReportStore store;
  private final DrawerPolicies policies;
  private final Places places;
  private final Books books;
  private final DrawerCases cases;
  private final InstantSource clock;

  Reporting(
      ShiftSums sums,
      ReportStore store,
      DrawerPolicies policies,
      Places places,
      Books books,
      DrawerCases cases,
      InstantSource clock) {
    this.sums = sums;
    this.store = store;
    this.policies = policies;
    this.places = places;
    this.books = books;
    this.cases = cases;
    this.clock = clock;
  }

  /** How the shift stands. */
  ShiftReport now(List<DrawerEvent> events) {
    return made(events, null, items(events, List.of()), List.of());
  }

  /** The report of a shift of which beginning and end are known. */
  ShiftReport close(List<DrawerEvent> events) {
    var end = end(events);
    var close = Objects.requireNonNull(end.close());
    var items = items(events, close.underWay());
    int number = store.nextNumber(end.register(), close.number());
    var report = made(events, number, items, close.underWay());
    store.write(report, items, false);
    books.enter(DrawerEntries.counted(
        report,
        Objects.requireNonNull(report.counted()),
        places.get(report.location()).timeZone()));
    cases.closed(report, close);
    return report;
  }

  /** Something came that belongs to a shift of which there is a report. */
  void late(UUID report, UUID shift, Item item) {
    store.lock(report);
    var reports = store.ofShift(shift);
    var told = store.told(report, item.id());
    if (told.isPresent() && told.get().comesTo(item)) {
      return;
    }
    var news = told.map(before -> before.until(item)).orElse(item);
    var first = reports.getFirst();
    var last = reports.getLast();
    var cash = Cash.none(item.cash().currency()).plus(news);
    var adjustment = new ShiftReport(
        UUID.nameUUIDFromBytes(("shift report " + item.id()).getBytes(StandardCharsets.UTF_8)),
        shift,
        first.register(),
        first.location(),
        first.number(),
        letters(reports.size()),
        first.openedAt(),
        first.closedAt(),
        first.openedBy(),
        first.closedBy(),
        first.businessDay(),
        clock.instant(),
        cash,
        last.expected().plus(cash.expected()),
        first.counted(),
        first.limit(),
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of());
    store.write(adjustment, List.of(news), told.isPresent());
    books.enter(DrawerEntries.adjusted(adjustment, places.get(first.location()).timeZone()));
    cases.adjusted(adjustment, news);
  }

  /** A, B, ... Z, AA, AB, ... */
  static String letters(int number) {
    var letters = new StringBuilder();
    for (int rest = number; rest > 0; rest = (rest - 1) / 26) {
      letters.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return letters.toString();
  }

  private ShiftReport made(
      List<DrawerEvent> events,
      @Nullable Integer number,
      List<Item> items,
      List<UnderWay> underWay) {
    var first = events.getFirst();
    var end = number == null ? null : end(events);
    var zero = Money.zero(first.amount().currency());
    var cash =
        new Cash(first.kind() == Kind.OPENED ? first.amount() : zero, zero, zero, zero, zero, zero);
    for (var item : items) {
      cash = cash.plus(item);
    }
    var location = places.get(first.location());
    var until = end == null ? clock.instant() : end.at();
    var close = end == null ? null : end.close();
    var told = close == null ? null : close.limit();
    return new ShiftReport(
        end == null ? first.shift() : end.id(),
        first.shift(),
        first.register(),
        first.location(),
        number,
        "",
        first.at(),
        end == null ? null : end.at(),
        first.person(),
        end == null ? null : end.person(),
        until.atZone(location.timeZone()).toLocalDate(),
        clock.instant(),
        cash,
        cash.expected(),
        end == null ? null : end.amount(),
        told == null ? policies.at(first.location()).limit() : told,
        end == null ? null : end.reason(),
        sums.figures(span(events), events, underWay),
        close == null ? List.of() : close.count(),
        List.of(),
        items.stream().filter(Item::awaited).toList());
  }

  private List<Item> items(List<DrawerEvent> events, List<UnderWay> underWay) {
    var all = new ArrayList<>(sums.items(span(events)));
    for (var event : events) {
      var amount = event.amount();
      var zero = Money.zero(amount.currency());
      switch (event.kind()) {
        case PAY_IN -> all.add(item(event, amount));
        case PAY_OUT, DROP -> all.add(item(event, zero.minus(amount)));
        case OPENED, NO_SALE, CLOSED -> {}
      }
    }
    underWay.forEach(one ->
        all.add(new Item(one.id(), one.kind(), one.number(), one.total(), one.cash(), true)));
    return all;
  }

  /** A movement, with its sign. */
  static Item item(DrawerEvent event, Money cash) {
    var reason = event.reason();
    return new Item(
        event.id(), event.kind().name(), reason == null ? "" : reason, cash, cash, false);
  }

  private static Span span(List<DrawerEvent> events) {
    var first = events.getFirst();
    var last = events.getLast();
    return new Span(
        first.shift(),
        first.register(),
        first.amount().currency(),
        first.at(),
        last.kind() == Kind.CLOSED ? last.at() : OPEN);
  }

  private static DrawerEvent end(List<DrawerEvent> events) {
    var last = events.getLast();
    if (last.kind() != Kind.CLOSED) {
      throw new IllegalArgumentException("shift " + last.shift() + " has not ended");
    }
    return last;
  }
}
