package dev.tillbridge.hub.inventory;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Things with numbers of their own, and their histories. Joins the caller's transaction. */
final class Serials {

  /** Where a thing is now. */
  record Now(SerialState state, LocationId location) {}

  private final JdbcClient jdbc;

  Serials(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Locks those that are known; the others are absent. */
  Map<String, Now> lock(Sku sku, Collection<String> serials) {
    var known = new HashMap<String, Now>();
    jdbc.sql("""
            select serial, state, location from serial
             where sku = :sku and serial = any(:serials) order by serial for update
            """)
        .param("sku", sku.code())
        .param("serials", serials.toArray(String[]::new))
        .query(row -> {
          known.put(
              row.getString("serial"),
              new Now(
                  SerialState.valueOf(row.getString("state")),
                  new LocationId(row.getString("location"))));
        });
    return known;
  }

  /** Puts them into a state at a place, whatever they were before, and writes it down. */
  void put(Sku sku, Collection<String> serials, SerialState state, LocationId location, Why why) {
    if (serials.isEmpty()) {
      return;
    }
    var names = serials.stream().sorted().toArray(String[]::new);
    jdbc.sql("""
            insert into serial (sku, serial, state, location)
            select :sku, s, :state, :location from unnest(:serials) s
            on conflict (sku, serial) do update
               set state = excluded.state, location = excluded.location
            """)
        .param("sku", sku.code())
        .param("serials", names)
        .param("state", state.name())
        .param("location", location.code())
        .update();
    jdbc.sql("""
            insert into serial_event (sku, serial, state, location, cause, cause_id, at, made_by)
            select :sku, s, :state, :location, :cause, :causeId, :at, :by from unnest(:serials) s
            """)
        .param("sku", sku.code())
        .param("serials", names)
        .param("state", state.name())
        .param("location", location.code())
        .param("cause", why.cause().name())
        .param("causeId", why.causeId())
        .param("at", why.at().atOffset(UTC))
        .param("by", why.by())
        .update();
  }

  /** By which event it was sold last; empty when it never was. */
  Optional<String> soldBy(Sku sku, String serial) {
    return jdbc.sql("""
            select cause_id from serial_event
             where sku = :sku and serial = :serial and state = 'SOLD' order by seq desc limit 1
            """)
        .param("sku", sku.code())
        .param("serial", serial)
        .query(String.class)
        .optional();
  }

  /** How many of the SKU were named as sold in the sale. */
  int soldIn(UUID sale, Sku sku) {
    return jdbc.sql("""
            select count(distinct serial) from serial_event
             where sku = :sku and state = 'SOLD' and cause_id = :sale
            """)
        .param("sku", sku.code())
        .param("sale", sale.toString())
        .query(Integer.class)
        .single();
  }

  /** How many of the SKU are for sale there. */
  int inStock(LocationId location, Sku sku) {
    return jdbc.sql("""
            select count(*) from serial
             where location = :location and sku = :sku and state = 'IN_STOCK'
            """)
        .param("location", location.code())
        .param("sku", sku.code())
        .query(Integer.class)
        .single();
  }

  /** Every thing of that number; makers do not agree with one another on numbers. */
  List<SerialView> find(String serial) {
    var found = new ArrayList<SerialView>();
    var things = jdbc.sql("select sku, state, location from serial where serial = :s order by sku")
        .param("s", serial)
        .query((row, _) -> new SerialView(
            new Sku(row.getString("sku")),
            serial,
            SerialState.valueOf(row.getString("state")),
            new LocationId(row.getString("location")),
            List.of()))
        .list();
    for (var thing : things) {
      found.add(new SerialView(
          thing.sku(), serial, thing.state(), thing.location(), history(thing.sku(), serial)));
    }
    return found;
  }

  private List<SerialView.Event> history(Sku sku, String serial) {
    return jdbc.sql("""
            select state, location, cause, cause_id, at, made_by from serial_event
             where sku = :sku and serial = :serial order by seq
            """)
        .param("sku", sku.code())
        .param("serial", serial)
        .query((row, _) -> new SerialView.Event(
            SerialState.valueOf(row.getString("state")),
            new LocationId(row.getString("location")),
            row.getString("cause"),
            row.getString("cause_id"),
            row.getObject("at", OffsetDateTime.class).toInstant(),
            row.getString("made_by")))
        .list();
  }
}
