package dev.tillbridge.hub.agreement;

import dev.tillbridge.model.books.BookAccount;
import dev.tillbridge.model.books.Document;
import dev.tillbridge.model.books.DocumentThere.Move;
import dev.tillbridge.model.money.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a document should stand there: as it was told, or as a person has taken it over. Pure.
 *
 * @param moves by the ids of accounts there
 * @param elsewhere the sum on accounts of ours that they have none of under our name for it, so that
 *     nobody can tell where it is there
 * @param exact whether there are none of those
 */
record Expected(
    LocalDate day, Money total, Money tax, Map<String, Long> moves, long elsewhere, boolean exact) {

  static Expected of(Document document, Map<BookAccount, String> ids) {
    var moves = new TreeMap<String, Long>();
    long elsewhere = 0;
    boolean exact = true;
    for (var move : Told.moves(document).entrySet()) {
      var id = ids.get(move.getKey());
      if (id == null) {
        elsewhere = Math.addExact(elsewhere, move.getValue());
        exact = false;
      } else {
        moves.merge(id, move.getValue(), Math::addExact);
      }
    }
    moves.values().removeIf(amount -> amount == 0);
    return new Expected(
        document.head().day(), document.total(), document.tax(), moves, elsewhere, exact);
  }

  /** As a person has taken it over; it must be there. */
  static Expected of(Seen accepted) {
    var moves = new TreeMap<String, Long>();
    accepted.moves().forEach(m -> moves.merge(m.account(), m.minor(), Math::addExact));
    return new Expected(
        accepted.dayThere(), accepted.totalThere(), accepted.taxThere(), moves, 0, true);
  }

  /** What is not as it should be, for people; none when everything is. */
  List<String> differences(Seen there) {
    return switch (there.state()) {
      case DELETED -> List.of("it was deleted");
      case VOIDED -> total.isZero() ? List.of() : List.of("it was voided");
      case PRESENT -> present(there);
    };
  }

  private List<String> present(Seen there) {
    var found = new ArrayList<String>();
    if (!there.totalThere().equals(total)) {
      found.add("the total is %s instead of %s".formatted(there.total(), total));
    }
    if (!there.taxThere().equals(tax)) {
      found.add("the tax is %s instead of %s".formatted(there.tax(), tax));
    }
    if (!there.dayThere().equals(day)) {
      found.add("the day is %s instead of %s".formatted(there.day(), day));
    }
    // Another total is on other amounts of accounts too; that need not be said.
    if (there.totalThere().equals(total) && there.taxThere().equals(tax)) {
      found.addAll(accounts(there));
    }
    return found;
  }

  private List<String> accounts(Seen there) {
    var off = new ArrayList<String>();
    var left = new TreeMap<>(moves);
    long unknown = 0;
    for (var move : there.moves()) {
      var told = left.remove(move.account());
      if (told == null) {
        unknown = Math.addExact(unknown, move.minor());
      }
      if (told == null ? exact : told != move.minor()) {
        off.add(words(move, told == null ? 0 : told));
      }
    }
    if (!exact && unknown != elsewhere) {
      off.add("%s is on accounts of another kind instead of %s"
          .formatted(amount(unknown), amount(elsewhere)));
    }
    if (!left.isEmpty() && off.isEmpty()) {
      off.add("an account that it was told on is not in it");
    }
    return off;
  }

  private String words(Move there, long told) {
    return "%s is on account %s instead of %s"
        .formatted(amount(there.minor()), there.name(), told == 0 ? "nothing" : amount(told));
  }

  private Money amount(long minor) {
    return new Money(minor, total.currency());
  }
}
