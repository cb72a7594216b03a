package dev.tillbridge.torture.check;

import dev.tillbridge.torture.check.Books.Hold;
import dev.tillbridge.torture.history.Call;
import dev.tillbridge.torture.history.History;
import dev.tillbridge.torture.history.Place;
import dev.tillbridge.torture.history.Reply;
import dev.tillbridge.torture.history.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** I2, I3 and I5: what clients were told agrees with the books, and with what they were told before. */
final class HistoryRules {

  private static final Set<String> NEVER_HELD = Set.of("REFUSED", "VOID");

  /** What a hold that was told to be in a state may be in later; itself goes without saying. */
  private static final Map<String, Set<String>> LATER = Map.of(
      "HELD", Set.of("PAYING", "COMMITTED", "FULFILLED", "REVERSED", "RELEASED", "EXPIRED"),
      "PAYING", Set.of("HELD", "COMMITTED", "FULFILLED", "REVERSED", "RELEASED", "EXPIRED"),
      "COMMITTED", Set.of("FULFILLED", "REVERSED"));

  private final Books books;
  private final Violations violations;
  private final Effects effects;
  private final Map<UUID, List<Hold>> parts = new HashMap<>();

  private HistoryRules(Books books, Violations violations) {
    this.books = books;
    this.violations = violations;
    this.effects = new Effects(books.ledger());
    books.holds().forEach((id, hold) -> {
      var whole = hold.partOf();
      if (whole != null && hold.isPart(id)) {
        parts.computeIfAbsent(whole, _ -> new ArrayList<>()).add(hold);
      }
    });
  }

  static void check(History history, Books books, Violations violations) {
    var rules = new HistoryRules(books, violations);
    history.byKey(Request.Hold.class).forEach(rules::hold);
    history.byKey(Request.Release.class).forEach(rules::release);
    history.byKey(Request.Sale.class).forEach(rules::sale);
    history.byKey(Request.Receipt.class).forEach(rules::receipt);
    for (var call : history.calls()) {
      if (call.reply() instanceof Reply.Wrong(int status, String body)) {
        violations.add("answer", call.request(), "answered %d %s".formatted(status, body));
      }
    }
  }

  private void hold(UUID id, List<Call> calls) {
    var hold = books.holds().get(id);
    for (var call : calls) {
      if (!call.reply().isKnown()) {
        continue;
      }
      if (hold == null) {
        violations.add(
            "I2", "hold " + id, "was answered " + call.reply() + " and is not on record");
        return;
      }
      var wish = (Request.Hold) call.request();
      switch (call.reply()) {
        case Reply.Granted(var units) -> granted(id, wish, hold, units);
        case Reply.Refused(var available) -> refused(id, wish, hold, available);
        case Reply.Ended(var state) -> ended(id, wish, hold, state);
        case Reply.Reused() ->
          violations.require(
              !isSame(wish, hold) && !hold.state().equals("VOID"),
              "I5",
              "hold " + id,
              "was told to be another wish, and is the same: " + hold);
        case Reply.Now _, Reply.Recorded(), Reply.Unknown _, Reply.Wrong _ ->
          violations.add("answer", "hold " + id, "was answered " + call.reply());
      }
    }
    order(id, calls);
  }

  private void granted(UUID id, Request.Hold wish, Hold hold, Map<Place, Integer> units) {
    violations.require(
        !NEVER_HELD.contains(hold.state()),
        "I2",
        "hold " + id,
        "was granted and is " + hold.state());
    violations.require(
        isSame(wish, hold) && units.equals(wish.units()),
        "I5",
        "hold " + id,
        "%s was granted as %s, on record is %s".formatted(wish, units, hold));
  }

  private void refused(UUID id, Request.Hold wish, Hold hold, Map<Place, Integer> available) {
    violations.require(
        hold.state().equals("REFUSED"), "I2", "hold " + id, "was refused and is " + hold.state());
    violations.require(
        isSame(wish, hold), "I5", "hold " + id, wish + " was refused, on record is " + hold);
    available.forEach((place, there) -> violations.require(
        there < wish.units().getOrDefault(place, 0),
        "I5",
        "hold " + id,
        "was refused for want of %s, of which %d were there".formatted(place, there)));
  }

