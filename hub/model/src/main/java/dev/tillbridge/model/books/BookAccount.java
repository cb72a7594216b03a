package dev.tillbridge.model.books;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An account of our ledger, as documents name it.
 *
 * @param code in our chart
 * @param part the shop, of money that lies with shops: each pays out by itself, so each has its own
 *     account in other books; else empty
 * @param name in our chart
 * @param link what the merchant said the other books call it; null when he has not
 */
public record BookAccount(
    String code,
    String part,
    String name,
    AccountKind kind,
    @Nullable String link) implements Comparable<BookAccount> {

  /**
   * Where the money of one sale lies for a moment when it goes to several accounts, or to one that a
   * receipt cannot name. Whatever goes there leaves it in the next document of the same cause.
   */
  public static final BookAccount SPLIT =
      new BookAccount("SPLIT", "", "Tender split", AccountKind.ASSET, null);

  private static final Comparator<BookAccount> ORDER =
      Comparator.comparing(BookAccount::code).thenComparing(BookAccount::part);

  @Override
  public int compareTo(BookAccount other) {
    return ORDER.compare(this, other);
  }

  /** For people: "4000 Sales". */
  @Override
  public String toString() {
    return part.isEmpty() ? code + " " + name : code + " " + name + " (" + part + ")";
  }
}
