package dev.tillbridge.hub.inventory;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.stock.Shelves;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Says when to order more, and how much. An alert opens when what is there and what is on its way
 * has fallen to the reorder point, and closes by itself when it has risen above it.
 */
public final class LowStock {

  /** So far back is looked for the rate at which something sells. */
  static final Duration LOOK_BACK = Duration.ofDays(28);

  private static final String LEVELS = """
      select r.location, r.sku, r.point, r.lead_days, r.cover_days,
             coalesce(s.on_hand - s.held - s.committed - s.suspense, 0) as available,
             coalesce(s.in_transit, 0) as in_transit,
             coalesce((select sum(greatest(0, l.ordered - l.good - l.damaged))
                         from purchase_order o join purchase_order_line l on l.order_id = o.id
                        where o.state = 'ORDERED' and o.location = r.location and l.sku = r.sku), 0)
               as on_order
        from reorder_point r left join stock s on s.location = r.location and s.sku = r.sku
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate tx;
  private final InstantSource clock;
  private final Shelves shelves;
  private final Places places;

  LowStock(
      JdbcClient jdbc,
      TransactionTemplate tx,
      InstantSource clock,
      Shelves shelves,
      Places places) {
    this.jdbc = jdbc;
    this.tx = tx;
    this.clock = clock;
    this.shelves = shelves;
    this.places = places;
  }

  /**
   * Sets reorder points of a place, each instead of what was set before, and takes others away.
   *
   * @param gone those that were not set stay so
   * @throws BadInput when the place or a SKU does not exist; nothing was changed
   */
  public void set(LocationId location, List<ReorderPoint> points, Collection<Sku> gone) {
    var faults = new Faults();
    faults.require(
        places.find(location).isPresent(), "location", "there is no location " + location);
    var skus = points.stream().map(ReorderPoint::sku).toList();
    var unknown = shelves.unknown(skus);
    var bundles = shelves.withoutShelf(skus);
    for (int i = 0; i < points.size(); i++) {
      var sku = points.get(i).sku();
      var field = "points[" + i + "].sku";
      faults.require(!unknown.contains(sku), field, "there is no SKU " + sku);
      faults.require(!bundles.containsKey(sku), field, bundles.getOrDefault(sku, ""));
    }
    faults.check();
    tx.executeWithoutResult(_ -> {
      points.forEach(point -> set(location, point));
      jdbc.sql("delete from reorder_point where location = :location and sku = any(:skus)")
          .param("location", location.code())
          .param("skus", gone.stream().map(Sku::code).toArray(String[]::new))
          .update();
    });
    review();
  }

  private void set(LocationId location, ReorderPoint point) {
    jdbc.sql("""
            insert into reorder_point (location, sku, point, lead_days, cover_days)
            values (:location, :sku, :point, :lead, :cover)
            on conflict (location, sku) do update
               set point = excluded.point, lead_days = excluded.lead_days,
                   cover_days = excluded.cover_days
            """)
        .param("location", location.code())
        .param("sku", point.sku().code())
        .param("point", point.point())
        .param("lead", point.leadDays())
        .param("cover", point.coverDays())
        .update();
  }

  /**
   * The reorder points of a place, by SKU.
   *
   * @param cursor {@code next} of the page before, or null
   * @param limit from 1 to {@link Listed#MOST}
   */
  public Listed<ReorderPoint> points(LocationId location, @Nullable String cursor, int limit) {
    var rows = jdbc.sql("""
            select sku, point, lead_days, cover_days from reorder_point
             where location = :location and (:after::text is null or sku > :after::text)
             order by sku limit :limit
            """)
        .param("location", location.code())
        .param("after", cursor)
        .param("limit", limit + 1)
        .query((row, _) -> new ReorderPoint(
            new Sku(row.getString("sku")),
            row.getInt("point"),
            row.getInt("lead_days"),
            row.getInt("cover_days")))
        .list();
    return Listed.of(rows, limit, last -> last.sku().code());
  }

  /** Opens and closes alerts; returns how many are open now. */
  public int review() {
    var now = clock.instant().atOffset(UTC);
    return Objects.requireNonNull(tx.execute(_ -> {
      jdbc.sql("""
              update low_stock a set closed_at = :now
               where closed_at is null
                 and not exists (select 1 from (%s) l
                                  where l.location = a.location and l.sku = a.sku
                                    and l.available + l.on_order + l.in_transit <= l.point)
              """.formatted(LEVELS)).param("now", now).update();
      jdbc.sql("""
              insert into low_stock (id, location, sku, opened_at)
              select gen_random_uuid(), l.location, l.sku, :now from (%s) l
               where l.available + l.on_order + l.in_transit <= l.point
              on conflict (location, sku) where closed_at is null do nothing
              """.formatted(LEVELS)).param("now", now).update();
      return jdbc.sql("select count(*) from low_stock where closed_at is null")
          .query(Integer.class)
          .single();
    }));
  }

  /**
   * What is low now, what has been low longest first, with what to order.
   *
   * @param at null for every place
   * @param cursor {@code next} of the page before, or null
   * @param limit from 1 to {@link Listed#MOST}
   */
  public Listed<LowStockView> low(@Nullable LocationId at, @Nullable String cursor, int limit) {
    record Alert(UUID id, LowStockView view) {}
    var rows = jdbc.sql("""
            select a.id, a.opened_at, l.*, p.title as product, v.title as variant
              from low_stock a
              join (%s) l on l.location = a.location and l.sku = a.sku
              join variant v on v.sku = a.sku join product p on p.id = v.product_id
             where a.closed_at is null and (:at::text is null or a.location = :at::text)
               and (:after::uuid is null or (a.opened_at, a.id) >
                      (select opened_at, id from low_stock where id = :after::uuid))
             order by a.opened_at, a.id limit :limit
            """.formatted(LEVELS))
        .param("at", at == null ? null : at.code())
        .param("after", Cursors.uuid(cursor))
        .param("limit", limit + 1)
        .query((row, _) -> new Alert(
            row.getObject("id", UUID.class),
            new LowStockView(
                new LocationId(row.getString("location")),
                new ReorderPoint(
                    new Sku(row.getString("sku")),
                    row.getInt("point"),
                    row.getInt("lead_days"),
                    row.getInt("cover_days")),
                Catalog.fullTitle(row.getString("product"), row.getString("variant")),
                row.getInt("available"),
                row.getInt("on_order"),
                row.getInt("in_transit"),
                0,
                0,
                row.getObject("opened_at", OffsetDateTime.class).toInstant())))
        .list();
    var page = Listed.of(rows, limit, last -> last.id().toString());
    return new Listed<>(withRates(page.rows().stream().map(Alert::view).toList()), page.next());
  }

  private record Place(LocationId location, Sku sku) {}

  private record Rate(long sold, long secondsInStock) {}

  private List<LowStockView> withRates(List<LowStockView> alerts) {
    var rates = rates(alerts, clock.instant());
    var views = new ArrayList<LowStockView>();
    for (var alert : alerts) {
      var rate = rates.getOrDefault(new Place(alert.location(), alert.sku()), new Rate(0, 0));
      views.add(new LowStockView(
          alert.location(),
          alert.point(),
          alert.title(),
          alert.available(),
          alert.onOrder(),
          alert.inTransit(),
          rate.sold(),
          rate.secondsInStock(),
          alert.since()));
    }
    return views;
  }

  /** Measured from the ledger, by when things happened: what was sold, and when anything was there. */
  private Map<Place, Rate> rates(List<LowStockView> alerts, Instant now) {
    var rates = new HashMap<Place, Rate>();
    jdbc.sql("""
            with asked as (
              select * from unnest(:locations::text[], :skus::text[]) as a(location, sku)),
            moved as (
              select l.location, l.sku, l.seq, l.event_at, l.on_hand,
                     case l.cause when 'SALE' then -l.on_hand
                                  when 'SHOP_ORDER' then l.committed
                                  when 'REVERSAL' then l.committed else 0 end as sold
                from asked a join stock_ledger l on l.location = a.location and l.sku = a.sku
               where (l.on_hand <> 0 or l.committed <> 0) and l.event_at > :from),
            levels as (
              select a.location, a.sku, 0 as seq, :from::timestamptz as at,
                     coalesce(s.on_hand, 0)
                       - coalesce((select sum(m.on_hand) from moved m
                                    where m.location = a.location and m.sku = a.sku), 0) as change
                from asked a left join stock s on s.location = a.location and s.sku = a.sku
              union all
              select location, sku, seq, event_at, on_hand from moved where on_hand <> 0),
            spans as (
              select location, sku, at,
                     sum(change) over (partition by location, sku order by at, seq) as level,
                     lead(at, 1, :now::timestamptz)
                       over (partition by location, sku order by at, seq) as until
                from levels)
            select a.location, a.sku,
                   coalesce((select sum(m.sold) from moved m
                              where m.location = a.location and m.sku = a.sku), 0) as sold,
                   coalesce((select sum(extract(epoch from p.until - p.at)) from spans p
                              where p.location = a.location and p.sku = a.sku
                                and p.level > 0 and p.until > p.at), 0)::bigint as seconds
              from asked a
            """)
        .param("locations", alerts.stream().map(a -> a.location().code()).toArray(String[]::new))
        .param("skus", alerts.stream().map(a -> a.sku().code()).toArray(String[]::new))
        .param("from", now.minus(LOOK_BACK).atOffset(UTC))
        .param("now", now.atOffset(UTC))
        .query(row -> {
          rates.put(
              new Place(new LocationId(row.getString("location")), new Sku(row.getString("sku"))),
              new Rate(Math.max(0, row.getLong("sold")), row.getLong("seconds")));
        });
    return rates;
  }
}
