package dev.tillbridge.hub.desk;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.place.LocationId;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The policies of the desk, one a location. */
public final class DeskPolicies {

  private final JdbcClient jdbc;
  private final Audit audit;
  private final InstantSource clock;

  public DeskPolicies(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.audit = new Audit(jdbc, clock);
    this.clock = clock;
  }

  /** What holds at the location. */
  public DeskPolicy at(LocationId location) {
    return jdbc.sql("""
            select end_web_carts, end_till_carts, pickup_days from desk_policy
             where location = :location
            """)
        .param("location", location.code())
        .query((row, _) -> new DeskPolicy(
            location,
            row.getBoolean("end_web_carts"),
            row.getBoolean("end_till_carts"),
            row.getInt("pickup_days")))
        .optional()
        .orElseGet(() -> DeskPolicy.usual(location));
  }

  /** Holds from now on; what waits already waits as it was promised. */
  public void set(DeskPolicy policy, String by) {
    jdbc.sql("""
            insert into desk_policy (location, end_web_carts, end_till_carts, pickup_days, changed_by,
                                     changed_at)
            values (:location, :web, :till, :days, :by, :now)
            on conflict (location) do update
               set end_web_carts = :web, end_till_carts = :till, pickup_days = :days,
                   changed_by = :by, changed_at = :now
            """)
        .param("location", policy.location().code())
        .param("web", policy.endWebCarts())
        .param("till", policy.endTillCarts())
        .param("days", policy.pickupDays())
        .param("by", by)
        .param("now", clock.instant().atOffset(UTC))
        .update();
    audit.note(by, "desk-policy", policy.location().code(), policy.toString());
  }
}
