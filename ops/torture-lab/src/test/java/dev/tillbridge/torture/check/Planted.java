package dev.tillbridge.torture.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillbridge.torture.check.Books.Case;
import dev.tillbridge.torture.check.Books.Entry;
import dev.tillbridge.torture.check.Books.Escrow;
import dev.tillbridge.torture.check.Books.Hold;
import dev.tillbridge.torture.check.Books.Receipt;
import dev.tillbridge.torture.check.Books.Sale;
import dev.tillbridge.torture.check.Books.Shelf;
import dev.tillbridge.torture.check.Books.Shortage;
import dev.tillbridge.torture.history.Call;
import dev.tillbridge.torture.history.History;
import dev.tillbridge.torture.history.Line;
import dev.tillbridge.torture.history.Place;
import dev.tillbridge.torture.history.Reply;
import dev.tillbridge.torture.history.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Books and a history written by hand. Its methods write what a right hub would; a test then plants
 * what a wrong one might.
 */
final class Planted {

  static final Place MUG = new Place("main", "MUG");
  static final Place CUP = new Place("main", "CUP");
  static final Place MUG_NORTH = new Place("north", "MUG");
  static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
  static final int TTL = 60;

  final List<Entry> ledger = new ArrayList<>();
  final Map<Place, Shelf> shelves = new HashMap<>();
  final Map<UUID, Hold> holds = new HashMap<>();
  final Map<UUID, Sale> sales = new HashMap<>();
  final Map<UUID, Receipt> receipts = new HashMap<>();
  final List<Case> cases = new ArrayList<>();
  final List<Escrow> escrow = new ArrayList<>();
  final Map<String, String> states = new HashMap<>(Map.of("main", "OPEN", "north", "OPEN"));
  final List<Fence> fences = new ArrayList<>();
  final History history = new History();
  private long seq;
  private long time;

  Books books() {
    return new Books(ledger, shelves, holds, sales, receipts, cases, escrow, states);
  }

  /** What the checker finds, as "rule subject: words". */
  List<String> found() {
    return Checker.check(history, books(), fences, Set.of("north"), null).stream()
        .map(Violation::toString)
        .toList();
  }

  /** What it finds missing after everything has become quiet. */
  List<String> foundWhenQuiet(Request... unknown) {
    return Checker.checkQuiet(books(), List.of(unknown)).stream()
        .map(Violation::toString)
        .toList();
  }

  /** PostgreSQL's time now; a second later each time. */
  Instant tick() {
    return START.plusSeconds(++time);
  }

  /** A line of the ledger alone; the row of the place does not follow. */
  void line(Place place, Counts change, String cause, Object causeId) {
    ledger.add(new Entry(++seq, place, change, cause, causeId.toString(), tick()));
  }

  /** A line of the ledger and what it does to the row. */
  void move(Place place, Counts change, String cause, Object causeId) {
    line(place, change, cause, causeId);
    var before = shelves.getOrDefault(place, new Shelf(Counts.ZERO, 0));
    var after = before.counts().plus(change);
    shelves.put(place, new Shelf(after, Math.max(0, -after.free())));
  }

  void answer(Request request, Reply reply) {
    long asked = ++time;
    history.add(new Call(request, 0, asked, ++time, reply));
  }

  /** Goods come in, and the client is told so. */
  Request.Receipt receive(Place place, int units) {
    var receipt =
        new Request.Receipt(UUID.randomUUID(), place.location(), List.of(new Line(place, units)));
    receipts.put(receipt.id(), new Receipt(place.location()));
    move(place, Counts.goods(units), "RECEIPT", receipt.id());
    answer(receipt, new Reply.Recorded());
    return receipt;
  }

  static Request.Hold wish(Place place, int units) {
    return new Request.Hold(
        UUID.randomUUID(), place.location(), "COUNTER", List.of(new Line(place, units)), TTL);
  }

  /** Units are set aside, and the client is told so. */
  Request.Hold hold(Place place, int units) {
    var wish = wish(place, units);
    record(wish, "HELD", null, Map.of());
    move(place, Counts.promised(units), "HOLD", wish.id());
    answer(wish, new Reply.Granted(wish.units()));
    return wish;
  }

