package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.database.ManyRows;
import dev.tillbridge.hub.delivery.Deliveries;
import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** Ranking thousands takes a fifth of the time in which a shop takes one call: it serves a few. */
  private static final int BATCHES_AHEAD = 6;

  /** A number that became urgent after a ranking waits so long for the next one at most. */
  private static final Duration AHEAD_MOST = Duration.ofSeconds(1);

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final Deliveries deliveries;
  private final Map<String, String> lastLocation = new ConcurrentHashMap<>();
  private final Map<String, Ahead> ahead = new ConcurrentHashMap<>();

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
    // From one location to the next by the index: thousands may be due at each.
    var locations = jdbc.sql("""
                with recursive place as (
                  select min(split_part(subject, '|', 2)) as location from delivery
                   where state = 'DUE' and destination = 'SHOP_STOCK'
                     and split_part(subject, '|', 1) = :shop
                  union all
                  select (select min(split_part(subject, '|', 2)) from delivery
                           where state = 'DUE' and destination = 'SHOP_STOCK'
                             and split_part(subject, '|', 1) = :shop
                             and split_part(subject, '|', 2) > place.location)
                    from place where location is not null)
                select location from place
                 where exists (select from delivery
                                where state = 'DUE' and destination = 'SHOP_STOCK'
                                  and split_part(subject, '|', 1) = :shop
                                  and split_part(subject, '|', 2) = place.location
                                  and next_at <= :now)
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

  /** What comes after a batch, in the order in which things stood then; good for a moment only. */
  private record Ahead(List<Due> due, Instant until) {}

  private List<UUID> chosen(String shop, String location, int atMost) {
    var place = shop + '|' + location;
    var now = deliveries.now().toInstant();
    var known = ahead.remove(place);
    boolean many = atMost >= ManyRows.MANY;
    var from = known != null && now.isBefore(known.until())
        ? known
        : new Ahead(
            ranked(shop, location, many ? atMost * BATCHES_AHEAD : atMost), now.plus(AHEAD_MOST));
    var due = from.due();
    var chosen = new LinkedHashSet<Due>();
    due.stream()
        .sorted(Comparator.comparingLong(Due::age))
        .limit(atMost / OLDEST_SHARE)
        .forEach(chosen::add);
    due.stream()
        .sorted(Comparator.comparingLong(Due::urgency))
        .takeWhile(_ -> chosen.size() < atMost)
        .forEach(chosen::add);
    var rest = due.stream().filter(one -> !chosen.contains(one)).toList();
    if (many && rest.size() >= atMost) {
      ahead.put(place, new Ahead(rest, from.until()));
    }
    return chosen.stream().map(Due::id).toList();
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
