package dev.tillbridge.hub.books;

import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An entry that is to be made. If one exists, it balances in each of its currencies.
 *
 * @param words for people, one line
 * @param lines none when nothing of worth has happened: then there is nothing to enter
 */
public record Draft(Event event, String words, List<DraftLine> lines) {

  /** More lines than any sale can have. */
  static final int LINES_MOST = 2_000;

  public Draft {
    lines = List.copyOf(lines);
    if (lines.size() > LINES_MOST) {
      throw new IllegalArgumentException(event.id() + " has " + lines.size() + " lines");
    }
    Map<Currency, Long> sums = new HashMap<>();
    lines.forEach(l -> sums.merge(l.amount().currency(), l.amount().minor(), Math::addExact));
    sums.forEach((currency, off) -> {
      if (off != 0) {
        throw new IllegalArgumentException(
            "%s %s is off by %d %s".formatted(event.cause(), event.id(), off, currency));
      }
    });
  }
}