  /** A hold is refused, and the client is told so. */
  Request.Hold refuse(Place place, int units, int available) {
    var wish = wish(place, units);
    record(wish, "REFUSED", null, Map.of(place.sku(), available));
    answer(wish, new Reply.Refused(Map.of(place, available)));
    return wish;
  }

  /** A hold's row, without any effect. */
  void record(
      Request.Hold wish, String state, @Nullable UUID saleId, Map<String, Integer> available) {
    var units = new HashMap<String, Integer>();
    wish.units().forEach((place, quantity) -> units.put(place.sku(), quantity));
    holds.put(
        wish.id(),
        new Hold(
            wish.location(),
            wish.channel(),
            state,
            1,
            saleId,
            tick(),
            TTL,
            null,
            units,
            available));
  }

  /** Makes one hold a part of another, which is the whole. */
  void join(Request.Hold part, Request.Hold whole) {
    for (var id : List.of(part.id(), whole.id())) {
      var hold = Objects.requireNonNull(holds.get(id));
      holds.put(
          id,
          new Hold(
              hold.location(),
              hold.channel(),
              hold.state(),
              hold.epoch(),
              hold.saleId(),
              hold.createdAt(),
              hold.ttlSeconds(),
              whole.id(),
              hold.units(),
              hold.available()));
    }
  }

  void set(Request.Hold wish, String state, @Nullable UUID saleId) {
    var hold = Objects.requireNonNull(holds.get(wish.id()));
    holds.put(
        wish.id(),
        new Hold(
            hold.location(),
            hold.channel(),
            state,
            hold.epoch(),
            saleId,
            hold.createdAt(),
            hold.ttlSeconds(),
            hold.partOf(),
            hold.units(),
            hold.available()));
  }

  void release(Request.Hold wish) {
    set(wish, "RELEASED", null);
    wish.units()
        .forEach((place, units) -> move(place, Counts.promised(-units), "RELEASE", wish.id()));
    answer(new Request.Release(wish.id()), new Reply.Now("RELEASED"));
  }

  void expire(Request.Hold wish) {
    set(wish, "EXPIRED", null);
    wish.units()
        .forEach((place, units) -> move(place, Counts.promised(-units), "EXPIRY", wish.id()));
  }

  /** A sale of what was held. */
  Request.Sale sell(Request.Hold hold) {
    var sale = report(hold.location(), hold.id(), hold.lines());
    set(hold, "FULFILLED", sale.id());
    hold.units()
        .forEach((place, units) ->
            move(place, Counts.goods(-units).plus(Counts.promised(-units)), "SALE", sale.id()));
    record(sale, Map.of());
    answer(sale, new Reply.Recorded());
    return sale;
  }

  /** A sale without a hold; what is not free is sold all the same, and written down. */
  Request.Sale sell(Place place, int units) {
    var sale = report(place.location(), null, List.of(new Line(place, units)));
    int free = (int) Math.max(
        0, shelves.getOrDefault(place, new Shelf(Counts.ZERO, 0)).counts().free());
    move(place, Counts.goods(-units), "SALE", sale.id());
    record(sale, units > free ? Map.of(place.sku(), new Shortage(units, free)) : Map.of());
    answer(sale, new Reply.Recorded());
    return sale;
  }

  static Request.Sale report(String location, @Nullable UUID holdId, List<Line> lines) {
    return new Request.Sale(UUID.randomUUID(), location, holdId, lines, START);
  }

  /** A sale's row, without any effect. */
  void record(Request.Sale sale, Map<String, Shortage> shortages) {
    var units = new HashMap<String, Integer>();
    sale.units().forEach((place, quantity) -> units.put(place.sku(), quantity));
    sales.put(sale.id(), new Sale(sale.location(), sale.holdId(), units, shortages));
  }

  void openCase(String kind, String subject) {
    cases.add(new Case(UUID.randomUUID(), kind, subject, tick(), true));
  }

  /** The checker finds something that begins so. */
  void assertFinds(String... beginnings) {
    var found = found();
    for (var beginning : beginnings) {
      assertThat(found).as("%s", found).anyMatch(words -> words.startsWith(beginning));
    }
  }

  /** What the checker finds when it has seen these books before. */
  List<String> grown(Books before) {
    return Checker.check(history, books(), List.of(), Set.of(), before).stream()
        .map(Violation::toString)
        .toList();
  }
}
