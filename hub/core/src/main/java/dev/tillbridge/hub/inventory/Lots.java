package dev.tillbridge.hub.inventory;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is left of each lot at each place. Joins the caller's transaction. */
final class Lots {

  /** So many units of a lot. */
  record Part(String lot, int units) {}

  private final JdbcClient jdbc;

  Lots(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Makes the lot known.
   *
   * @return false when it is known with another date
   */
  boolean declare(Sku sku, String lot, @Nullable LocalDate expiresOn) {
    return jdbc.sql("""
                insert into lot (sku, lot, expires_on) values (:sku, :lot, :expires)
                on conflict (sku, lot) do update set expires_on = coalesce(lot.expires_on, excluded.expires_on)
                 where lot.expires_on is null or excluded.expires_on is null
                    or lot.expires_on = excluded.expires_on
                """)
            .param("sku", sku.code())
            .param("lot", lot)
            .param("expires", expiresOn)
            .update()
        == 1;
  }

  /** Units of the lot come (above zero) or go. */
  void move(LocationId location, Sku sku, Part part, boolean assumed, Why why) {
    jdbc.sql("""
            insert into lot_event (sku, lot, location, units, assumed, cause, cause_id, origin, at,
                                   made_by)
            values (:sku, :lot, :location, :units, :assumed, :cause, :causeId, :origin, :at, :by)
            """)
        .param("sku", sku.code())
        .param("lot", part.lot())
        .param("location", location.code())
        .param("units", part.units())
        .param("assumed", assumed)
        .param("cause", why.cause().name())
        .param("causeId", why.causeId())
        .param("origin", why.origin())
        .param("at", why.at().atOffset(UTC))
        .param("by", why.by())
        .update();
  }

  /** What is left of the lot there; empty when nothing is known of such a lot. */
  Optional<Integer> left(LocationId location, Sku sku, String lot) {
    return jdbc.sql("""
            select coalesce((select sum(units) from lot_event
                              where location = :location and sku = :sku and lot = :lot), 0)::int
              from lot where sku = :sku and lot = :lot
            """)
        .param("location", location.code())
        .param("sku", sku.code())
        .param("lot", lot)
        .query(Integer.class)
        .optional();
  }

  /** When the lot expires; empty when nobody said, or there is no such lot. */
  Optional<LocalDate> expiry(Sku sku, String lot) {
    return jdbc.sql("""
            select expires_on from lot
             where sku = :sku and lot = :lot and expires_on is not null
            """)
        .param("sku", sku.code())
        .param("lot", lot)
        .query((row, _) -> row.getObject("expires_on", LocalDate.class))
        .optional();
  }

  /** So many units, of the lots that expire first; fewer when fewer are known. */
  List<Part> firstToExpire(LocationId location, Sku sku, int units) {
    var parts = new ArrayList<Part>();
    int wanted = units;
    for (var lot : at(location, sku)) {
      int taken = Math.min(wanted, lot.units());
      if (taken > 0) {
        parts.add(new Part(lot.lot(), taken));
        wanted -= taken;
      }
    }
    return parts;
  }

  /** Units that a sale or transfer took and that have not come back, first to expire first. */
  List<Part> outstanding(UUID origin, Sku sku, int units) {
    var parts = new ArrayList<Part>();
    int wanted = units;
    var open = jdbc.sql("""
                select e.lot, -sum(e.units)::int as units
                  from lot_event e join lot l on l.sku = e.sku and l.lot = e.lot
                 where e.origin = :origin and e.sku = :sku
                 group by e.lot, l.expires_on having sum(e.units) < 0
                 order by l.expires_on nulls last, e.lot
                """)
        .param("origin", origin)
        .param("sku", sku.code())
        .query((row, _) -> new Part(row.getString("lot"), row.getInt("units")))
        .list();
    for (var part : open) {
      int back = Math.min(wanted, part.units());
      if (back > 0) {
        parts.add(new Part(part.lot(), back));
        wanted -= back;
      }
    }
    return parts;
  }

  /** Every lot of which there is, or should be, something there; first to expire first. */
  List<LotView> at(LocationId location, Sku sku) {
    return jdbc.sql("""
            select e.lot, l.expires_on, sum(e.units)::int as units,
                   coalesce(-sum(e.units) filter (where e.assumed), 0)::int as assumed
              from lot_event e join lot l on l.sku = e.sku and l.lot = e.lot
             where e.location = :location and e.sku = :sku
             group by e.lot, l.expires_on having sum(e.units) <> 0
             order by l.expires_on nulls last, e.lot
            """)
        .param("location", location.code())
        .param("sku", sku.code())
        .query((row, _) -> new LotView(
            location,
            sku,
            row.getString("lot"),
            row.getObject("expires_on", LocalDate.class),
            row.getInt("units"),
            row.getInt("assumed")))
        .list();
  }
}
