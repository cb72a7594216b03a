package dev.tillbridge.hub.posting;

import dev.tillbridge.hub.delivery.Delivery;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which deliveries went to the books by one call, and are in doubt. */
final class BooksCalls {

  private final JdbcClient jdbc;

  BooksCalls(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Where a delivery is in its call. */
  record Seat(UUID key, int place) {}

  /** Notes a call before it is made: the deliveries have the places from one on. */
  void begin(UUID key, List<Delivery> deliveries) {
    jdbc.sql("""
            insert into books_call (delivery, key, place)
            select id, :key, place from unnest(:ids::text[]::uuid[]) with ordinality d(id, place)
            """).param("key", key).param("ids", ids(deliveries)).update();
  }

  /** The seats of those that were in a call which is in doubt. */
  Map<UUID, Seat> seats(Collection<Delivery> deliveries) {
    var seats = new HashMap<UUID, Seat>();
    jdbc.sql(
            "select delivery, key, place from books_call where delivery = any(:ids::text[]::uuid[])")
        .param("ids", ids(deliveries))
        .query(row -> {
          seats.put(
              row.getObject("delivery", UUID.class),
              new Seat(row.getObject("key", UUID.class), row.getInt("place")));
        });
    return seats;
  }

  /** Of these it is known what became of them. */
  void forget(Collection<Delivery> deliveries) {
    if (!deliveries.isEmpty()) {
      jdbc.sql("delete from books_call where delivery = any(:ids::text[]::uuid[])")
          .param("ids", ids(deliveries))
          .update();
    }
  }

  private static String[] ids(Collection<Delivery> deliveries) {
    return deliveries.stream().map(d -> d.id().toString()).toArray(String[]::new);
  }
}
