package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The price of pooling: orders of pooled shops that found less than they wanted, because it was sold
 * elsewhere before the shop's number followed.
 */
public final class PooledBreaches {

  /** One SKU of one order; available is what was there. */
  public record Breach(
      UUID saleId,
      String shop,
      LocationId location,
      Sku sku,
      int wanted,
      int available,
      Instant at) {}

  /**
   * How a shop fares.
   *
   * @param lag for how long the oldest change of a number has been waiting to reach it; zero when
   *     none is. So long it may sell what is not there
   * @param breaches since the beginning
   */
  public record Toll(String shop, Duration lag, long breaches) {}

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public PooledBreaches(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The newest breaches, at most so many. */
  public List<Breach> newest(int atMost) {
    return jdbc.sql("""
            select sale_id, shop, location, sku, wanted, available, at from pooled_breach
             order by at desc, sale_id, sku limit :most
            """)
        .param("most", atMost)
        .query((row, _) -> new Breach(
            row.getObject("sale_id", UUID.class),
            row.getString("shop"),
            new LocationId(row.getString("location")),
            new Sku(row.getString("sku")),
            row.getInt("wanted"),
            row.getInt("available"),
            row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /** How these shops fare. */
  public List<Toll> tolls(Collection<String> shops) {
    var now = clock.instant();
    return jdbc.sql("""
            select shop,
                   (select min(due_since) from delivery
                     where destination = 'SHOP_STOCK' and state = 'DUE'
                       and starts_with(subject, shop || '|')) as waiting_since,
                   (select count(*) from pooled_breach b where b.shop = s.shop) as breaches
              from unnest(:shops::text[]) s(shop) order by shop
            """)
        .param("shops", shops.toArray(String[]::new))
        .query((row, _) -> {
          var since = row.getObject("waiting_since", OffsetDateTime.class);
          var lag = since == null ? Duration.ZERO : Duration.between(since.toInstant(), now);
          return new Toll(
              row.getString("shop"),
              lag.isNegative() ? Duration.ZERO : lag,
              row.getLong("breaches"));
        })
        .list();
  }

  /** How many there were since. */
  public long since(Instant when) {
    return jdbc.sql("select count(*) from pooled_breach where at >= :when")
        .param("when", when.atOffset(java.time.ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }
}
