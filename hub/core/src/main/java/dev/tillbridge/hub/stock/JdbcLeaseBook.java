package dev.tillbridge.hub.stock;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.stock.LeaseShares.Device;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Leases in PostgreSQL. */
final class JdbcLeaseBook implements LeaseBook {

  private static final String TERM = """
      select register, generation, location, state, stopped, journal_count, last_request, opened_at,
             renewed_at, expires_at
        from lease
      """;

  private final JdbcClient jdbc;

  JdbcLeaseBook(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<LocationId> location(String register) {
    return location("select location from register where id = :id", register);
  }

  @Override
  public Optional<LocationId> lock(String register) {
    // Sessions may name the register meanwhile; leases may not.
    return location("select location from register where id = :id for no key update", register);
  }

  private Optional<LocationId> location(String sql, String register) {
    return jdbc.sql(sql)
        .param("id", register)
        .query((row, _) -> new LocationId(row.getString("location")))
        .optional();
  }

  @Override
  public Optional<Term> newest(String register) {
    return jdbc.sql(TERM + " where register = :register order by generation desc limit 1")
        .param("register", register)
        .query((row, _) -> term(row))
        .optional();
  }

  @Override
  public int unusedGeneration(String register) {
    // A hub that was restored may have sales of generations that it does not know.
    return jdbc.sql("""
            select greatest(
                     (select coalesce(max(generation), 0) from lease where register = :register),
                     (select coalesce(max(generation), 0) from escrow where holder = :holder)) + 1
            """)
        .param("register", register)
        .param("holder", new Device(register, 1).holder())
        .query(Integer.class)
        .single();
  }

  @Override
  public Optional<Term> find(Device device) {
    return jdbc.sql(TERM + " where register = :register and generation = :generation")
        .param("register", device.register())
        .param("generation", device.generation())
        .query((row, _) -> term(row))
        .optional();
  }

  @Override
  public List<Term> unfinished(LocationId location) {
    return jdbc.sql(TERM + """
             where location = :location and state <> 'CLOSED' order by register, generation
            """)
        .param("location", location.code())
        .query((row, _) -> term(row))
        .list();
  }

  @Override
  public List<Term> unfinished() {
    return jdbc.sql(TERM + " where state <> 'CLOSED' order by register, generation")
        .query((row, _) -> term(row))
        .list();
  }

  private static Term term(ResultSet row) throws SQLException {
    return new Term(
        new Device(row.getString("register"), row.getInt("generation")),
        new LocationId(row.getString("location")),
        LeaseState.valueOf(row.getString("state")),
        row.getBoolean("stopped"),
        row.getLong("journal_count"),
        row.getObject("last_request", UUID.class),
        row.getTimestamp("opened_at").toInstant(),
        row.getTimestamp("renewed_at").toInstant(),
        row.getTimestamp("expires_at").toInstant());
  }

  @Override
  public void save(Term term) {
    jdbc.sql("""
            insert into lease (register, generation, location, state, stopped, journal_count,
                               last_request, opened_at, renewed_at, expires_at)
            values (:register, :generation, :location, :state, :stopped, :journal, :last, :opened,
                    :renewed, :expires)
            on conflict (register, generation) do update
               set state = excluded.state, stopped = excluded.stopped,
                   journal_count = excluded.journal_count, last_request = excluded.last_request,
                   renewed_at = excluded.renewed_at, expires_at = excluded.expires_at
            """)
        .param("register", term.device().register())
        .param("generation", term.device().generation())
        .param("location", term.location().code())
        .param("state", term.state().name())
        .param("stopped", term.stopped())
        .param("journal", term.journalCount())
        .param("last", term.lastRequest())
        .param("opened", term.openedAt().atOffset(UTC))
        .param("renewed", term.renewedAt().atOffset(UTC))
        .param("expires", term.expiresAt().atOffset(UTC))
        .update();
  }

  @Override
  public Optional<Known> known(UUID request) {
    return jdbc.sql("""
            select encode(request_hash, 'hex') as hash, register, generation from lease_request
             where id = :id
            """)
        .param("id", request)
        .query((row, _) -> new Known(
            row.getString("hash"), new Device(row.getString("register"), row.getInt("generation"))))
        .optional();
  }

  @Override
  public boolean claim(UUID request, String hash, Device device, Instant at) {
    return jdbc.sql("""
                insert into lease_request (id, request_hash, register, generation, at)
                values (:id, decode(:hash, 'hex'), :register, :generation, :at)
                on conflict (id) do nothing
                """)
            .param("id", request)
            .param("hash", hash)
            .param("register", device.register())
            .param("generation", device.generation())
            .param("at", at.atOffset(UTC))
            .update()
        == 1;
  }

  @Override
  public void forget(Instant before) {
    jdbc.sql("delete from lease_request where at < :before")
        .param("before", before.atOffset(UTC))
        .update();
  }

  @Override
  public LeasePolicy policy(LocationId location) {
    return jdbc.sql("""
            select cover_percent, window_days, weekly_least, share_percent, most_skus, term_seconds,
                   silent_seconds, beyond
              from lease_policy where location = :location
            """)
        .param("location", location.code())
        .query((row, _) -> new LeasePolicy(
            row.getInt("cover_percent"),
            row.getInt("window_days"),
            row.getInt("weekly_least"),
            row.getInt("share_percent"),
            row.getInt("most_skus"),
            Duration.ofSeconds(row.getLong("term_seconds")),
            Duration.ofSeconds(row.getLong("silent_seconds")),
            LeasePolicy.Beyond.valueOf(row.getString("beyond"))))
        .optional()
        .orElse(LeasePolicy.DEFAULT);
  }

  @Override
  public void save(LocationId location, LeasePolicy policy) {
    jdbc.sql("""
            insert into lease_policy (location, cover_percent, window_days, weekly_least,
                                      share_percent, most_skus, term_seconds, silent_seconds, beyond)
            values (:location, :cover, :window, :weekly, :share, :skus, :term, :silent, :beyond)
            on conflict (location) do update
               set cover_percent = excluded.cover_percent, window_days = excluded.window_days,
                   weekly_least = excluded.weekly_least, share_percent = excluded.share_percent,
                   most_skus = excluded.most_skus, term_seconds = excluded.term_seconds,
                   silent_seconds = excluded.silent_seconds, beyond = excluded.beyond
            """)
        .param("location", location.code())
        .param("cover", policy.coverPercent())
        .param("window", policy.windowDays())
        .param("weekly", policy.weeklyLeast())
        .param("share", policy.sharePercent())
        .param("skus", policy.mostSkus())
        .param("term", policy.term().toSeconds())
        .param("silent", policy.silentAfter().toSeconds())
        .param("beyond", policy.beyond().name())
        .update();
  }

  @Override
  public SaleRates rates(LocationId location, Instant since, Instant now) {
    record Days(int business, int span) {}
    var days = new HashMap<String, Days>();
    jdbc.sql("""
            select register, count(distinct business_day)::int as days, min(sold_at) as first
              from sale
             where location = :location and register is not null and sold_at >= :since
             group by register
            """)
        .param("location", location.code())
        .param("since", since.atOffset(UTC))
        .query(row -> {
          var span =
              Duration.between(row.getTimestamp("first").toInstant(), now).toDays() + 1;
          days.put(
              row.getString("register"), new Days(row.getInt("days"), (int) Math.max(1, span)));
        });
    var units = new HashMap<String, Map<Sku, Integer>>();
    // The ledger, not the receipt, says which units left: a bundle is sold as one and leaves as
    // many.
    jdbc.sql("""
            select s.register, l.sku, -sum(l.on_hand) as units
              from sale s
              join stock_ledger l on l.cause = 'SALE' and l.cause_id = s.id::text
                                 and l.location = s.location
             where s.location = :location and s.register is not null and s.sold_at >= :since
             group by s.register, l.sku having sum(l.on_hand) < 0
            """)
        .param("location", location.code())
        .param("since", since.atOffset(UTC))
        .query(row -> {
          units
              .computeIfAbsent(row.getString("register"), _ -> new HashMap<>())
              .put(new Sku(row.getString("sku")), row.getInt("units"));
        });
    var registers = new HashMap<String, SaleRates.Register>();
    days.forEach((register, d) -> registers.put(
        register,
        new SaleRates.Register(d.business(), d.span(), units.getOrDefault(register, Map.of()))));
    return new SaleRates(registers);
  }

  @Override
  public void audit(Instant at, String actor, String action, String subject, String detail) {
    jdbc.sql("""
            insert into audit_log (at, actor, action, subject, detail)
            values (:at, :actor, :action, :subject, :detail)
            """)
        .param("at", at.atOffset(UTC))
        .param("actor", actor)
        .param("action", action)
        .param("subject", subject)
        .param("detail", detail)
        .update();
  }
}
