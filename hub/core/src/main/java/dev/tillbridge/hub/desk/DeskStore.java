package dev.tillbridge.hub.desk;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the desk knows of its cases. Every method joins the caller's transaction. */
final class DeskStore {

  private static final String REMEDY = """
      select id, encode(request_hash, 'hex') as hash, case_id, kind, hold_id, units, words, amount,
             currency, made_by, made_at
        from remedy
      """;

  private final JdbcClient jdbc;

  DeskStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A remedy and what tells it from another under the same id. */
  record Stored(RemedyDone done, String hash) {}

  /** Those of the causes that no case has told of yet. */
  List<Cause> untold(Shelf shelf, List<Cause> causes) {
    var untold = new ArrayList<Cause>();
    for (var cause : causes) {
      boolean told = jdbc.sql("""
                  select exists (select 1 from oversold_cause
                                  where cause = :cause and cause_id = :causeId
                                    and location = :location and sku = :sku)
                  """)
          .param("cause", cause.cause())
          .param("causeId", cause.causeId())
          .param("location", shelf.location().code())
          .param("sku", shelf.sku().code())
          .query(Boolean.class)
          .single();
      if (!told) {
        untold.add(cause);
      }
    }
    return untold;
  }

  void tell(UUID caseId, Shelf shelf, List<Cause> causes, Instant now) {
    for (var cause : causes) {
      jdbc.sql("""
              insert into oversold_cause (location, sku, cause, cause_id, case_id, units, found_at)
              values (:location, :sku, :cause, :causeId, :case, :units, :now)
              """)
          .param("location", shelf.location().code())
          .param("sku", shelf.sku().code())
          .param("cause", cause.cause())
          .param("causeId", cause.causeId())
          .param("case", caseId)
          .param("units", cause.units())
          .param("now", now.atOffset(UTC))
          .update();
    }
  }

  /** What a case is about, in words, oldest first. */
  List<String> causes(UUID caseId) {
    return jdbc.sql("""
            select c.cause, coalesce(s.receipt_number, o.name) as name
              from (select *, case when pg_input_is_valid(cause_id, 'uuid') then cause_id::uuid end as id
                      from oversold_cause where case_id = :case) c
              left join sale s on s.id = c.id
              left join shop_order o on o.hold_id = c.id
             order by c.found_at, c.cause, c.cause_id
            """)
        .param("case", caseId)
        .query((row, _) -> Words.cause(row.getString("cause"), row.getString("name")))
        .list();
  }

  /** Whom persons chose, with who chose it. */
  Map<UUID, String> chosen(UUID caseId) {
    var chosen = new HashMap<UUID, String>();
    jdbc.sql("""
            select hold_id, chosen_by from case_victim
             where case_id = :case and chosen_by is not null
            """).param("case", caseId).query(row -> {
      chosen.put(row.getObject("hold_id", UUID.class), row.getString("chosen_by"));
    });
    return chosen;
  }

  /** Whose units are missing as things stand, those that persons chose first. */
  List<UUID> victims(UUID caseId) {
    return jdbc.sql("""
            select hold_id from case_victim where case_id = :case
             order by chosen_by is null, hold_id
            """)
        .param("case", caseId)
        .query((row, _) -> row.getObject("hold_id", UUID.class))
        .list();
  }

  /** Replaces who will not get his units. */
  void setVictims(UUID caseId, List<Victim> victims) {
    jdbc.sql("delete from case_victim where case_id = :case")
        .param("case", caseId)
        .update();
    victims.forEach(victim ->
        choose(caseId, victim.claimant().promise().holdId(), victim.units(), victim.chosenBy()));
  }

  void choose(UUID caseId, UUID holdId, int units, @Nullable String by) {
    jdbc.sql("""
            insert into case_victim (case_id, hold_id, units, chosen_by)
            values (:case, :hold, :units, :by)
            on conflict (case_id, hold_id) do update set units = :units, chosen_by = :by
            """)
        .param("case", caseId)
        .param("hold", holdId)
        .param("units", units)
        .param("by", by)
        .update();
  }

  Optional<Stored> remedy(UUID id) {
    return jdbc.sql(REMEDY + " where id = :id")
        .param("id", id)
        .query((row, _) -> new Stored(done(row), row.getString("hash")))
        .optional();
  }

  List<RemedyDone> remedies(UUID caseId) {
    return jdbc.sql(REMEDY + " where case_id = :case order by made_at, id")
        .param("case", caseId)
        .query((row, _) -> done(row))
        .list();
  }

  void add(RemedyDone done, String hash) {
    var amount = done.amount();
    jdbc.sql("""
            insert into remedy (id, request_hash, case_id, kind, hold_id, units, words, amount, currency,
                                made_by, made_at)
            values (:id, decode(:hash, 'hex'), :case, :kind, :hold, :units, :words, :amount, :currency,
                    :by, :at)
            """)
        .param("id", done.id())
        .param("hash", hash)
        .param("case", done.caseId())
        .param("kind", done.remedy().name())
        .param("hold", done.holdId())
        .param("units", done.units())
        .param("words", done.words())
        .param("amount", amount == null ? null : amount.minor())
        .param("currency", amount == null ? null : amount.currency().getCurrencyCode())
        .param("by", done.by())
        .param("at", done.at().atOffset(UTC))
        .update();
  }

  private static RemedyDone done(ResultSet row) throws SQLException {
    var currency = row.getString("currency");
    return new RemedyDone(
        row.getObject("id", UUID.class),
        row.getObject("case_id", UUID.class),
        Remedy.valueOf(row.getString("kind")),
        row.getObject("hold_id", UUID.class),
        row.getObject("units", Integer.class),
        row.getString("words"),
        currency == null ? null : Money.of(row.getLong("amount"), currency),
        row.getString("made_by"),
        row.getTimestamp("made_at").toInstant());
  }
}
