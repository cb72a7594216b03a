package dev.tillbridge.torture.check;

import dev.tillbridge.torture.history.Place;
import java.util.HashMap;
import java.util.HashSet;

/** I8: what is escrowed at a place is what its sellers may still sell, and none of them owes units. */
final class EscrowRules {

  private EscrowRules() {}

  static void check(Books books, Violations violations) {
    var outstanding = new HashMap<Place, Long>();
    for (var escrow : books.escrow()) {
      outstanding.merge(escrow.place(), escrow.outstanding(), Long::sum);
      violations.require(
          escrow.outstanding() >= 0,
          "I8",
          escrow.place(),
          escrow.holder() + " may sell " + escrow.outstanding());
    }
    var places = new HashSet<>(outstanding.keySet());
    books.shelves().forEach((place, shelf) -> {
      if (shelf.counts().escrowed() != 0) {
        places.add(place);
      }
    });
    for (var place : places) {
      var shelf = books.shelves().get(place);
      long escrowed = shelf == null ? 0 : shelf.counts().escrowed();
      violations.require(
          escrowed == outstanding.getOrDefault(place, 0L),
          "I8",
          place,
          "escrowed is %d, sellers may sell %d"
              .formatted(escrowed, outstanding.getOrDefault(place, 0L)));
    }
  }
}
