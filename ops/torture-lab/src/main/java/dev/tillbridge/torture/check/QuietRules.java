package dev.tillbridge.torture.check;

import java.util.HashSet;
import java.util.stream.Collectors;

/** L1 to L3: what must be once every client has got what it wanted and time has passed. */
final class QuietRules {

  private QuietRules() {}

  static void check(Books books, Violations violations) {
    books
        .holds()
        .forEach((id, hold) ->
            violations.require(!hold.isOpen(), "L1", "hold " + id, "is still " + hold.state()));
    var open = books.cases().stream()
        .filter(Books.Case::open)
        .map(Books.Case::subject)
        .collect(Collectors.toCollection(HashSet::new));
    books.shelves().forEach((place, shelf) -> {
      var counts = shelf.counts();
      violations.require(
          counts.held() == 0 && counts.committed() == 0 && counts.suspense() == 0,
          "L2",
          place,
          "nothing is promised and " + counts);
      violations.require(
          counts.free() >= 0
              || open.contains(place.location() + "|" + place.sku())
              || open.contains(place.toString()),
          "I6",
          place,
          "is oversold by %d and nobody is told".formatted(-counts.free()));
    });
    books
        .states()
        .forEach((location, state) ->
            violations.require(state.equals("OPEN"), "L3", "location " + location, "is " + state));
  }
}
