package dev.tillbridge.hub.sales;

import static java.time.ZoneOffset.UTC;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Orders that a reading could not take. The mark of the reading moves on, so nobody would look at
 * them again by himself; each is therefore tried again, at growing pauses, until it is taken.
 */
final class SetAsideOrders {

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
  private static final Duration WAITING_PAUSE = Duration.ofSeconds(30);
  private static final int DOUBLINGS_MOST = 6;

  /** A try is a call to the shop and a transaction here. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private static final RowMapper<SetAside> READ = (row, _) -> new SetAside(
      row.getString("shop"),
      row.getString("order_id"),
      row.getString("name"),
      row.getString("why"),
      row.getObject("since", OffsetDateTime.class).toInstant(),
      row.getInt("attempts"),
      row.getObject("next_at", OffsetDateTime.class).toInstant());

  private final JdbcClient jdbc;
  private final InstantSource clock;

  SetAsideOrders(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Notes it, or why it still cannot be taken. */
  void add(String shop, String order, String name, String why) {
    add(shop, order, name, why, FIRST_PAUSE);
  }

  /** As {@link #add(String, String, String, String)}; nothing is wrong with it, it only must wait. */
  void addWaiting(String shop, String order, String name, String why) {
    add(shop, order, name, why, WAITING_PAUSE);
  }

  private void add(String shop, String order, String name, String why, Duration pause) {
    jdbc.sql("""
            insert into order_set_aside (shop, order_id, name, why, since, next_at)
            values (:shop, :order, :name, :why, :now, :next)
            on conflict (shop, order_id) do update set name = excluded.name, why = excluded.why
            """)
        .param("shop", shop)
        .param("order", order)
        .param("name", SaleStore.clean(name))
        .param("why", SaleStore.clean(why))
        .param("now", clock.instant().atOffset(UTC))
        .param("next", clock.instant().plus(pause).atOffset(UTC))
        .update();
  }

  /** It was taken, or a person has decided that it shall not be. */
  void remove(String shop, String order) {
    jdbc.sql("delete from order_set_aside where shop = :shop and order_id = :order")
        .param("shop", shop)
        .param("order", order)
        .update();
  }

  /** Somebody has closed the case, wherever he did. */
  void forgetGivenUp(String kind) {
    jdbc.sql("""
            delete from order_set_aside a
             where not exists (select 1 from open_case c
                                where c.kind = :kind and c.closed_at is null
                                  and c.subject = a.shop || '|' || a.order_id)
            """).param("kind", kind).update();
  }

  /** Takes those that are due; nobody else tries them until the lease ends. */
  List<SetAside> claim(int atMost) {
    return jdbc.sql("""
            with due as materialized (
              select shop, order_id from order_set_aside where next_at <= :now
               order by next_at limit :atMost for update skip locked)
            update order_set_aside a set attempts = a.attempts + 1, next_at = :leaseEnd
              from due where a.shop = due.shop and a.order_id = due.order_id
            returning a.*
            """)
        .param("now", clock.instant().atOffset(UTC))
        .param("leaseEnd", clock.instant().plus(LEASE).atOffset(UTC))
        .param("atMost", atMost)
        .query(READ)
        .list();
  }

  /** It still could not be taken. */
  void later(SetAside order, String why) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(order.attempts(), DOUBLINGS_MOST));
    jdbc.sql("""
            update order_set_aside set next_at = :next, why = :why
             where shop = :shop and order_id = :order and attempts = :attempts
            """)
        .param("next", at(clock.instant().plus(pause)))
        .param("why", SaleStore.clean(why))
        .param("shop", order.shop())
        .param("order", order.id())
        .param("attempts", order.attempts())
        .update();
  }

  Optional<SetAside> find(String shop, String order) {
    return jdbc.sql("select * from order_set_aside where shop = :shop and order_id = :order")
        .param("shop", shop)
        .param("order", order)
        .query(READ)
        .optional();
  }

  /** The oldest first, at most 200. */
  List<SetAside> all() {
    return jdbc.sql("select * from order_set_aside order by since, order_id limit 200")
        .query(READ)
        .list();
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(UTC);
  }
}
