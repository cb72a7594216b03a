package dev.tillbridge.torture.check;

import dev.tillbridge.torture.check.Books.Entry;
import dev.tillbridge.torture.check.Books.Shelf;
import dev.tillbridge.torture.history.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** I1, I4 and the first half of I5: what must hold at every prefix of the ledger of a place. */
final class LedgerRules {

  /** What has happened to real goods: it is written down even where it cannot be. */
  private static final Set<String> PHYSICAL =
      Set.of("SALE", "SHOP_ORDER", "FULFILMENT", "REVERSAL", "COUNT", "DAMAGE", "LATE_SALE");

  private final Books books;
  private final Violations violations;
  private final Map<Place, Counts> running = new HashMap<>();

  private LedgerRules(Books books, Violations violations) {
    this.books = books;
    this.violations = violations;
  }

  static void check(Books books, Violations violations) {
    var rules = new LedgerRules(books, violations);
    books.ledger().forEach(rules::next);
    rules.once();
    rules.sums();
  }

  private void next(Entry entry) {
    var before = running.getOrDefault(entry.place(), Counts.ZERO);
    var after = before.plus(entry.change());
    running.put(entry.place(), after);
    if (after.isImpossible()) {
      violations.add("I4", entry.place(), "below zero after " + words(entry) + ": " + after);
    }
    if (after.free() < 0 && after.free() < before.free()) {
      violations.require(
          PHYSICAL.contains(entry.cause()),
          "I1",
          entry.place(),
          "promised what is not there: free went from %d to %d by %s"
              .formatted(before.free(), after.free(), words(entry)));
    }
    if (entry.cause().equals("SALE")) {
      sale(entry, before);
    }
  }

  /** A sale that was not covered is on record with what was missing; one that was covered is not. */
  private void sale(Entry entry, Counts before) {
    var sale = books.sales().get(uuid(entry.causeId()));
    if (sale == null || before.escrowed() > 0) {
      // Without the sale another rule complains. What shops show may cover a sale as well.
      return;
    }
    long sold = -entry.change().onHand();
    long covered = Math.max(0, before.free()) - entry.change().held();
    if (!entry.place().location().equals(sale.location())) {
      violations.require(
          sold <= -entry.change().held(),
          "I1",
          entry.place(),
          "sale %s took %d from elsewhere, of which it held %d"
              .formatted(entry.causeId(), sold, -entry.change().held()));
      return;
    }
    var shortage = sale.shortages().get(entry.place().sku());
    if (sold > covered) {
      violations.require(
          shortage != null && shortage.wanted() == sold && shortage.available() == covered,
          "I1",
          entry.place(),
          "sale %s sold %d of %d, and on record is %s"
              .formatted(entry.causeId(), sold, covered, shortage));
    } else {
      violations.require(
          shortage == null,
          "I1",
          entry.place(),
          "sale %s was covered, and on record is %s".formatted(entry.causeId(), shortage));
    }
  }

  private void once() {
    record Key(String cause, String causeId, Place place) {}
    var seen = new HashSet<Key>();
    for (var entry : books.ledger()) {
      violations.require(
          seen.add(new Key(entry.cause(), entry.causeId(), entry.place())),
          "I5",
          entry.place(),
          "moved twice by " + words(entry));
    }
  }

  private void sums() {
    var places = new HashSet<>(books.shelves().keySet());
    places.addAll(running.keySet());
    for (var place : places) {
      var sum = running.getOrDefault(place, Counts.ZERO);
      var shelf = books.shelves().getOrDefault(place, new Shelf(Counts.ZERO, 0));
      violations.require(
          sum.equals(shelf.counts()),
          "I4",
          place,
          "the row says %s, the ledger %s".formatted(shelf.counts(), sum));
      violations.require(
          shelf.counts().free() >= -shelf.shortage(),
          "I1",
          place,
          "free is %d with a licence for %d".formatted(shelf.counts().free(), shelf.shortage()));
    }
  }

  private static String words(Entry entry) {
    return "line %d (%s %s)".formatted(entry.seq(), entry.cause(), entry.causeId());
  }

  static @Nullable UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
