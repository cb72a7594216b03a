package dev.tillbridge.hub.inventory;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stocktakes in PostgreSQL. Every method joins the caller's transaction. */
final class StocktakeStore {

  /** The stocktake itself. */
  record Header(LocationId location, StocktakeView.State state, Instant openedAt) {}

  /** A count about which something is to be decided. */
  record Line(UUID id, Sku sku, int counted, Instant countedAt, String countedBy) {}

  private static final String LINE = """
      select id, sku, counted, counted_at, counted_by from stocktake_line
       where stocktake_id = :stocktake
      """;

  private final JdbcClient jdbc;

  StocktakeStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(StocktakeRequest.Open open, String by, Instant now) {
    jdbc.sql("""
            insert into stocktake (id, location, name, kind, blind, state, opened_by, opened_at)
            values (:id, :location, :name, :kind, :blind, 'OPEN', :by, :now)
            """)
        .param("id", open.id())
        .param("location", open.location().code())
        .param("name", open.name())
        .param("kind", open.kind().name())
        .param("blind", open.blind())
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .update();
  }

  /** Locks the stocktake until the transaction ends. */
  Optional<Header> lock(UUID id) {
    return jdbc.sql("select location, state, opened_at from stocktake where id = :id for update")
        .param("id", id)
        .query((row, _) -> new Header(
            new LocationId(row.getString("location")),
            StocktakeView.State.valueOf(row.getString("state")),
            row.getObject("opened_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  /**
   * Writes a count down. It replaces an earlier one of the SKU that is not posted yet; one that was
   * made before that one, and comes after it, is replaced itself.
   */
  void count(UUID stocktake, StocktakeRequest.Count count, Instant countedAt, String by) {
    int replaced = jdbc.sql("""
            update stocktake_line set state = 'REPLACED'
             where stocktake_id = :stocktake and sku = :sku and counted_at <= :countedAt
               and state in ('COUNTED', 'WAITING', 'REJECTED')
            """)
        .param("stocktake", stocktake)
        .param("sku", count.sku().code())
        .param("countedAt", countedAt.atOffset(UTC))
        .update();
    boolean knowsBetter = replaced == 0 && isLive(stocktake, count.sku());
    jdbc.sql("""
            insert into stocktake_line (id, stocktake_id, sku, counted, counted_at, counted_by, state)
            values (:id, :stocktake, :sku, :counted, :countedAt, :by, :state)
            """)
        .param("id", count.id())
        .param("stocktake", stocktake)
        .param("sku", count.sku().code())
        .param("counted", count.counted())
        .param("countedAt", countedAt.atOffset(UTC))
        .param("by", by)
        .param("state", (knowsBetter ? CountView.State.REPLACED : CountView.State.COUNTED).name())
        .update();
  }

  private boolean isLive(UUID stocktake, Sku sku) {
    return jdbc.sql("""
            select exists (select 1 from stocktake_line
                            where stocktake_id = :stocktake and sku = :sku
                              and state in ('COUNTED', 'WAITING', 'REJECTED'))
            """)
        .param("stocktake", stocktake)
        .param("sku", sku.code())
        .query(Boolean.class)
        .single();
  }

  void submitted(UUID id, String by, Instant now) {
    jdbc.sql("""
            update stocktake set state = 'REVIEW', submitted_by = :by, submitted_at = :now
             where id = :id
            """)
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .param("id", id)
        .update();
  }

  /** Counts of which nothing was decided yet, at most so many. */
  List<Line> counted(UUID stocktake, int atMost) {
    return jdbc.sql(LINE + "and state = 'COUNTED' order by sku limit :atMost")
        .param("stocktake", stocktake)
        .param("atMost", atMost)
        .query((row, _) -> line(row))
        .list();
  }

  /** Those of the SKUs that wait for a second person. */
  List<Line> waiting(UUID stocktake, Collection<Sku> skus) {
    return jdbc.sql(LINE + "and state = 'WAITING' and sku = any(:skus) order by sku")
        .param("stocktake", stocktake)
        .param("skus", skus.stream().map(Sku::code).toArray(String[]::new))
        .query((row, _) -> line(row))
        .list();
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getObject("id", UUID.class),
        new Sku(row.getString("sku")),
        row.getInt("counted"),
        row.getObject("counted_at", OffsetDateTime.class).toInstant(),
        row.getString("counted_by"));
  }

  /**
   * Moves counts on.
   *
   * @param by who decided, or null when the limit did
   */
  void decide(
      Collection<UUID> ids,
      CountView.State state,
      @Nullable String by,
      @Nullable String reason,
      Instant now) {
    if (ids.isEmpty()) {
      return;
    }
    jdbc.sql("""
            update stocktake_line
               set state = :state, decided_by = :by, decided_at = :now, reason = :reason
             where id = any(:ids)
            """)
        .param("state", state.name())
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .param("reason", reason)
        .param("ids", ids.toArray(UUID[]::new))
        .update();
  }

  /** Closes a stocktake in review of which nothing waits, and nothing has to be counted again. */
  void closeIfDone(UUID id, Instant now) {
    jdbc.sql("""
            update stocktake set state = 'CLOSED', ended_at = :now
             where id = :id and state = 'REVIEW'
               and not exists (select 1 from stocktake_line
                                where stocktake_id = :id and state in ('COUNTED', 'WAITING', 'REJECTED'))
            """).param("now", now.atOffset(UTC)).param("id", id).update();
  }

  void end(UUID id, StocktakeView.State state, Instant now) {
    jdbc.sql("update stocktake set state = :state, ended_at = :now where id = :id")
        .param("state", state.name())
        .param("now", now.atOffset(UTC))
        .param("id", id)
        .update();
  }

  /** True while counts of it are undecided, or wait for a second person. */
  boolean isUndecided(UUID id) {
    return jdbc.sql("""
            select exists (select 1 from stocktake_line
                            where stocktake_id = :id and state in ('COUNTED', 'WAITING'))
            """).param("id", id).query(Boolean.class).single();
  }

  boolean hasLines(UUID id) {
    return jdbc.sql("select exists (select 1 from stocktake_line where stocktake_id = :id)")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /** Stocktakes in review whose counts were not all judged, because a hub died over them. */
  List<UUID> interrupted() {
    return jdbc.sql("""
            select distinct t.id from stocktake t join stocktake_line l on l.stocktake_id = t.id
             where t.state = 'REVIEW' and l.state = 'COUNTED'
            """).query((row, _) -> row.getObject("id", UUID.class)).list();
  }
}
