package dev.tillbridge.hub.delivery;

import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What certainly did not get to the other side is tried again at once, because it lets us in again.
 * What somebody is carrying, or what is in doubt, is left to its own time.
 */
final class Resumption {

  private final JdbcClient jdbc;
  private final OffsetDateTime now;

  Resumption(JdbcClient jdbc, OffsetDateTime now) {
    this.jdbc = jdbc;
    this.now = now;
  }

  int ofShop(String shop) {
    int due = jdbc.sql("""
            update delivery
               set state = 'DUE', attempts = 0, next_at = :now, settled_at = null
             where destination in ('SHOP_ORDERS', 'SHOP_STOCK', 'SHOP_FULFILMENT', 'SHOP_REFUND',
                                   'SHOP_MIRROR')
               and split_part(subject, '|', 1) = :shop
               and (state = 'DUE' and not look_first
                 or state = 'PARKED' and note like 'gave up: %'
                   and not exists (select 1 from delivery d
                                    where d.destination = delivery.destination
                                      and d.subject = delivery.subject and d.id <> delivery.id
                                      and (d.state = 'DUE'
                                        or d.state = 'PARKED' and d.note like 'gave up: %'
                                          and d.id > delivery.id)))
            """).param("now", now).param("shop", shop).update();
    if (due > 0) {
      Wakeups.notify(jdbc, Wakeups.DELIVERY, "");
    }
    return due;
  }

  int of(Destination destination) {
    int due =
        jdbc.sql("""
            update delivery
               set state = 'DUE', attempts = 0, next_at = :now, settled_at = null
             where destination = :destination
               and (state = 'DUE' and not look_first
                 or state = 'PARKED' and note like 'gave up: %'
                   and not exists (select 1 from delivery d
                                    where d.destination = delivery.destination
                                      and d.subject = delivery.subject and d.id <> delivery.id
                                      and (d.state = 'DUE'
                                        or d.state = 'PARKED' and d.note like 'gave up: %'
                                          and d.id > delivery.id)))
            """).param("now", now).param("destination", destination.name()).update();
    if (due > 0) {
      Wakeups.notify(jdbc, Wakeups.DELIVERY, destination.name());
    }
    return due;
  }
}
