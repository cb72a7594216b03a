package dev.tillbridge.hub.stock;

import dev.tillbridge.model.place.LocationId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stops all promises of a location: before a restore from a backup, after a lossy failover, when a
 * location moves. Falling, it waits for the transactions in flight, because each of them holds the
 * location's row; later ones are refused.
 */
public final class Fence {

  private final JdbcClient jdbc;

  public Fence(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The epoch under which the location promises now. */
  public long epoch(LocationId location) {
    return jdbc.sql("select epoch from location where id = :id")
        .param("id", location.code())
        .query(Long.class)
        .single();
  }

  /**
   * Fences the location, if its epoch still is the one that was seen.
   *
   * @return false when somebody else was first
   */
  public boolean fall(LocationId location, long seenEpoch) {
    return jdbc.sql("""
                update location set epoch = epoch + 1, state = 'FENCED'
                 where id = :id and epoch = :seen and state = 'OPEN'
                """).param("id", location.code()).param("seen", seenEpoch).update() == 1;
  }

  /** Opens it again under the new epoch. False when it was not fenced. */
  public boolean open(LocationId location) {
    return jdbc.sql("update location set state = 'OPEN' where id = :id and state = 'FENCED'")
            .param("id", location.code())
            .update()
        == 1;
  }
}
