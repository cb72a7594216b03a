package dev.tillbridge.hub.watch;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notes what a poll found before any webhook told it. A webhook is often a little later than a poll,
 * so a note proves nothing yet; see {@link Silences}.
 */
public final class MissedNews {

  /** The topic of orders that were placed. */
  public static final String PLACED = "orders/create";

  /** The topic of orders that changed. */
  public static final String CHANGED = "orders/updated";

  /**
   * A version of an order as a poll saw it.
   *
   * @param changedAt by the shop's clock
   */
  public record Seen(String orderId, Instant changedAt) {}

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public MissedNews(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A poll is about to take these versions. Those that the hub has taken already are no news; of the
   * others it is noted that nobody has told of them yet.
   */
  public void seen(String shop, Collection<Seen> versions) {
    if (versions.isEmpty()) {
      return;
    }
    var all = List.copyOf(versions);
    jdbc.sql("""
            insert into missed_news (shop, order_id, topic, changed_at, found_at)
            select :shop, v.id, case when o.order_id is null then :placed else :changed end, v.at, :now
              from unnest(:ids::text[], :times::text[]::timestamptz[]) as v(id, at)
              left join shop_order o on o.shop = :shop and o.order_id = v.id
             where o.order_id is null or o.updated_at < v.at
             order by v.id
            on conflict do nothing
            """)
        .param("shop", shop)
        .param("placed", PLACED)
        .param("changed", CHANGED)
        .param("now", clock.instant().atOffset(UTC))
        .param("ids", all.stream().map(Seen::orderId).toArray(String[]::new))
        .param("times", all.stream().map(v -> v.changedAt().toString()).toArray(String[]::new))
        .update();
  }

  /** A webhook has told of the order, and what it told was taken. */
  public void told(String shop, String orderId) {
    jdbc.sql("delete from missed_news where shop = :shop and order_id = :order")
        .param("shop", shop)
        .param("order", orderId)
        .update();
  }
}
