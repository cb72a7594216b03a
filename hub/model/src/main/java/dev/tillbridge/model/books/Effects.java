package dev.tillbridge.model.books;

import dev.tillbridge.model.books.Document.Move;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums by account. What comes to zero is left out. */
public final class Effects {

  private Effects() {}

  /** Of several documents together. */
  public static Map<BookAccount, Long> of(Collection<Document> documents) {
    var sum = new TreeMap<BookAccount, Long>();
    documents.forEach(document ->
        document.effect().forEach((account, amount) -> sum.merge(account, amount, Math::addExact)));
    return cleaned(sum);
  }

  static Map<BookAccount, Long> of(List<Move> moves) {
    var sum = new TreeMap<BookAccount, Long>();
    moves.forEach(m -> sum.merge(m.account(), m.amount().minor(), Math::addExact));
    return cleaned(sum);
  }

  static Map<BookAccount, Long> of(Map<BookAccount, Long> some, BookAccount account, long amount) {
    var sum = new TreeMap<>(some);
    sum.merge(account, amount, Math::addExact);
    return cleaned(sum);
  }

  static Map<BookAccount, Long> turned(Map<BookAccount, Long> some) {
    var sum = new TreeMap<BookAccount, Long>();
    some.forEach((account, amount) -> sum.put(account, -amount));
    return sum;
  }

  private static Map<BookAccount, Long> cleaned(Map<BookAccount, Long> sum) {
    sum.values().removeIf(amount -> amount == 0);
    return sum;
  }
}
