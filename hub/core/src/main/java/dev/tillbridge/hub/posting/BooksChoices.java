package dev.tillbridge.hub.posting;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.books.BookAccount;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a bookkeeper decides about other books, and what is set aside until he has. Each decision lets
 * go at once whatever waited for it.
 */
public final class BooksChoices {

  /**
   * The kind of the case that is open while items there belong to other accounts than here; its subject:
   * the kind of books.
   */
  public static final String OTHER_ACCOUNT = "books-other-account";

  private static final int NAME_MOST = 100;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Deliveries deliveries;
  private final Cases cases;

  public BooksChoices(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Deliveries deliveries,
      Cases cases) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.deliveries = deliveries;
    this.cases = cases;
  }

  /**
   * What an account of ours is called there.
   *
   * @param part the shop, of money that lies with shops; else empty
   */
  public record Link(String account, String part, String name) {}

  /** Those that a person made; all other accounts have their usual names. */
  public List<Link> links() {
    return jdbc.sql("select account, part, name from books_link order by account, part")
        .query((row, _) ->
            new Link(row.getString("account"), row.getString("part"), row.getString("name")))
        .list();
  }

  /**
   * Our accounts, with what a person said they are called there.
   *
   * @param shops whose money has an account of its own
   */
  public List<BookAccount> accounts(Collection<String> shops) {
    return Accounts.read(jdbc).all(shops);
  }

  /**
   * Says what an account of ours is called there, for whatever is sent from now on, and has everything
   * tried again that is set aside.
   *
   * @param part the shop, of money that lies with shops; else empty
   * @param name null for its usual name
   * @throws BadInput when there is no such account, or the name cannot be one
   */
  public void link(String account, String part, @Nullable String name, String by) {
    if (name != null && (name.isBlank() || name.length() > NAME_MOST)) {
      throw BadInput.of("name", "must have between 1 and " + NAME_MOST + " characters");
    }
    tx.executeWithoutResult(_ -> {
      boolean known = jdbc.sql("select exists (select 1 from account where code = :code)")
          .param("code", account)
          .query(Boolean.class)
          .single();
      if (!known) {
        throw BadInput.of("account", "there is no account " + account);
      }
      if (name == null) {
        jdbc.sql("delete from books_link where account = :account and part = :part")
            .param("account", account)
            .param("part", part)
            .update();
      } else {
        write(account, part, name.strip(), by);
      }
      release();
    });
  }

  private void write(String account, String part, String name, String by) {
    jdbc.sql("""
            insert into books_link (account, part, name, made_by, made_at)
            values (:account, :part, :name, :by, :now)
            on conflict (account, part) do update
               set name = excluded.name, made_by = excluded.made_by, made_at = excluded.made_at
             where books_link.name <> excluded.name
            """)
        .param("account", account)
        .param("part", part)
        .param("name", name)
        .param("by", by)
        .param("now", clock.instant().atOffset(UTC))
        .update();
  }

  /** Whether a line whose item there belongs to another account goes under an item of our own. */
  public boolean ownItems() {
    return ownItems(jdbc);
  }

  static boolean ownItems(JdbcClient jdbc) {
    return jdbc.sql("select chosen from books_own_items order by id desc limit 1")
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /**
   * Decides it for whatever is sent from now on, and has everything tried again that is set aside.
   *
   * @return how many are tried again
   */
  public int ownItems(boolean chosen, String by) {
    return Objects.requireNonNull(tx.execute(_ -> {
      if (ownItems() != chosen) {
        jdbc.sql("""
                insert into books_own_items (chosen, made_by, made_at) values (:chosen, :by, :now)
                """)
            .param("chosen", chosen)
            .param("by", by)
            .param("now", clock.instant().atOffset(UTC))
            .update();
      }
      return release();
    }));
  }

  /**
   * Has everything tried again that the books refused or that was held, after it was mended there.
   *
   * @return how many
   */
  public int retry() {
    return Objects.requireNonNull(tx.execute(_ -> release()));
  }

  private int release() {
    // Whatever still is in the way opens its case again.
    cases.close(OTHER_ACCOUNT, SUBJECT, "everything is tried again");
    return deliveries.retry(Destination.BOOKS)
        + deliveries.retry(Destination.BOOKS_FILE)
        + deliveries.retry(Destination.BOOKS_MAIL);
  }

  static final String SUBJECT = "books";

  /** Says once what is in the way of all that wait for the same. */
  static void tell(Cases cases, String why) {
    cases.open(
        OTHER_ACCOUNT,
        SUBJECT,
        "Items in the books belong to other accounts than here",
        ("%s. Whatever has such an item waits. Three ways: give the item that account there and try again;"
                + " name the account here as it is called there; or have such lines booked under items"
                + " of their own, which the hub makes.")
            .formatted(why));
  }
}
