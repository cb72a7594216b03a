package dev.tillbridge.hub.reports;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.reports.StockExplained.Cause;
import dev.tillbridge.hub.reports.StockExplained.Level;
import dev.tillbridge.hub.reports.StockExplained.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Explains a number of stock from the ledger and from those who have a claim on units. */
public final class StockExplainer {

  /** Lines of the ledger in one answer. */
  public static final int MOST_MOVES = 200;

  private static final String COUNTS = """
      sum(on_hand)::int as on_hand, sum(held)::int as held, sum(committed)::int as committed,
      sum(escrowed)::int as escrowed, sum(suspense)::int as suspense,
      sum(damaged)::int as damaged, sum(in_transit)::int as in_transit
      """;

  private static final String SHELF = " location = :location and sku = :sku ";

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final StockClaims claims;

  public StockExplainer(JdbcClient jdbc, TransactionTemplate tx, InstantSource clock) {
    this.jdbc = jdbc;
    // One snapshot for all questions, so that the parts of the answer add up.
    this.tx = new TransactionTemplate(Objects.requireNonNull(tx.getTransactionManager()));
    this.tx.setReadOnly(true);
    this.tx.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
    this.clock = clock;
    this.claims = new StockClaims(jdbc);
  }

  /**
   * Explains the shelf.
   *
   * @param at as it was known at that moment; null for now
   * @param before only moves recorded before this line of the ledger; null for the newest
   * @param limit how many moves, up to {@link #MOST_MOVES}
   * @throws NotFound when nothing has ever moved there
   */
  public StockExplained explain(
      LocationId location, Sku sku, @Nullable Instant at, @Nullable Long before, int limit) {
    return Objects.requireNonNull(tx.execute(_ -> read(location, sku, at, before, limit)));
  }

  private StockExplained read(
      LocationId location, Sku sku, @Nullable Instant at, @Nullable Long before, int limit) {
    var moment = at == null ? clock.instant() : at;
    // "Now" is what stands, whatever the clocks of the hub and of PostgreSQL say.
    var until = at == null ? Instant.parse("9999-01-01T00:00:00Z") : at;
    var shelf = Map.<String, Object>of(
        "location", location.code(), "sku", sku.code(), "until", until.atOffset(UTC));
    var level = level(shelf, "");
    if (level == null) {
      throw new NotFound("stock of SKU " + sku + " at " + location + " at that time");
    }
    var page = new HashMap<>(shelf);
    page.put("before", before == null ? Long.MAX_VALUE : before);
    page.put("limit", Math.clamp(limit, 1, MOST_MOVES) + 1);
    var top = before == null ? level : level(page, " and seq < :before");
    var moves = top == null ? List.<Move>of() : moves(page, top);
    boolean more = moves.size() > limit;
    var shown = more ? moves.subList(0, limit) : moves;
    return new StockExplained(
        location,
        sku,
        moment,
        level,
        causes(shelf),
        at == null ? claims.now(location, sku) : claims.at(location, sku, at, level),
        shown,
        more ? shown.getLast().seq() : null);
  }

  private @Nullable Level level(Map<String, Object> shelf, String further) {
    return jdbc.sql("select " + COUNTS + " from stock_ledger where" + SHELF
            + "and recorded_at <= :until" + further + " having count(*) > 0")
        .params(shelf)
        .query((row, _) -> level(row))
        .optional()
        .orElse(null);
  }

  private static Level level(ResultSet row) throws SQLException {
    return new Level(
        row.getInt("on_hand"),
        row.getInt("held"),
        row.getInt("committed"),
        row.getInt("escrowed"),
        row.getInt("suspense"),
        row.getInt("damaged"),
        row.getInt("in_transit"));
  }

  private List<Cause> causes(Map<String, Object> shelf) {
    return jdbc.sql("select cause, sum(on_hand) as units, count(*) as times from stock_ledger where"
            + SHELF + "and recorded_at <= :until and on_hand <> 0 group by cause"
            + " order by abs(sum(on_hand)) desc, cause")
        .params(shelf)
        .query((row, _) ->
            new Cause(row.getString("cause"), row.getLong("units"), row.getLong("times")))
        .list();
  }

  private record Line(
      long seq,
      String cause,
      String causeId,
      @Nullable String reference,
      Delta delta,
      Instant eventAt,
      Instant recordedAt) {}

  private List<Move> moves(Map<String, Object> page, Level top) {
    var lines = jdbc.sql("""
                select l.*, coalesce(s.receipt_number, r.reference) as reference
                  from (select * from stock_ledger
                         where location = :location and sku = :sku and recorded_at <= :until
                           and seq < :before
                         order by seq desc limit :limit) l
                  left join sale s on s.id = case when pg_input_is_valid(l.cause_id, 'uuid')
                                                  then l.cause_id::uuid end
                  left join goods_receipt r on r.id = case when pg_input_is_valid(l.cause_id, 'uuid')
                                                           then l.cause_id::uuid end
                 order by l.seq desc
                """)
        .params(page)
        .query((row, _) -> new Line(
            row.getLong("seq"),
            row.getString("cause"),
            row.getString("cause_id"),
            row.getString("reference"),
            new Delta(
                row.getInt("on_hand"),
                row.getInt("held"),
                row.getInt("committed"),
                row.getInt("escrowed"),
                row.getInt("suspense"),
                row.getInt("damaged"),
                row.getInt("in_transit")),
            row.getTimestamp("event_at").toInstant(),
            row.getTimestamp("recorded_at").toInstant()))
        .list();
    var moves = new ArrayList<Move>();
    var after = top;
    for (var line : lines) {
      moves.add(new Move(
          line.seq(),
          line.cause(),
          line.causeId(),
          line.reference() == null ? line.causeId() : line.reference(),
          line.delta(),
          line.eventAt(),
          line.recordedAt(),
          after));
      after = after.less(line.delta());
    }
    return moves;
  }
}
