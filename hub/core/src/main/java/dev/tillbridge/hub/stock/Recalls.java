package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.stock.Hold;
import dev.tillbridge.model.stock.HoldState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes up a parked sale again. While its hold lasts, it lasts longer; once it is over, the same units
 * are wished for anew, all or none, under a new id.
 */
public final class Recalls {

  private final JdbcClient jdbc;
  private final Reservations reservations;

  Recalls(JdbcClient jdbc, Reservations reservations) {
    this.jdbc = jdbc;
    this.reservations = reservations;
  }

  /**
   * Sets the units of an earlier hold aside for so long from now.
   *
   * @param again the new hold's id, used when the old one is over
   * @return granted with the old hold or the new one; refused with what is there of each line that
   *     lacks units; ended when the old one was sold, is being paid, or never held anything
   * @throws NotFound when the old id is not known
   */
  public Answer renew(UUID id, UUID again, Duration ttl) {
    if (prolong(id, ttl)) {
      return new Answer.Granted(hold(id));
    }
    var old = hold(id);
    return switch (old.state()) {
      case RELEASED, EXPIRED, REFUSED -> reservations.reserve(wish(old, again, ttl));
      // Somebody else has just taken it up.
      case HELD -> new Answer.Granted(old);
      case PAYING, COMMITTED, FULFILLED, REVERSED, VOID -> new Answer.Ended(old);
    };
  }

  private Hold hold(UUID id) {
    return reservations.find(id).orElseThrow(() -> new NotFound("hold " + id));
  }

  private boolean prolong(UUID id, Duration ttl) {
    return jdbc.sql("""
                update hold set expires_at = greatest(expires_at, now() + :ttl * interval '1 second')
                 where id = :id and state = :held
                """)
            .param("ttl", ttl.toSeconds())
            .param("id", id)
            .param("held", HoldState.HELD.name())
            .update()
        == 1;
  }

  private static SpreadRequest wish(Hold old, UUID again, Duration ttl) {
    var home = Objects.requireNonNull(old.location(), "only a tombstone is nowhere");
    var lines = new ArrayList<SpreadRequest.Line>();
    old.lines()
        .forEach(line -> lines.add(new SpreadRequest.Line(home, line.sku(), line.quantity())));
    old.parts()
        .forEach(part -> part.lines()
            .forEach(line ->
                lines.add(new SpreadRequest.Line(part.location(), line.sku(), line.quantity()))));
    var channel = Objects.requireNonNull(old.channel(), "only a tombstone has none");
    return new SpreadRequest(again, channel, lines, ttl);
  }
}
