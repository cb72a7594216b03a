package dev.tillbridge.torture.check;

import dev.tillbridge.torture.check.Books.Entry;
import dev.tillbridge.torture.check.Books.Hold;
import dev.tillbridge.torture.history.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * I9: no is PostgreSQL's no. What a refused hold was told to be free was free at that place around
 * that time, whatever Redis held.
 */
final class RefusalRules {

  /** Between the writing of a line and its commit a hub may have been paused. */
  private static final Duration AROUND = Duration.ofSeconds(45);

  private record Was(long free, Instant since) {}

  private RefusalRules() {}

  static void check(Books books, Violations violations) {
    var past = past(books.ledger());
    var wholes = new HashSet<UUID>();
    var lacking = new HashSet<UUID>();
    for (Map.Entry<UUID, Hold> entry : books.holds().entrySet()) {
      var hold = entry.getValue();
      var location = hold.location();
      if (!hold.state().equals("REFUSED") || location == null) {
        continue;
      }
      hold.available().forEach((sku, there) -> {
        if (there < hold.units().getOrDefault(sku, 0)) {
          violations.require(
              wasOnce(
                  past.getOrDefault(new Place(location, sku), List.of()), there, hold.createdAt()),
              "I9",
              "hold " + entry.getKey(),
              "was refused because only %d of %s were free, which never was so"
                  .formatted(there, sku));
        }
      });
      var whole = hold.partOf() == null ? entry.getKey() : hold.partOf();
      if (lacksSomething(hold)) {
        lacking.add(whole);
      }
      wholes.add(whole);
    }
    wholes.removeAll(lacking);
    wholes.forEach(id ->
        violations.add("I9", "hold " + id, "was refused, and there was enough of everything"));
  }

  private static boolean lacksSomething(Hold hold) {
    return hold.units().entrySet().stream()
        .anyMatch(line ->
            hold.available().getOrDefault(line.getKey(), Integer.MAX_VALUE) < line.getValue());
  }

  private static Map<Place, List<Was>> past(List<Entry> ledger) {
    var running = new HashMap<Place, Counts>();
    var past = new HashMap<Place, List<Was>>();
    for (var entry : ledger) {
      var now = running.merge(entry.place(), entry.change(), Counts::plus);
      past.computeIfAbsent(entry.place(), _ -> new ArrayList<>())
          .add(new Was(now.free(), entry.recordedAt()));
    }
    return past;
  }

  private static boolean wasOnce(List<Was> past, int free, Instant at) {
    if (past.isEmpty() || past.getFirst().since().isAfter(at.minus(AROUND))) {
      if (free == 0) {
        return true; // Before the first line nothing was there.
      }
    }
    for (int i = 0; i < past.size(); i++) {
      var was = past.get(i);
      boolean begun = was.since().isBefore(at.plus(AROUND));
      boolean over = i + 1 < past.size() && past.get(i + 1).since().isBefore(at.minus(AROUND));
      if (Math.max(0, was.free()) == free && begun && !over) {
        return true;
      }
    }
    return false;
  }
}
