package dev.tillbridge.hub.shift;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How drawers are counted, one policy a location. */
public final class DrawerPolicies {

  private final JdbcClient jdbc;
  private final Places places;
  private final InstantSource clock;

  public DrawerPolicies(JdbcClient jdbc, Places places, InstantSource clock) {
    this.jdbc = jdbc;
    this.places = places;
    this.clock = clock;
  }

  /**
   * What holds at the location.
   *
   * @throws NotFound if there is none
   */
  public DrawerPolicy at(LocationId location) {
    var currency = places.get(location).currency();
    return jdbc.sql("select off_at_most, blind from drawer_setting where location = :location")
        .param("location", location.code())
        .query((row, _) -> new DrawerPolicy(
            new Money(row.getLong("off_at_most"), currency), row.getBoolean("blind")))
        .optional()
        .orElseGet(() -> new DrawerPolicy(new Money(DrawerPolicy.LIMIT_USUAL, currency), false));
  }

  /**
   * Holds from now on; reports that were made stay as they are.
   *
   * @throws BadInput when the limit is in another currency than the location's
   */
  public void set(LocationId location, DrawerPolicy policy, String by) {
    if (!policy.limit().currency().equals(places.get(location).currency())) {
      throw BadInput.of("limit.currency", "must be the location's");
    }
    jdbc.sql("""
            insert into drawer_setting (location, off_at_most, blind, changed_by, changed_at)
            values (:location, :most, :blind, :by, :now)
            on conflict (location) do update
               set off_at_most = :most, blind = :blind, changed_by = :by, changed_at = :now
            """)
        .param("location", location.code())
        .param("most", policy.limit().minor())
        .param("blind", policy.blind())
        .param("by", by)
        .param("now", clock.instant().atOffset(UTC))
        .update();
  }
}
