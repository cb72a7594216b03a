package dev.tillbridge.model.books;

import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A document as the books have it now, whoever made it. */
public sealed interface DocumentThere {

  /** Its kind. */
  DocumentKind kind();

  /** Its id there. */
  String remoteId();

  /** When it was changed last, by their clock. */
  Instant at();

  /** It was deleted. Nothing else is known of it. */
  record Gone(DocumentKind kind, String remoteId, Instant at) implements DocumentThere {}

  /**
   * It is there.
   *
   * @param number its number; empty when it has none
   * @param note what it says about itself, for recognising ours
   * @param voided somebody took all money out of it
   * @param moves what it moves as far as it tells which account that is: neither tax, nor what goes to
   *     or comes from what customers owe, unless it names that account
   */
  record Present(
      DocumentKind kind,
      String remoteId,
      Instant at,
      String number,
      String note,
      boolean voided,
      LocalDate day,
      Money total,
      Money tax,
      List<Move> moves)
      implements DocumentThere {

    public Present {
      moves = summed(moves);
    }

    /** By account, in one order, without what comes to nothing. */
    private static List<Move> summed(List<Move> moves) {
      Map<String, Move> sums = new TreeMap<>();
      for (var move : moves) {
        sums.merge(
            move.account(),
            move,
            (a, b) -> new Move(a.account(), a.name(), Math.addExact(a.minor(), b.minor())));
      }
      return sums.values().stream().filter(move -> move.minor() != 0).toList();
    }
  }

  /**
   * A sum on an account there.
   *
   * @param account its id there
   * @param name its name there
   * @param minor in the document's currency: a debit above zero, a credit below
   */
  record Move(String account, String name, long minor) {}
}
