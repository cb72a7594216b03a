package dev.tillbridge.hub.inventory;

import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.stock.ShelfCounts;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stocktakes and their counts, as they stand. */
public final class StocktakeReader {

  private static final String HEADER = """
      select t.*, l.lines, l.waiting, l.rejected, l.posted,
             case when t.kind = 'FULL' then
               (select count(*) from stock s where s.location = t.location and %s) end as uncounted
        from stocktake t
        cross join lateral (
          select count(distinct sku) as lines,
                 count(*) filter (where state = 'WAITING') as waiting,
                 count(*) filter (where state = 'REJECTED') as rejected,
                 count(*) filter (where state = 'POSTED') as posted
            from stocktake_line where stocktake_id = t.id and state <> 'REPLACED') l
      """;

  private static final String UNCOUNTED = """
      s.on_hand <> 0 and not exists (select 1 from stocktake_line c
                                      where c.stocktake_id = t.id and c.sku = s.sku
                                        and c.state <> 'REPLACED')
      """;

  private final JdbcClient jdbc;
  private final ShelfCounts counts;
  private final UnitValues values;

  StocktakeReader(JdbcClient jdbc, ShelfCounts counts) {
    this.jdbc = jdbc;
    this.counts = counts;
    this.values = new UnitValues(jdbc);
  }

  /** The stocktake, if there is one of this id. */
  public Optional<StocktakeView> find(UUID id) {
    return jdbc.sql(HEADER.formatted(UNCOUNTED) + "where t.id = :id")
        .param("id", id)
        .query((row, _) -> header(row))
        .optional();
  }

  /**
   * The stocktake.
   *
   * @throws NotFound when there is none of this id
   */
  public StocktakeView get(UUID id) {
    return find(id).orElseThrow(() -> new NotFound("stocktake " + id));
  }

  /**
   * Stocktakes, newest first.
   *
   * @param at null for every place
   * @param cursor {@code next} of the page before, or null
   * @param limit from 1 to {@link Listed#MOST}
   */
  public Listed<StocktakeView> newest(@Nullable LocationId at, @Nullable String cursor, int limit) {
    var rows = jdbc.sql(HEADER.formatted(UNCOUNTED) + """
            where (:at::text is null or t.location = :at::text)
              and (:after::uuid is null or (t.opened_at, t.id) <
                     (select opened_at, id from stocktake where id = :after::uuid))
            order by t.opened_at desc, t.id desc limit :limit
            """)
        .param("at", at == null ? null : at.code())
        .param("after", Cursors.uuid(cursor))
        .param("limit", limit + 1)
        .query((row, _) -> header(row))
        .list();
    return Listed.of(rows, limit, last -> last.id().toString());
  }

  private static StocktakeView header(ResultSet row) throws SQLException {
    int uncounted = row.getInt("uncounted");
    boolean everything = !row.wasNull();
    return new StocktakeView(
        row.getObject("id", UUID.class),
        new LocationId(row.getString("location")),
        row.getString("name"),
        StocktakeRequest.Kind.valueOf(row.getString("kind")),
        row.getBoolean("blind"),
        StocktakeView.State.valueOf(row.getString("state")),
        row.getString("opened_by"),
        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
        row.getString("submitted_by"),
        TransferStore.instant(row, "submitted_at"),
        TransferStore.instant(row, "ended_at"),
        row.getInt("lines"),
        row.getInt("waiting"),
        row.getInt("rejected"),
        row.getInt("posted"),
        everything ? uncounted : null);
  }

  /**
   * What was counted, by SKU; counts that were replaced are left out.
   *
   * @param state null for every state
   * @param cursor {@code next} of the page before, or null
   * @param limit from 1 to {@link Listed#MOST}
   * @throws NotFound when there is no such stocktake
   */
  public Listed<CountView> counts(
      UUID stocktake, CountView.@Nullable State state, @Nullable String cursor, int limit) {
    var header = get(stocktake);
    var rows = select("""
            where l.stocktake_id = :stocktake and l.state <> 'REPLACED'
              and (:state::text is null or l.state = :state::text)
              and (:after::uuid is null or (l.sku, l.seq) >
                     (select sku, seq from stocktake_line where id = :after::uuid))
            order by l.sku, l.seq limit :limit
            """)
        .param("stocktake", stocktake)
        .param("state", state == null ? null : state.name())
        .param("after", Cursors.uuid(cursor))
        .param("limit", limit + 1)
        .query((row, _) -> count(row))
        .list();
    var page = Listed.of(rows, limit, last -> last.id().toString());
    return new Listed<>(complete(header.location(), page.rows()), page.next());
  }

