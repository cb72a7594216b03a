package dev.tillbridge.hub.shops;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.shop.ShopNotice.Person;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes names and addresses out of everything that is stored, and remembers whose they were, so that
 * the database's triggers strip what comes again. Joins a running transaction.
 */
final class Erasure {

  private static final String WHOLE_SHOP = "*";

  private final JdbcClient jdbc;
  private final InstantSource clock;

  Erasure(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The orders that are named, and those that carry the customer's address or number. */
  List<String> ordersOf(String shop, Person person) {
    return jdbc.sql("""
            select unnest(:orders::text[])
            union
            select ref_id from sale
             where ref_account = :shop and lower(customer_email) = lower(:email::text)
            union
            select order_of_news(topic, body) from inbox
             where source = :shop and topic not like 'customers/%'
               and (position('"' || lower(:email::text) || '"' in lower(body)) > 0
                 or position('"' || :customer::text || '"' in body) > 0)
               and order_of_news(topic, body) is not null
            """)
        .param("orders", person.orders().toArray(String[]::new))
        .param("shop", shop)
        .param("email", person.email())
        .param("customer", person.id())
        .query((row, _) -> row.getString(1))
        .list();
  }

  /** Forgets whose these orders were. */
  void forget(String shop, List<String> orders) {
    remember(shop, orders);
    var ids = orders.toArray(String[]::new);
    jdbc.sql("""
            update sale set customer_name = null, customer_email = null
             where ref_account = :shop and ref_id = any (:orders)
               and (customer_name is not null or customer_email is not null)
            """).param("shop", shop).param("orders", ids).update();
    jdbc.sql("""
            update inbox set body = without_person(body)
             where source = :shop and order_of_news(topic, body) = any (:orders)
            """).param("shop", shop).param("orders", ids).update();
    forgetNotes(shop, orders);
    forgetPickups(shop, orders);
    forgetAddresses(shop, orders);
  }

  /** Forgets everybody; says how many orders the shop had. */
  int forgetShop(String shop) {
    var known =
        jdbc.sql("""
            select ref_id from sale where ref_account = :shop
            union select order_id from shop_order where shop = :shop
            """).param("shop", shop).query((row, _) -> row.getString(1)).list();
    remember(shop, known);
    remember(shop, List.of(WHOLE_SHOP));
    jdbc.sql("""
            update sale set customer_name = null, customer_email = null
             where ref_account = :shop
               and (customer_name is not null or customer_email is not null)
            """).param("shop", shop).update();
    jdbc.sql("update inbox set body = without_person(body) where source = :shop")
        .param("shop", shop)
        .update();
    forgetNotes(shop, known);
    forgetPickups(shop, known);
    forgetAddresses(shop, known);
    jdbc.sql("""
            update privacy_request set customer = null, email = null, orders = '{}'
             where shop = :shop
            """).param("shop", shop).update();
    return known.size();
  }

  /** New orders bring their customers again; those that were forgotten stay so. */
  void allowNew(String shop) {
    jdbc.sql("delete from redaction where shop = :shop and order_id = :whole")
        .param("shop", shop)
        .param("whole", WHOLE_SHOP)
        .update();
  }

  /** The request itself names the customer as well. */
  void stripNews(String shop, String eventId) {
    jdbc.sql("""
            update inbox set body = without_person(body)
             where source = :shop and event_id = :event
            """).param("shop", shop).param("event", eventId).update();
  }

  /** What somebody wrote beside a refund. */
  private void forgetNotes(String shop, List<String> orders) {
    jdbc.sql("""
            update shop_refund set note = ''
             where shop = :shop and order_id = any (:orders) and note <> ''
            """)
        .param("shop", shop)
        .param("orders", orders.toArray(String[]::new))
        .update();
  }

  /** A pick-up belongs to an order by the hold of its units. */
  private void forgetPickups(String shop, List<String> orders) {
    jdbc.sql("""
            update pickup set customer = null, contact = null
             where hold_id in (
               select hold_id from shop_order where shop = :shop and order_id = any (:orders))
               and (customer is not null or contact is not null)
            """)
        .param("shop", shop)
        .param("orders", orders.toArray(String[]::new))
        .update();
  }

  /** Where an order goes that has not left yet: its sender sees it at the shop, if anywhere. */
  private void forgetAddresses(String shop, List<String> orders) {
    jdbc.sql("""
            update order_plan
               set destination = '{}', postcode = null, latitude = null, longitude = null
             where shop = :shop and order_id = any (:orders) and destination <> '{}'
            """)
        .param("shop", shop)
        .param("orders", orders.toArray(String[]::new))
        .update();
  }

  private void remember(String shop, List<String> orders) {
    jdbc.sql("""
            insert into redaction (shop, order_id, at)
            select :shop, o, :now from unnest(:orders::text[]) as o
            on conflict do nothing
            """)
        .param("shop", shop)
        .param("orders", orders.toArray(String[]::new))
        .param("now", clock.instant().atOffset(UTC))
        .update();
  }
}
