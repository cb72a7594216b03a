package dev.tillbridge.hub.inventory;

import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much a count may differ at each place before a second person must look. */
public final class CountLimits {

  private final JdbcClient jdbc;
  private final Places places;

  CountLimits(JdbcClient jdbc, Places places) {
    this.jdbc = jdbc;
    this.places = places;
  }

  /** The place's limit; {@link CountLimit#USUAL} where nobody has set another. */
  public CountLimit of(LocationId location) {
    return jdbc.sql("""
            select c.units, c.value, l.currency
              from count_limit c join location l on l.id = c.location where c.location = :location
            """)
        .param("location", location.code())
        .query((row, _) -> limit(row))
        .optional()
        .orElse(CountLimit.USUAL);
  }

  private static CountLimit limit(ResultSet row) throws SQLException {
    var units = row.getObject("units", Integer.class);
    var value = row.getObject("value", Long.class);
    return new CountLimit(units, value == null ? null : Money.of(value, row.getString("currency")));
  }

  /**
   * Sets how much a count may differ.
   *
   * @throws BadInput when there is no such location, or it has another currency
   */
  public void set(LocationId location, CountLimit limit) {
    var place = places.find(location);
    if (place.isEmpty()) {
      throw BadInput.of("location", "there is no location " + location);
    }
    var value = limit.value();
    if (value != null && !value.currency().equals(place.get().currency())) {
      throw BadInput.of("value.currency", "must be " + place.get().currency());
    }
    jdbc.sql("""
            insert into count_limit (location, units, value) values (:location, :units, :value)
            on conflict (location) do update set units = excluded.units, value = excluded.value
            """)
        .param("location", location.code())
        .param("units", limit.units())
        .param("value", value == null ? null : value.minor())
        .update();
  }
}
