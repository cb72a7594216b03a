package dev.tillbridge.hub.inventory;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Transfers in PostgreSQL. Every method joins the caller's transaction, if there is one. */
final class TransferStore {

  /** The transfer itself, without its lines. */
  record Header(LocationId from, LocationId to, TransferState state) {}

  private final JdbcClient jdbc;

  TransferStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(TransferRequest.Draft draft, List<StockLine> lines, String by, Instant now) {
    jdbc.sql("""
            insert into transfer (id, source, destination, reference, state, created_by, created_at)
            values (:id, :from, :to, :reference, 'DRAFT', :by, :now)
            """)
        .param("id", draft.id())
        .param("from", draft.from().code())
        .param("to", draft.to().code())
        .param("reference", draft.reference())
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .update();
    jdbc.sql("""
            insert into transfer_line (transfer_id, sku, planned)
            select :id, sku, planned from unnest(:skus::text[], :planned::int[]) as l(sku, planned)
            """)
        .param("id", draft.id())
        .param("skus", lines.stream().map(l -> l.sku().code()).toArray(String[]::new))
        .param("planned", lines.stream().mapToInt(StockLine::quantity).toArray())
        .update();
  }

  /** Locks the transfer until the transaction ends. */
  Optional<Header> lock(UUID id) {
    return header(id, " for update");
  }

  /** The transfer as it is, without locking it. */
  Optional<Header> header(UUID id) {
    return header(id, "");
  }

  private Optional<Header> header(UUID id, String lock) {
    return jdbc.sql("select source, destination, state from transfer where id = :id" + lock)
        .param("id", id)
        .query((row, _) -> new Header(
            new LocationId(row.getString("source")),
            new LocationId(row.getString("destination")),
            TransferState.valueOf(row.getString("state"))))
        .optional();
  }

  void shipped(UUID id, Map<Sku, Integer> units, String by, Instant now) {
    jdbc.sql("""
            update transfer set state = 'SHIPPED', shipped_by = :by, shipped_at = :now where id = :id
            """)
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .param("id", id)
        .update();
    jdbc.sql("""
            update transfer_line l set shipped = s.shipped
              from unnest(:skus::text[], :shipped::int[]) as s(sku, shipped)
             where l.transfer_id = :id and l.sku = s.sku
            """)
        .param("id", id)
        .param("skus", units.keySet().stream().map(Sku::code).toArray(String[]::new))
        .param("shipped", units.values().toArray(Integer[]::new))
        .update();
  }

  void received(TransferRequest.Receive receipt, String by, Instant now) {
    jdbc.sql("""
            insert into transfer_receipt (id, transfer_id, reason, received_by, received_at)
            values (:id, :transfer, :reason, :by, :now)
            """)
        .param("id", receipt.id())
        .param("transfer", receipt.transfer())
        .param("reason", receipt.reason())
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .update();
    var lines = receipt.lines();
    jdbc.sql("""
            with came as (
              insert into transfer_receipt_line (receipt_id, sku, good, damaged, missing)
              select :id, sku, good, damaged, missing
                from unnest(:skus::text[], :good::int[], :damaged::int[], :missing::int[])
                  as r(sku, good, damaged, missing)
              returning sku, good, damaged, missing)
            update transfer_line l
               set good = l.good + came.good, damaged = l.damaged + came.damaged,
                   missing = l.missing + came.missing
              from came where l.transfer_id = :transfer and l.sku = came.sku
            """)
        .param("id", receipt.id())
        .param("transfer", receipt.transfer())
        .param("skus", lines.stream().map(l -> l.sku().code()).toArray(String[]::new))
        .param("good", lines.stream().mapToInt(TransferRequest.Arrived::good).toArray())
        .param(
            "damaged", lines.stream().mapToInt(TransferRequest.Arrived::damaged).toArray())
        .param(
            "missing", lines.stream().mapToInt(TransferRequest.Arrived::missing).toArray())
        .update();
    jdbc.sql("""
            update transfer set state = 'RECEIVED', ended_at = :now
             where id = :id and state = 'SHIPPED'
               and not exists (select 1 from transfer_line
                                where transfer_id = :id and good + damaged + missing < shipped)
            """)
        .param("now", now.atOffset(UTC))
        .param("id", receipt.transfer())
        .update();
  }

  void cancelled(UUID id, Instant now) {
    jdbc.sql("update transfer set state = 'CANCELLED', ended_at = :now where id = :id")
        .param("now", now.atOffset(UTC))
        .param("id", id)
        .update();
  }

  /** The transfer with everything that belongs to it. */
  Optional<TransferView> find(UUID id) {
    return complete(select("where id = :id", Map.of("id", id))).stream().findFirst();
  }

