package dev.tillbridge.hub.sales;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes back what the books were to be told, as long as nobody has begun to tell them. */
final class BooksWithdrawal {

  private final JdbcClient jdbc;

  BooksWithdrawal(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Joins the caller's transaction. A worker that claims at this moment either finds nothing, or has
   * the row already, and then it is too late here: the books are told of both, the sale and its end.
   *
   * @return false when the books may know of the sale
   */
  boolean withdraw(UUID sale, Instant now) {
    // Whoever makes a document of the sale locks this row before he looks at it.
    jdbc.sql("select 1 from delivery where destination = 'BOOKS' and subject = :sale for update")
        .param("sale", sale.toString())
        .query((_, _) -> 0)
        .list();
    // A lease above zero means that somebody has claimed the row at least once.
    return jdbc.sql("""
                update delivery
                   set state = 'DONE', note = 'cancelled before posting', settled_at = :now
                 where destination = 'BOOKS' and subject = :sale and state = 'DUE'
                   and lease = 0
                   and not exists (select 1 from book_document where id = :id)
                """)
            .param("now", now.atOffset(UTC))
            .param("sale", sale.toString())
            .param("id", sale)
            .update()
        == 1;
  }
}
