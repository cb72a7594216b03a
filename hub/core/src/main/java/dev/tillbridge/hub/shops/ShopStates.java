package dev.tillbridge.hub.shops;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.shop.ShopAccess.Subscription;
import dev.tillbridge.model.shop.ShopAccess.Subscription.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the hub remembers of its shops. */
public final class ShopStates {

  /** How long another hub may go on calling a shop that has removed the app. */
  private static final Duration DOOR = Duration.ofSeconds(2);

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final Map<String, Door> doors = new ConcurrentHashMap<>();

  private record Door(@Nullable String closed, Instant looked) {}

  public ShopStates(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Why the shop must not be called, for people; null when it may. Asked before every call. */
  public @Nullable String closed(String shop) {
    var now = clock.instant();
    var door = doors.get(shop);
    if (door == null || !now.isBefore(door.looked().plus(DOOR))) {
      door = new Door(look(shop), now);
      doors.put(shop, door);
    }
    return door.closed();
  }

  private @Nullable String look(String shop) {
    return jdbc.sql("select 1 from shop_connection where shop = :shop and state = 'UNINSTALLED'")
            .param("shop", shop)
            .query(Integer.class)
            .optional()
            .isPresent()
        ? shop + " has removed the app; install it again from the page Shops"
        : null;
  }

  /** The state of a shop; of one that nobody has looked at yet as well. */
  public ShopState of(String shop) {
    var row = jdbc.sql("""
            select state, since, checked_at, trouble, scopes from shop_connection where shop = :shop
            """)
        .param("shop", shop)
        .query((found, _) -> new ShopState(
            shop,
            found.getString("state").equals("CONNECTED"),
            instant(found, "since"),
            instant(found, "checked_at"),
            found.getString("trouble"),
            Set.of((String[]) found.getArray("scopes").getArray()),
            List.of(),
            null,
            null))
        .optional()
        .orElse(new ShopState(shop, true, null, null, null, Set.of(), List.of(), null, null));
    return new ShopState(
        shop,
        row.installed(),
        row.since(),
        row.checkedAt(),
        row.trouble(),
        row.scopes(),
        subscriptions(shop),
        newest("select max(received_at) from inbox where source = :shop", shop),
        newest("""
            select max(settled_at) from delivery
             where destination = 'SHOP_ORDERS' and subject = :shop and state = 'DONE'
            """, shop));
  }

  private List<ShopState.Subscribed> subscriptions(String shop) {
    return jdbc.sql("""
            select topic, address, made_at, seen_at from shop_subscription
             where shop = :shop order by topic
            """)
        .param("shop", shop)
        .query((row, _) -> new ShopState.Subscribed(
            row.getString("topic"),
            row.getString("address"),
            row.getObject("made_at", OffsetDateTime.class).toInstant(),
            row.getObject("seen_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  private @Nullable Instant newest(String sql, String shop) {
    return jdbc.sql(sql)
        .param("shop", shop)
        .query((row, _) -> new Newest(instant(row, "max")))
        .single()
        .at();
  }

  /** A list of rows may not hold null. */
  private record Newest(@Nullable Instant at) {}

  /** A check succeeded. */
  void found(String shop, Set<String> scopes) {
    jdbc.sql("""
            insert into shop_connection (shop, state, since, checked_at, scopes)
            values (:shop, 'CONNECTED', :now, :now, :scopes)
            on conflict (shop) do update
               set checked_at = :now, trouble = null, scopes = :scopes
            """)
        .param("shop", shop)
        .param("now", now())
        .param("scopes", scopes.toArray(String[]::new))
        .update();
  }

  /** A check did not succeed. */
  void notFound(String shop, String why) {
    jdbc.sql("""
            insert into shop_connection (shop, state, since, checked_at, trouble)
            values (:shop, 'CONNECTED', :now, :now, :why)
            on conflict (shop) do update set checked_at = :now, trouble = :why
            """).param("shop", shop).param("now", now()).param("why", why).update();
  }

  /** Remembers subscriptions as they are now. */
  void subscribed(String shop, String address, List<Subscription> all) {
    jdbc.sql("delete from shop_subscription where shop = :shop and topic <> all (:topics)")
        .param("shop", shop)
        .param("topics", all.stream().map(Subscription::topic).toArray(String[]::new))
        .update();
    for (var one : all) {
      jdbc.sql("""
              insert into shop_subscription (shop, topic, remote_id, address, made_at, seen_at)
              values (:shop, :topic, :id, :address, :now, :now)
              on conflict (shop, topic) do update
                 set remote_id = coalesce(:id, shop_subscription.remote_id), address = :address,
                     made_at = case when :kept then shop_subscription.made_at else :now end,
                     seen_at = :now
              """)
          .param("shop", shop)
          .param("topic", one.topic())
          .param("id", one.id())
          .param("address", address)
          .param("kept", one.change() == Change.KEPT)
          .param("now", now())
          .update();
    }
  }

  /** Whether this is the first time that the shop's subscriptions are looked at. */
  boolean neverSubscribed(String shop) {
    return subscriptions(shop).isEmpty();
  }

  /**
   * The shop has removed the app; says false when it was installed anew since, or was gone before.
   *
   * @param at when it happened, by the shop's clock
   */
  boolean uninstalled(String shop, Instant at) {
    boolean news =
        jdbc.sql("""
                    insert into shop_connection (shop, state, since)
                    values (:shop, 'UNINSTALLED', :at)
                    on conflict (shop) do update
                       set state = 'UNINSTALLED', since = :at, scopes = '{}'
                     where shop_connection.state = 'CONNECTED' and shop_connection.since < :at
                    """).param("shop", shop).param("at", at.atOffset(UTC)).update() == 1;
    if (news) {
      jdbc.sql("delete from shop_subscription where shop = :shop")
          .param("shop", shop)
          .update();
      doors.remove(shop);
    }
    return news;
  }

  /** The owner lets us in again, or somebody wants to know whether he does. */
  void connected(String shop) {
    jdbc.sql("""
            insert into shop_connection (shop, state, since) values (:shop, 'CONNECTED', :now)
            on conflict (shop) do update
               set state = 'CONNECTED', since = :now, trouble = null
             where shop_connection.state = 'UNINSTALLED'
            """).param("shop", shop).param("now", now()).update();
    doors.remove(shop);
  }

  /** It was looked at, and does not let us in. */
  void stillRemoved(String shop) {
    jdbc.sql("update shop_connection set state = 'UNINSTALLED' where shop = :shop")
        .param("shop", shop)
        .update();
    doors.remove(shop);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(UTC);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