  /** These counts, in any state. */
  List<CountView> counts(StocktakeView stocktake, Collection<UUID> ids) {
    return complete(
        stocktake.location(),
        select("where l.stocktake_id = :stocktake and l.id = any(:ids) order by l.sku, l.seq")
            .param("stocktake", stocktake.id())
            .param("ids", ids.toArray(UUID[]::new))
            .query((row, _) -> count(row))
            .list());
  }

  private JdbcClient.StatementSpec select(String where) {
    return jdbc.sql("""
        select l.*, c.expected, c.expected_first, p.title as product, v.title as variant
          from stocktake_line l
          join variant v on v.sku = l.sku join product p on p.id = v.product_id
          left join shelf_count c on c.id = l.id
        """ + where);
  }

  private static CountView count(ResultSet row) throws SQLException {
    int first = row.getInt("expected_first");
    boolean posted = !row.wasNull();
    return new CountView(
        row.getObject("id", UUID.class),
        new Sku(row.getString("sku")),
        Catalog.fullTitle(row.getString("product"), row.getString("variant")),
        row.getInt("counted"),
        row.getObject("counted_at", OffsetDateTime.class).toInstant(),
        row.getString("counted_by"),
        CountView.State.valueOf(row.getString("state")),
        row.getInt("expected"),
        posted ? first : null,
        null,
        row.getString("decided_by"),
        TransferStore.instant(row, "decided_at"),
        row.getString("reason"));
  }

  /** What is not posted yet is compared with what the ledger says now of that time. */
  private List<CountView> complete(LocationId location, List<CountView> rows) {
    // A SKU may be there twice: counted, posted, and counted again. Only one is not posted.
    Map<Sku, Instant> moments = new LinkedHashMap<>();
    for (var row : rows) {
      if (row.expectedFirst() == null && row.state() != CountView.State.REPLACED) {
        moments.put(row.sku(), row.countedAt());
      }
    }
    var expected = moments.isEmpty() ? Map.<Sku, Integer>of() : counts.expected(location, moments);
    var worth = values.at(location, rows.stream().map(CountView::sku).toList());
    var complete = new ArrayList<CountView>();
    for (var row : rows) {
      complete.add(new CountView(
          row.id(),
          row.sku(),
          row.title(),
          row.counted(),
          row.countedAt(),
          row.countedBy(),
          row.state(),
          row.expectedFirst() == null
              ? expected.getOrDefault(row.sku(), row.counted())
              : row.expected(),
          row.expectedFirst(),
          worth.get(row.sku()),
          row.decidedBy(),
          row.decidedAt(),
          row.reason()));
    }
    return complete;
  }

  /**
   * SKUs of which something should be there and that nobody counted, by SKU. They are never set to
   * zero; whoever finds none of them counts zero.
   *
   * @param cursor {@code next} of the page before, or null
   * @param limit from 1 to {@link Listed#MOST}
   * @throws NotFound when there is no such stocktake
   */
  public Listed<UncountedView> uncounted(UUID stocktake, @Nullable String cursor, int limit) {
    get(stocktake);
    var rows = jdbc.sql("""
            select s.sku, s.on_hand, p.title as product, v.title as variant
              from stocktake t join stock s on s.location = t.location
              join variant v on v.sku = s.sku join product p on p.id = v.product_id
             where t.id = :stocktake and (:after::text is null or s.sku > :after::text) and %s
             order by s.sku limit :limit
            """.formatted(UNCOUNTED))
        .param("stocktake", stocktake)
        .param("after", cursor)
        .param("limit", limit + 1)
        .query((row, _) -> new UncountedView(
            new Sku(row.getString("sku")),
            Catalog.fullTitle(row.getString("product"), row.getString("variant")),
            row.getInt("on_hand")))
        .list();
    return Listed.of(rows, limit, last -> last.sku().code());
  }
}
