package dev.tillbridge.torture.nemesis;

import dev.tillbridge.torture.check.Fence;
import dev.tillbridge.torture.lab.Lab;
import dev.tillbridge.torture.lab.LabTrouble;
import dev.tillbridge.torture.lab.PostgresBox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Fences locations as an operator does, in SQL, and remembers what was there when a fence fell. */
public final class Fencing {

  private static final Duration INSIST_MAX = Duration.ofMinutes(2);

  private final Queue<Fence> fences = new ConcurrentLinkedQueue<>();
  private volatile Duration slowest = Duration.ZERO;

  /** All fences that have fallen and were opened again. */
  public List<Fence> fences() {
    return List.copyOf(fences);
  }

  /** The longest time that a fence took to fall. */
  public Duration slowest() {
    return slowest;
  }

  Fault fault() {
    return Fault.of("fence", Lane.FENCE, this::strike);
  }

  private String strike(Lab lab, Random random) throws InterruptedException {
    var location = Lab.LOCATIONS.get(random.nextInt(Lab.LOCATIONS.size()));
    int millis = 100 + random.nextInt(1_500);
    var took = during(lab.postgres(), location, () -> Thread.sleep(millis));
    return "%s fenced for %d ms; the fence took %d ms to fall"
        .formatted(location, millis, took.toMillis());
  }

  /** What happens behind a fence. */
  @FunctionalInterface
  public interface Meanwhile {
    /** Happens. */
    void happen() throws InterruptedException;
  }

  private record Seen(long epoch, Instant at, long holds) {}

  /**
   * Fences the location, lets something happen, and opens it again.
   *
   * @return how long the fence took to fall
   */
  public Duration during(PostgresBox postgres, String location, Meanwhile meanwhile)
      throws InterruptedException {
    long begun = System.nanoTime();
    long epoch = insist(() -> postgres.query(c -> epoch(c, location)));
    insist(() -> postgres.query(c -> fall(c, location, epoch)));
    var took = Duration.ofNanos(System.nanoTime() - begun);
    if (took.compareTo(slowest) > 0) {
      slowest = took;
    }
    var seen = insist(() -> postgres.query(c -> look(c, location, epoch)));
    meanwhile.happen();
    var opensAt = insist(() -> postgres.query(Fencing::now));
    insist(
        () -> postgres.update("update location set state = 'OPEN' where id = '" + location + "'"));
    fences.add(new Fence(location, seen.epoch(), seen.at(), opensAt, seen.holds()));
    return took;
  }

  private interface Ask<T> {
    T ask();
  }

  /** PostgreSQL may be down for a while; what is asked here may be asked twice. */
  private static <T> T insist(Ask<T> ask) throws InterruptedException {
    long giveUp = System.nanoTime() + INSIST_MAX.toNanos();
    while (true) {
      try {
        return ask.ask();
      } catch (LabTrouble away) {
        if (System.nanoTime() > giveUp) {
          throw away;
        }
        Thread.sleep(50);
      }
    }
  }

  private static long epoch(Connection connection, String location) throws SQLException {
    try (var query = connection.prepareStatement("select epoch from location where id = ?")) {
      query.setString(1, location);
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** Word for word what STOCK.md says. Falling twice changes nothing. */
  private static boolean fall(Connection connection, String location, long seen)
      throws SQLException {
    try (var fall = connection.prepareStatement(
        "update location set epoch = epoch + 1, state = 'FENCED' where id = ? and epoch = ?")) {
      fall.setString(1, location);
      fall.setLong(2, seen);
      return fall.executeUpdate() == 1;
    }
  }

  private static Seen look(Connection connection, String location, long oldEpoch)
      throws SQLException {
    try (var query = connection.prepareStatement(
        "select count(*), clock_timestamp() from hold where location = ? and epoch <= ?")) {
      query.setString(1, location);
      query.setLong(2, oldEpoch);
      try (var rows = query.executeQuery()) {
        rows.next();
        return new Seen(oldEpoch, rows.getTimestamp(2).toInstant(), rows.getLong(1));
      }
    }
  }

  private static Instant now(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("select clock_timestamp()")) {
      rows.next();
      return rows.getTimestamp(1).toInstant();
    }
  }
}
