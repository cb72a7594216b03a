package dev.tillbridge.hub.books;

import dev.tillbridge.model.money.Money;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What applying rules to what was entered before would do.
 *
 * @param changed how many entries would be entered anew
 * @param skipped how many more would be, were their period not closed
 * @param accounts what would be on those that it moves anything to or from
 * @param entries a page of them, in the order of their ids, those that would be skipped as well
 * @param next from where the next page begins, or null
 */
public record Preview(
    int changed,
    int skipped,
    List<Account> accounts,
    List<Affected> entries,
    @Nullable Long next) {

  public Preview {
    accounts = List.copyOf(accounts);
    entries = List.copyOf(entries);
  }

  /** An account in one currency, in smallest units: what is on it, and what would be. */
  public record Account(
      String code, String name, Currency currency, BigInteger before, BigInteger after) {}

  /**
   * An entry.
   *
   * @param words name the document, by its number
   * @param moved lines that would go elsewhere
   * @param closed its period is closed: it would stay as it is
   */
  public record Affected(
      long id,
      LocalDate day,
      LocalDate eventDay,
      String cause,
      String causeId,
      String words,
      List<Moved> moved,
      boolean closed) {
    public Affected {
      moved = List.copyOf(moved);
    }
  }

  /** A part of an entry that would go from one account to another. */
  public record Moved(String from, String to, Money amount) {}
}
