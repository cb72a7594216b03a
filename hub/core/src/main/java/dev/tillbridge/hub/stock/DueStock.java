package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.database.ManyRows;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Chooses what a shop is told next: what is to be lowered before what may rise, and of those first
 * what there is least of. What is chosen here is an order only; the number is decided under locks.
 */
public final class DueStock {

  /** One place in so many belongs to whoever has waited longest, so that nothing waits for ever. */
  private static final int OLDEST_SHARE = 10;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final Deliveries deliveries;
  private final Map<String, String> lastLocation = new ConcurrentHashMap<>();

  DueStock(JdbcClient jdbc, TransactionTemplate tx, Deliveries deliveries) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.deliveries = deliveries;
  }

  /**
   * Takes due deliveries of the shop, all of one location; locations take turns. Nobody else gets
   * them until the lease ends.
   */
  public List<Delivery> claim(String shop, int atMost) {
    for (var location : inTurn(shop)) {
      lastLocation.put(shop, location);
      var claimed = Objects.requireNonNull(tx.execute(_ -> {
        ManyRows.expect(jdbc, due(shop, location));
        return deliveries.claim(Destination.SHOP_STOCK, chosen(shop, location, atMost));
      }));
      if (!claimed.isEmpty()) {
        return claimed;
      }
    }
    return List.of();
  }

  /** The locations with something due, beginning after the one that was served last. */
  private List<String> inTurn(String shop) {
    var last = lastLocation.getOrDefault(shop, "");
    var locations = jdbc.sql("""
                select distinct split_part(subject, '|', 2) as location from delivery
                 where state = 'DUE' and destination = 'SHOP_STOCK' and next_at <= :now
                   and split_part(subject, '|', 1) = :shop
                """)
        .param("now", deliveries.now())
        .param("shop", shop)
        .query((row, _) -> row.getString("location"))
        .list();
    var order = new ArrayList<>(locations);
    order.sort((one, other) -> {
      boolean oneIsNext = one.compareTo(last) > 0;
      boolean otherIsNext = other.compareTo(last) > 0;
      return oneIsNext == otherIsNext ? one.compareTo(other) : oneIsNext ? -1 : 1;
    });
    return order;
  }

  /** How many are due there, as far as it matters. */
  private int due(String shop, String location) {
    return jdbc.sql("""
            select count(*) from (
              select from delivery
               where state = 'DUE' and destination = 'SHOP_STOCK' and next_at <= :now
                 and split_part(subject, '|', 1) = :shop and split_part(subject, '|', 2) = :location
               limit :most) due
            """)
        .param("shop", shop)
        .param("location", location)
        .param("now", deliveries.now())
        .param("most", ManyRows.MANY)
        .query(Integer.class)
        .single();
  }

  private record Due(UUID id, long urgency, long age) {}

  private List<UUID> chosen(String shop, String location, int atMost) {
    var due = ranked(shop, location, atMost);
    int oldest = atMost / OLDEST_SHARE;
    var chosen = new LinkedHashSet<UUID>();
    due.stream()
        .filter(one -> one.age() <= oldest || one.urgency() <= atMost - oldest)
        .forEach(one -> chosen.add(one.id()));
    // Where the oldest are urgent too, the next urgent ones take their places.
    due.stream()
        .sorted((one, other) -> Long.compare(one.urgency(), other.urgency()))
        .takeWhile(_ -> chosen.size() < atMost)
        .forEach(one -> chosen.add(one.id()));
    return List.copyOf(chosen);
  }

  private List<Due> ranked(String shop, String location, int atMost) {
    return jdbc.sql("""
            with due as (
              select id, next_at, substr(subject, length(:shop) + length(:location) + 3) as sku
                from delivery
               where state = 'DUE' and destination = 'SHOP_STOCK' and next_at <= :now
                 and split_part(subject, '|', 1) = :shop and split_part(subject, '|', 2) = :location),
            seen as (
              select due.id, due.next_at, coalesce(s.free, 0) as free, coalesce(s.escrowed, 0) as escrowed,
                     greatest(coalesce(w.shown, 0), 0) as shown,
                     w.wanted > 0 and w.wanted_until > now() as wanted
                from due
                left join stock s on s.location = :location and s.sku = due.sku
                left join shop_window w
                  on w.shop = :shop and w.location = :location and w.sku = due.sku),
            ranked as (
              select id,
                     row_number() over (order by
                       shown > 0 and (wanted or shown > free + escrowed
                                      or free < least(:keptMost, (free + shown) / :keptShare)) desc nulls last,
                       free + shown, next_at) as urgency,
                     row_number() over (order by next_at) as age
                from seen)
            select id, urgency, age from ranked where urgency <= :atMost or age <= :oldest
            """)
        .param("shop", shop)
        .param("location", location)
        .param("now", deliveries.now())
        .param("keptMost", Boundary.KEPT_MOST)
        .param("keptShare", Boundary.KEPT_SHARE)
        .param("atMost", atMost)
        .param("oldest", atMost / OLDEST_SHARE)
        .query((row, _) ->
            new Due(row.getObject("id", UUID.class), row.getLong("urgency"), row.getLong("age")))
        .list();
  }
}
