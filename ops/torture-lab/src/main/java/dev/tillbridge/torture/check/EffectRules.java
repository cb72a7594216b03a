package dev.tillbridge.torture.check;

import dev.tillbridge.torture.check.Books.Hold;
import dev.tillbridge.torture.check.Books.Sale;
import dev.tillbridge.torture.history.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** I3 and the second half of I5: each hold, sale and receipt has moved exactly what it says, once. */
final class EffectRules {

  private static final Set<String> NOTHING_TAKEN = Set.of("REFUSED", "VOID");

  private final Books books;
  private final Effects effects;
  private final Violations violations;
  private final Map<UUID, List<Hold>> consumed = new HashMap<>();

  private EffectRules(Books books, Violations violations) {
    this.books = books;
    this.effects = new Effects(books.ledger());
    this.violations = violations;
    for (var hold : books.holds().values()) {
      if (hold.saleId() != null) {
        consumed.computeIfAbsent(hold.saleId(), _ -> new ArrayList<>()).add(hold);
      }
    }
  }

  static void check(Books books, Violations violations) {
    var rules = new EffectRules(books, violations);
    books.holds().forEach(rules::hold);
    books.sales().forEach(rules::sale);
    rules.receipts();
    for (var cause : Set.of("HOLD", "RELEASE", "EXPIRY")) {
      rules.known(cause, books.holds().keySet());
    }
    rules.known("SALE", books.sales().keySet());
    rules.known("RECEIPT", books.receipts().keySet());
  }

  private void known(String cause, Set<UUID> ids) {
    for (var id : effects.ids(cause)) {
      violations.require(
          ids.contains(LedgerRules.uuid(id)),
          "I5",
          cause + " " + id,
          "moved units, and nobody knows of it");
    }
  }

  private void hold(UUID id, Hold hold) {
    var taken = effects.of("HOLD", id);
    if (NOTHING_TAKEN.contains(hold.state())) {
      violations.require(
          taken.isEmpty(), "I5", "hold " + id, "is " + hold.state() + " and took " + taken);
    } else {
      var should = Effects.expected(hold.places(), Counts::promised);
      violations.require(
          taken.equals(should),
          "I5",
          "hold " + id,
          "should take %s, took %s".formatted(should, taken));
    }
    ends(id, hold, taken);
    var whole = hold.partOf() == null ? null : books.holds().get(hold.partOf());
    violations.require(
        hold.partOf() == null || (whole != null && endedAlike(hold, whole)),
        "I3",
        "hold " + id,
        "is %s, and the whole that it is a part of is %s".formatted(hold.state(), whole));
  }

  private static boolean endedAlike(Hold part, Hold whole) {
    return part.isOpen() ? whole.isOpen() : part.state().equals(whole.state());
  }

  /** Each hold ends once, and the way it ended is the state it is in. */
  private void ends(UUID id, Hold hold, Map<Place, Counts> taken) {
    var released = effects.of("RELEASE", id);
    var expired = effects.of("EXPIRY", id);
    var back = new HashMap<Place, Counts>();
    taken.forEach((place, c) -> back.put(place, Counts.promised(-c.held())));
    violations.require(
        released.equals(hold.state().equals("RELEASED") ? back : Map.of()),
        "I3",
        "hold " + id,
        "is %s and was released by %s".formatted(hold.state(), released));
    violations.require(
        expired.equals(hold.state().equals("EXPIRED") ? back : Map.of()),
        "I3",
        "hold " + id,
        "is %s and expired by %s".formatted(hold.state(), expired));
    var saleId = hold.saleId();
    boolean sold = Set.of("COMMITTED", "FULFILLED", "REVERSED").contains(hold.state());
    violations.require(
        sold == (saleId != null),
        "I3",
        "hold " + id,
        "is %s with the sale %s".formatted(hold.state(), saleId));
    if (saleId != null) {
      violations.require(
          books.sales().containsKey(saleId), "I3", "hold " + id, "was sold by no sale: " + saleId);
    }
  }

  private void sale(UUID id, Sale sale) {
    var promised = new TreeMap<Place, Integer>(
        Comparator.comparing(Place::location).thenComparing(Place::sku));
    consumed
        .getOrDefault(id, List.of())
        .forEach(hold ->
            hold.places().forEach((place, units) -> promised.merge(place, units, Integer::sum)));
    var should = new HashMap<Place, Counts>();
    var goes = new TreeMap<>(sale.units());
    promised.forEach((place, units) -> {
      should.put(place, Counts.promised(-units));
      if (!place.location().equals(sale.location())) {
        // What is sold beyond the units held here leaves from where else the hold has some.
        var here = promised.getOrDefault(new Place(sale.location(), place.sku()), 0);
        int there = Math.clamp(goes.getOrDefault(place.sku(), 0) - here, 0, units);
        should.merge(place, Counts.goods(-there), Counts::plus);
        goes.computeIfPresent(place.sku(), (_, rest) -> rest - there);
      }
    });
    goes.forEach((sku, units) ->
        should.merge(new Place(sale.location(), sku), Counts.goods(-units), Counts::plus));
    should.values().removeIf(Counts.ZERO::equals);
    var moved = effects.of("SALE", id);
    violations.require(
        moved.equals(should),
        "I5",
        "sale " + id,
        "should move %s, moved %s".formatted(should, moved));
  }

  private void receipts() {
    for (var id : books.receipts().keySet()) {
      violations.require(
          !effects.of("RECEIPT", id).isEmpty(), "I5", "receipt " + id, "moved nothing");
    }
  }
}
