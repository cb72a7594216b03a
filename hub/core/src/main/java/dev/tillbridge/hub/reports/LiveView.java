package dev.tillbridge.hub.reports;

import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.model.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the console shows, read straight from the tables. Every list is cut at 500 rows. */
public final class LiveView {

  private static final int MOST = 500;

  private final JdbcClient jdbc;

  public LiveView(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The newest sales. */
  public List<SaleRow> sales(int n) {
    return jdbc.sql("""
            select s.id, s.number, s.channel, s.location, s.register, s.receipt_number, s.state,
                   s.sold_at, s.recorded_at, s.currency, s.tax, s.total,
                   (select coalesce(sum(l.quantity), 0) from sale_line l where l.sale_id = s.id)
                     as units,
                   array(select t.kind from tender t where t.sale_id = s.id order by t.position)
                     as tenders,
                   d.state as books, d.remote_id as books_id
              from sale s
              left join sale_booking d on d.subject = s.id::text
             order by s.recorded_at desc, s.number desc limit :n
            """).param("n", cut(n)).query((row, _) -> sale(row)).list();
  }

  /** Stock by place and SKU in the order of titles; the query is the catalogue's. */
  public List<StockRow> stock(int n, String query) {
    var rows = jdbc.sql("""
                select s.location, s.sku, p.title, v.title as variant_title, s.on_hand, s.held,
                       s.committed, s.escrowed, s.suspense, s.free, s.published, s.bundle
                  from (select location, sku, on_hand, held, committed, escrowed, suspense, free,
                               0 as published, false as bundle
                          from stock where sku not in (select sku from bundle)
                        union all
                        select location, sku, sellable, 0, 0, sellable - free, 0, free,
                               sellable - free, true
                          from bundle_level where stocked) s
                  join variant v on v.sku = s.sku
                  join product p on p.id = v.product_id
                 where v.search like all (:patterns)
                 order by lower(p.title) collate "C", s.sku collate "C", s.location limit :n
                """)
        .param("patterns", Catalog.patterns(query))
        .param("n", cut(n))
        .query((row, _) -> stock(row))
        .list();
    var shares = shares(rows);
    var published = published(rows);
    return rows.stream()
        .map(row -> {
          var shelf = row.location() + "|" + row.sku();
          return row.with(shares.getOrDefault(shelf, List.of()), published.getOrDefault(shelf, 0));
        })
        .toList();
  }

  /** Deliveries: what is due first, then what was settled last. */
  public List<DeliveryRow> deliveries(int n) {
    return jdbc.sql("""
            select id, destination, subject, state, attempts, next_at, remote_id, note, created_at,
                   settled_at
              from delivery
             order by settled_at desc nulls first, created_at desc limit :n
            """)
        .param("n", cut(n))
        .query((row, _) -> new DeliveryRow(
            row.getObject("id", UUID.class),
            row.getString("destination"),
            row.getString("subject"),
            row.getString("state"),
            row.getInt("attempts"),
            row.getTimestamp("next_at").toInstant(),
            row.getString("remote_id"),
            row.getString("note"),
            row.getTimestamp("created_at").toInstant(),
            instant(row.getTimestamp("settled_at"))))
        .list();
  }

  /** How much work waits, and for whom. */
  public Waiting waiting() {
    var known = jdbc
        .sql("""
                select destination, count(*) filter (where state = 'DUE') as due,
                       count(*) filter (where state = 'PARKED') as parked,
                       min(created_at) filter (where state = 'DUE') as oldest
                  from delivery where state <> 'DONE' group by destination
                """)
        .query((row, _) -> new Waiting.Lane(
            row.getString("destination"),
            row.getLong("due"),
            row.getLong("parked"),
            instant(row.getTimestamp("oldest"))))
        .list()
        .stream()
        .collect(Collectors.toMap(Waiting.Lane::destination, lane -> lane));
    var lanes = Arrays.stream(Destination.values())
        .map(d -> known.getOrDefault(d.name(), new Waiting.Lane(d.name(), 0, 0, null)))
        .toList();
    return jdbc.sql("""
            select (select count(*) from inbox where state = 'DUE') as due,
                   (select count(*) from inbox where state = 'PARKED') as parked,
                   (select count(*) from open_case
                     where closed_at is null
                       and (sleeps_until is null or sleeps_until <= now())) as cases
            """)
        .query((row, _) ->
            new Waiting(lanes, row.getLong("due"), row.getLong("parked"), row.getLong("cases")))
        .single();
  }

  /** Events that need a person, newest first. */
  public List<InboxRow> parkedInbox(int n) {
    return jdbc.sql("""
            select id, source, event_id, topic, received_at, attempts, note
              from inbox where state = 'PARKED' order by id desc limit :n
            """)
        .param("n", cut(n))
        .query((row, _) -> new InboxRow(
            row.getLong("id"),
            row.getString("source"),
            row.getString("event_id"),
            row.getString("topic"),
            row.getTimestamp("received_at").toInstant(),
            row.getInt("attempts"),
            row.getString("note")))
        .list();
  }

  private static SaleRow sale(ResultSet row) throws SQLException {
    var currency = row.getString("currency");
    return new SaleRow(
        row.getObject("id", UUID.class),
        row.getLong("number"),
        row.getString("channel"),
        row.getString("location"),
        row.getString("register"),
        row.getString("receipt_number"),
        row.getString("state"),
        row.getTimestamp("sold_at").toInstant(),
        row.getTimestamp("recorded_at").toInstant(),
        row.getLong("units"),
        Money.of(row.getLong("tax"), currency),
        Money.of(row.getLong("total"), currency),
        List.of((String[]) row.getArray("tenders").getArray()),
        row.getString("books"),
        row.getString("books_id"));
  }

  private static StockRow stock(ResultSet row) throws SQLException {
    return new StockRow(
        row.getString("location"),
        row.getString("sku"),
        Catalog.fullTitle(row.getString("title"), row.getString("variant_title")),
        row.getInt("on_hand"),
        row.getInt("held"),
        row.getInt("committed"),
        row.getInt("escrowed"),
        row.getInt("suspense"),
        row.getInt("free"),
        row.getInt("published"),
        row.getBoolean("bundle"),
        List.of());
  }

  private record Share(String shelf, StockRow.ShopShare share) {}

  /** The shops' shares by "location|SKU". */
  private java.util.Map<String, List<StockRow.ShopShare>> shares(List<StockRow> rows) {
    return jdbc
        .sql("""
            select coalesce(w.shop, e.shop) as shop, coalesce(w.location, e.location) as location,
                   coalesce(w.sku, e.sku) as sku, w.shown, w.pending_to,
                   coalesce(e.outstanding, 0) as outstanding
              from (select * from shop_window where sku = any(:skus)) w
              full join (
                select substr(holder, 6) as shop, location, sku,
                       sum(granted_total - sold_total - returned_total) as outstanding
                  from escrow where sku = any(:skus) and holder like 'shop:%'
                 group by holder, location, sku) e
                on e.shop = w.shop and e.location = w.location and e.sku = w.sku
             order by shop
            """)
        .param("skus", rows.stream().map(StockRow::sku).distinct().toArray(String[]::new))
        .query((row, _) -> new Share(
            row.getString("location") + "|" + row.getString("sku"),
            new StockRow.ShopShare(
                row.getString("shop"),
                row.getObject("shown", Integer.class),
                row.getLong("outstanding"),
                row.getObject("pending_to", Integer.class))))
        .list()
        .stream()
        .collect(Collectors.groupingBy(
            Share::shelf, Collectors.mapping(Share::share, Collectors.toList())));
  }

  /** Units that shops show, as themselves or in bundles, by "location|SKU". */
  private java.util.Map<String, Integer> published(List<StockRow> rows) {
    return jdbc
        .sql("""
            select location || '|' || sku as shelf,
                   sum(granted_total - sold_total - returned_total)::int as units
              from escrow
             where sku = any(:skus)
               and (starts_with(holder, 'shop:') or starts_with(holder, 'bundle:'))
             group by location, sku
            """)
        .param("skus", rows.stream().map(StockRow::sku).distinct().toArray(String[]::new))
        .query((row, _) -> java.util.Map.entry(row.getString("shelf"), row.getInt("units")))
        .list()
        .stream()
        .collect(Collectors.toMap(java.util.Map.Entry::getKey, java.util.Map.Entry::getValue));
  }

  private static int cut(int n) {
    return Math.clamp(n, 0, MOST);
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