  private void ended(UUID id, Request.Hold wish, Hold hold, String state) {
    violations.require(
        state.equals(hold.state()) || LATER.getOrDefault(state, Set.of()).contains(hold.state()),
        "I3",
        "hold " + id,
        "was told to be %s and is %s".formatted(state, hold.state()));
    violations.require(
        hold.state().equals("VOID") || isSame(wish, hold),
        "I5",
        "hold " + id,
        wish + " was told to be over, on record is " + hold);
  }

  private boolean isSame(Request.Hold wish, Hold hold) {
    var units = new HashMap<>(hold.places());
    parts.getOrDefault(wish.id(), List.of()).forEach(part -> units.putAll(part.places()));
    return wish.location().equals(hold.location())
        && wish.channel().equals(hold.channel())
        && wish.ttlSeconds() == hold.ttlSeconds()
        && wish.units().equals(units);
  }

  /** A hold that was over before somebody asked cannot be granted to him. */
  private void order(UUID id, List<Call> calls) {
    var over = calls.stream().filter(c -> c.reply() instanceof Reply.Ended).toList();
    for (var call : calls) {
      if (call.reply() instanceof Reply.Granted) {
        violations.require(
            over.stream().noneMatch(earlier -> earlier.isBefore(call)),
            "I3",
            "hold " + id,
            "was over, and granted again");
      }
    }
  }

  private void release(UUID id, List<Call> calls) {
    for (var call : calls) {
      if (call.reply() instanceof Reply.Now(var state)) {
        var hold = books.holds().get(id);
        violations.require(
            hold != null
                && (state.equals(hold.state())
                    || LATER.getOrDefault(state, Set.of()).contains(hold.state())),
            "I2",
            "hold " + id,
            "was told to be %s at its release and is %s".formatted(state, hold));
      } else if (call.reply().isKnown()) {
        violations.add("answer", "release of " + id, "was answered " + call.reply());
      }
    }
  }

  private void sale(UUID id, List<Call> calls) {
    var sale = books.sales().get(id);
    for (var call : calls) {
      var report = (Request.Sale) call.request();
      boolean same = sale != null && sale.places().equals(report.units());
      judge("sale " + id, call, sale != null, same);
    }
  }

  private void receipt(UUID id, List<Call> calls) {
    var receipt = books.receipts().get(id);
    var moved = effects.of("RECEIPT", id);
    for (var call : calls) {
      var goods = (Request.Receipt) call.request();
      var should = Effects.expected(goods.units(), Counts::goods);
      judge("receipt " + id, call, receipt != null, moved.equals(should));
    }
    if (receipt != null) {
      var contents = new ArrayList<Map<Place, Counts>>();
      calls.forEach(call -> contents.add(
          Effects.expected(((Request.Receipt) call.request()).units(), Counts::goods)));
      violations.require(
          contents.contains(moved), "I5", "receipt " + id, "moved what nobody said: " + moved);
    }
  }

  private void judge(String subject, Call call, boolean isThere, boolean isSame) {
    switch (call.reply()) {
      case Reply.Recorded() -> {
        violations.require(isThere, "I2", subject, "was acknowledged and is not on record");
        violations.require(
            !isThere || isSame,
            "I5",
            subject,
            "another content was acknowledged: " + call.request());
      }
      case Reply.Reused() ->
        violations.require(
            isThere && !isSame,
            "I5",
            subject,
            "was told to be another, and is not: " + call.request());
      case Reply.Unknown _, Reply.Wrong _ -> {
        // It may have happened or not; the effects are judged by themselves.
      }
      case Reply.Granted _, Reply.Refused _, Reply.Ended _, Reply.Now _ ->
        violations.add("answer", subject, "was answered " + call.reply());
    }
  }
}
