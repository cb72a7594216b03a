package dev.tillbridge.hub.comparison;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.comparison.Comparison.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Comparisons in PostgreSQL. */
final class ComparisonStore {

  /** A comparison that somebody has taken; a worker with an older lease writes nothing any more. */
  record Claimed(UUID id, String shop, LocalDate day, long lease) {}

  private static final RowMapper<Comparison> READ = (row, _) -> new Comparison(
      row.getObject("id", UUID.class),
      row.getString("shop"),
      row.getObject("day", LocalDate.class),
      row.getString("asked_by"),
      row.getObject("asked_at", OffsetDateTime.class).toInstant(),
      State.valueOf(row.getString("state")),
      instant(row.getObject("ended_at", OffsetDateTime.class)),
      row.getString("note"),
      row.getInt("orders"),
      row.getInt("filled"),
      row.getInt("numbers"),
      row.getInt("corrected"),
      row.getInt("waiting"),
      row.getLong("shop_total"),
      row.getLong("hub_total"),
      row.getString("currency"));

  private final JdbcClient jdbc;

  ComparisonStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  /** Returns false when there is one of this id. */
  boolean ask(UUID id, String shop, LocalDate day, String by, Instant now) {
    return jdbc.sql("""
                    insert into comparison (id, shop, day, asked_by, asked_at)
                    values (:id, :shop, :day, :by, :now) on conflict do nothing
                    """)
            .param("id", id)
            .param("shop", shop)
            .param("day", day)
            .param("by", by)
            .param("now", now.atOffset(UTC))
            .update()
        == 1;
  }

  /** Takes the one that has waited longest, or that a worker has left lying. */
  Optional<Claimed> claim(Instant now, Instant leaseEnd) {
    return jdbc.sql("""
            with next as materialized (
              select id from comparison
               where state in ('DUE', 'RUNNING') and (lease_until is null or lease_until <= :now)
               order by asked_at limit 1 for update skip locked)
            update comparison c set state = 'RUNNING', lease = lease + 1, lease_until = :end
              from next where c.id = next.id
            returning c.id, c.shop, c.day, c.lease
            """)
        .param("now", now.atOffset(UTC))
        .param("end", leaseEnd.atOffset(UTC))
        .query((row, _) -> new Claimed(
            row.getObject("id", UUID.class),
            row.getString("shop"),
            row.getObject("day", LocalDate.class),
            row.getLong("lease")))
        .optional();
  }

  /** Goes on working. Returns false when somebody else has taken it over. */
  boolean alive(Claimed claimed, Instant leaseEnd) {
    return jdbc.sql("update comparison set lease_until = :end where id = :id and lease = :lease")
            .param("end", leaseEnd.atOffset(UTC))
            .param("id", claimed.id())
            .param("lease", claimed.lease())
            .update()
        == 1;
  }

  /** Comes again at that time, or is given up. */
  void wait(Claimed claimed, Instant until, String why, long attemptsMost) {
    jdbc.sql("""
            update comparison
               set state = case when lease >= :most then 'FAILED' else 'DUE' end, note = :why,
                   lease_until = :until, ended_at = case when lease >= :most then :until end
             where id = :id and lease = :lease
            """)
        .param("most", attemptsMost)
        .param("why", why)
        .param("until", until.atOffset(UTC))
        .param("id", claimed.id())
        .param("lease", claimed.lease())
        .update();
  }

  /** Writes down what was found; part of the caller's transaction. Returns false when too late. */
  boolean end(Claimed claimed, Findings findings, Instant now) {
    boolean mine = jdbc.sql("""
                    update comparison
                       set state = 'DONE', ended_at = :now, note = null, orders = :orders, filled = :filled,
                           numbers = :numbers, corrected = :corrected, waiting = :waiting,
                           shop_total = :shopTotal, hub_total = :hubTotal, currency = :currency
                     where id = :id and lease = :lease
                    """)
            .param("now", now.atOffset(UTC))
            .param("orders", findings.orders())
            .param("filled", findings.filled())
            .param("numbers", findings.numbers())
            .param("corrected", findings.corrected())
            .param("waiting", findings.waiting())
            .param("shopTotal", findings.shopTotal())
            .param("hubTotal", findings.hubTotal())
            .param("currency", findings.currency())
            .param("id", claimed.id())
            .param("lease", claimed.lease())
            .update()
        == 1;
    int position = 0;
    for (var difference : mine ? findings.differences() : List.<Difference>of()) {
      jdbc.sql("""
              insert into comparison_difference
                     (comparison_id, position, kind, subject, at_shop, at_hub, ending, what)
              values (:id, :position, :kind, :subject, :atShop, :atHub, :ending, :what)
              """)
          .param("id", claimed.id())
          .param("position", position++)
          .param("kind", difference.kind().name())
          .param("subject", difference.subject())
          .param("atShop", difference.atShop())
          .param("atHub", difference.atHub())
          .param("ending", difference.ending().name())
          .param("what", difference.what())
          .update();
    }
    return mine;
  }

  Optional<Comparison> find(UUID id) {
    return jdbc.sql("select * from comparison where id = :id")
        .param("id", id)
        .query(READ)
        .optional();
  }

  List<Comparison> newest(int atMost) {
    return jdbc.sql("select * from comparison order by asked_at desc, shop limit :atMost")
        .param("atMost", atMost)
        .query(READ)
        .list();
  }

  List<Difference> differences(UUID id) {
    return jdbc.sql(
            "select * from comparison_difference where comparison_id = :id order by position")
        .param("id", id)
        .query((row, _) -> new Difference(
            Difference.Kind.valueOf(row.getString("kind")),
            row.getString("subject"),
            row.getString("at_shop"),
            row.getString("at_hub"),
            Difference.Ending.valueOf(row.getString("ending")),
            row.getString("what")))
        .list();
  }

  int hour() {
    return jdbc.sql("select hour from comparison_hour").query(Integer.class).single();
  }

  void setHour(int hour) {
    jdbc.sql("update comparison_hour set hour = :hour").param("hour", hour).update();
  }
}
