package dev.tillbridge.hub.reports;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each shop is behind: stock numbers that have changed here and are not confirmed there. */
public final class ShopLags {

  /**
   * How far one shop is behind.
   *
   * @param waiting numbers that it is yet to be told
   * @param parked numbers that were set aside and wait for a person
   * @param since when the oldest change happened that is not confirmed yet; null when none waits. A
   *     number that changes again while it is told counts from when the telling began
   */
  public record Lag(
      String shop, long waiting, long parked, @Nullable Instant since) {

    /** For how long the oldest change has waited; zero when none does. */
    public Duration behind(Instant now) {
      var from = since;
      return from == null || from.isAfter(now) ? Duration.ZERO : Duration.between(from, now);
    }
  }

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public ShopLags(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What all lags are measured against. */
  public Instant now() {
    return clock.instant();
  }

  /** The lags of these shops, by their names. */
  public List<Lag> of(Collection<String> shops) {
    return jdbc.sql("""
            select s.shop, count(d.id) filter (where d.state = 'DUE') as waiting,
                   count(d.id) filter (where d.state = 'PARKED') as parked,
                   min(d.due_since) filter (where d.state = 'DUE') as since
              from unnest(:shops::text[]) s(shop)
              left join delivery d on d.destination = 'SHOP_STOCK' and d.state in ('DUE', 'PARKED')
                                  and split_part(d.subject, '|', 1) = s.shop
             group by s.shop order by s.shop
            """)
        .param("shops", shops.toArray(String[]::new))
        .query((row, _) -> {
          var since = row.getObject("since", OffsetDateTime.class);
          return new Lag(
              row.getString("shop"),
              row.getLong("waiting"),
              row.getLong("parked"),
              since == null ? null : since.toInstant());
        })
        .list();
  }
}
