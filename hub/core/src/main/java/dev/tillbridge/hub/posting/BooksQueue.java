package dev.tillbridge.hub.posting;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.books.Bookkeeping;
import dev.tillbridge.model.books.BooksInBulk;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes what is due for the books: what is new together, what is in doubt with those that share the doubt. */
final class BooksQueue {

  private final JdbcClient jdbc;
  private final Deliveries deliveries;
  private final InstantSource clock;
  private final int most;

  BooksQueue(
      JdbcClient jdbc, Deliveries deliveries, InstantSource clock, @Nullable Bookkeeping books) {
    this.jdbc = jdbc;
    this.deliveries = deliveries;
    this.clock = clock;
    this.most = books == null ? 1 : books.inBulk().map(BooksInBulk::most).orElse(1);
  }

  /** What one worker can carry within a lease; nobody else gets it until the lease ends. */
  List<Delivery> claim() {
    if (most == 1) {
      return deliveries.claim(Destination.BOOKS, 1);
    }
    var doubtful = deliveries.claim(Destination.BOOKS, doubtful());
    return doubtful.isEmpty() ? deliveries.claimFresh(Destination.BOOKS, most) : doubtful;
  }

  /** The oldest in doubt; if it went by a call, with what is due of the same. */
  private List<UUID> doubtful() {
    return jdbc.sql("""
            with oldest as (
              select d.id, c.key from delivery d left join books_call c on c.delivery = d.id
               where d.destination = 'BOOKS' and d.state = 'DUE' and d.look_first and d.next_at <= :now
               order by d.next_at limit 1 for update of d skip locked)
            select id from oldest
            union
            select d.id from oldest o
              join books_call c on c.key = o.key
              join delivery d on d.id = c.delivery
             where d.state = 'DUE' and d.next_at <= :now
            """)
        .param("now", clock.instant().atOffset(UTC))
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }
}
