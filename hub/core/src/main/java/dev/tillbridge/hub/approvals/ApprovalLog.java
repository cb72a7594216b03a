package dev.tillbridge.hub.approvals;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who said yes to what. Only ever added to: the database refuses everything else, and each row carries the
 * hash of the one before, so that whoever gets round the database leaves a hole.
 */
public final class ApprovalLog {

  private final JdbcClient jdbc;

  public ApprovalLog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What to look for; null is anything.
   *
   * @param person who asked or approved, by name
   * @param refused only what does not count
   * @param from approved then or later
   * @param until approved before then
   */
  public record Filter(
      @Nullable String kind,
      @Nullable String person,
      boolean refused,
      @Nullable Instant from,
      @Nullable Instant until) {

    /** All of it. */
    public static final Filter ALL = new Filter(null, null, false, null, null);
  }

  /** What matches, the newest first. */
  public List<Logged> newest(Filter filter, int limit) {
    return jdbc.sql("""
            select * from approval
             where (:kind::text is null or kind = :kind)
               and (:person::text is null or lower(asked_by) = lower(:person)
                    or lower(approved_by) = lower(:person))
               and (not :refused or state = 'REFUSED')
               and (:from::timestamptz is null or approved_at >= :from)
               and (:until::timestamptz is null or approved_at < :until)
             order by approved_at desc, seq desc limit :limit
            """)
        .param("kind", filter.kind(), Types.VARCHAR)
        .param("person", filter.person(), Types.VARCHAR)
        .param("refused", filter.refused())
        .param("from", at(filter.from()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("until", at(filter.until()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("limit", limit)
        .query((row, _) -> read(row))
        .list();
  }

  /** The row of this id. */
  public Optional<Logged> find(UUID id) {
    return jdbc.sql("select * from approval where id = :id")
        .param("id", id)
        .query((row, _) -> read(row))
        .optional();
  }

  /** The number of the first row that was changed or is missing; empty when the log is whole. */
  public Optional<Long> firstBroken() {
    return jdbc.sql("""
            select coalesce(min(seq), 0) as broken, count(*) as many from (
              select a.seq from (
                select a, a.seq, a.hash, a.previous,
                       lag(a.hash) over (order by a.seq) as before, row_number() over (order by a.seq) as place
                  from approval a) a
               where a.hash <> approval_hash(a.a) or a.place <> a.seq
                  or a.previous <> coalesce(a.before, decode(repeat('00', 32), 'hex'))) broken
            """)
        .query((row, _) ->
            row.getLong("many") == 0 ? Optional.<Long>empty() : Optional.of(row.getLong("broken")))
        .single();
  }

  /** Adds a row; joins a running transaction. False when the id is there already. */
  boolean add(Logged row) {
    return jdbc.sql("""
                insert into approval (id, kind, subject, allowed, register, asked_by, approved_by,
                                      approved_at, expires_at, reason, how, state, why, recorded_at)
                values (:id, :kind, :subject, :allowed, :register, :asked, :by, :at, :expires, :reason,
                        :how, :state, :why, :now)
                on conflict (id) do nothing
                """)
            .param("id", row.id())
            .param("kind", row.kind())
            .param("subject", row.subject())
            .param("allowed", row.allowed())
            .param("register", row.register())
            .param("asked", row.askedBy())
            .param("by", row.approvedBy())
            .param("at", row.approvedAt().atOffset(UTC))
            .param("expires", at(row.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
            .param("reason", row.reason())
            .param("how", row.how().name())
            .param("state", row.stands() ? "STANDS" : "REFUSED")
            .param("why", row.why())
            .param("now", row.recordedAt().atOffset(UTC))
            .update()
        > 0;
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant at) {
    return at == null ? null : at.atOffset(UTC);
  }

  private static Logged read(ResultSet row) throws SQLException {
    var expires = row.getTimestamp("expires_at");
    return new Logged(
        row.getLong("seq"),
        row.getObject("id", UUID.class),
        row.getString("kind"),
        row.getString("subject"),
        row.getString("allowed"),
        row.getString("register"),
        row.getString("asked_by"),
        row.getString("approved_by"),
        row.getTimestamp("approved_at").toInstant(),
        expires == null ? null : expires.toInstant(),
        row.getString("reason"),
        Logged.How.valueOf(row.getString("how")),
        row.getString("why"),
        row.getTimestamp("recorded_at").toInstant());
  }
}