  /**
   * Transfers from or to a place, newest first.
   *
   * @param at null for every place
   * @param after the last one of the page before, or null
   */
  List<TransferView> newest(
      @Nullable LocationId at, @Nullable TransferState state, @Nullable UUID after, int limit) {
    var params = new HashMap<String, @Nullable Object>();
    params.put("at", at == null ? null : at.code());
    params.put("state", state == null ? null : state.name());
    params.put("after", after);
    params.put("limit", limit);
    return complete(select("""
        where (:at::text is null or :at::text in (source, destination))
          and (:state::text is null or state = :state::text)
          and (:after::uuid is null or (created_at, id) <
                 (select created_at, id from transfer where id = :after::uuid))
        order by created_at desc, id desc limit :limit
        """, params));
  }

  private List<TransferView> select(String where, Map<String, ? extends @Nullable Object> params) {
    return jdbc.sql("""
            select id, source, destination, reference, state, created_by, created_at, shipped_by,
                   shipped_at, ended_at
              from transfer
            """ + where).params(params).query((row, _) -> header(row)).list();
  }

  private static TransferView header(ResultSet row) throws SQLException {
    return new TransferView(
        row.getObject("id", UUID.class),
        new LocationId(row.getString("source")),
        new LocationId(row.getString("destination")),
        row.getString("reference"),
        TransferState.valueOf(row.getString("state")),
        row.getString("created_by"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("shipped_by"),
        instant(row, "shipped_at"),
        instant(row, "ended_at"),
        List.of(),
        List.of());
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private List<TransferView> complete(List<TransferView> headers) {
    var ids = headers.stream().map(TransferView::id).toList();
    var lines = lines(ids);
    var receipts = receipts(ids);
    return headers.stream()
        .map(h -> new TransferView(
            h.id(),
            h.from(),
            h.to(),
            h.reference(),
            h.state(),
            h.createdBy(),
            h.createdAt(),
            h.shippedBy(),
            h.shippedAt(),
            h.endedAt(),
            lines.getOrDefault(h.id(), List.of()),
            receipts.getOrDefault(h.id(), List.of())))
        .toList();
  }

  /** The lines of transfers, by SKU. */
  Map<UUID, List<TransferView.Line>> lines(Collection<UUID> transfers) {
    var lines = new HashMap<UUID, List<TransferView.Line>>();
    jdbc.sql("""
            select l.*, p.title as product, v.title as variant
              from transfer_line l join variant v on v.sku = l.sku
              join product p on p.id = v.product_id
             where l.transfer_id = any(:ids) order by l.sku
            """).param("ids", transfers.toArray(UUID[]::new)).query(row -> {
      lines
          .computeIfAbsent(row.getObject("transfer_id", UUID.class), _ -> new ArrayList<>())
          .add(new TransferView.Line(
              new Sku(row.getString("sku")),
              Catalog.fullTitle(row.getString("product"), row.getString("variant")),
              row.getInt("planned"),
              row.getInt("shipped"),
              row.getInt("good"),
              row.getInt("damaged"),
              row.getInt("missing")));
    });
    return lines;
  }

  private Map<UUID, List<TransferView.Receipt>> receipts(Collection<UUID> transfers) {
    var parts = new HashMap<UUID, List<TransferView.Received>>();
    jdbc.sql("""
            select l.* from transfer_receipt_line l join transfer_receipt r on r.id = l.receipt_id
             where r.transfer_id = any(:ids) order by l.sku
            """).param("ids", transfers.toArray(UUID[]::new)).query(row -> {
      parts
          .computeIfAbsent(row.getObject("receipt_id", UUID.class), _ -> new ArrayList<>())
          .add(new TransferView.Received(
              new Sku(row.getString("sku")),
              row.getInt("good"),
              row.getInt("damaged"),
              row.getInt("missing")));
    });
    var receipts = new HashMap<UUID, List<TransferView.Receipt>>();
    jdbc.sql("""
            select * from transfer_receipt where transfer_id = any(:ids) order by received_at, id
            """).param("ids", transfers.toArray(UUID[]::new)).query(row -> {
      var id = row.getObject("id", UUID.class);
      receipts
          .computeIfAbsent(row.getObject("transfer_id", UUID.class), _ -> new ArrayList<>())
          .add(new TransferView.Receipt(
              id,
              row.getString("received_by"),
              row.getObject("received_at", OffsetDateTime.class).toInstant(),
              row.getString("reason"),
              parts.getOrDefault(id, List.of())));
    });
    return receipts;
  }
}
