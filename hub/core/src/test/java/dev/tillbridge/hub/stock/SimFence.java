package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.SimTables.Location;
import dev.tillbridge.hub.stock.sim.Session;
import dev.tillbridge.model.place.LocationId;
import java.util.Objects;

/** {@link Fence}, statement by statement, over the simulated database. */
final class SimFence {

  private final Session session;
  private final SimTables tables;

  SimFence(Session session, SimTables tables) {
    this.session = session;
    this.tables = tables;
  }

  long epoch(LocationId location) {
    return session.statement(
        "select epoch",
        tx -> Objects.requireNonNull(tx.read(tables.locations, location)).epoch());
  }

  boolean fall(LocationId location, long seenEpoch) {
    return session.statement("update location set FENCED", tx -> {
      var seen = Objects.requireNonNull(tx.read(tables.locations, location));
      if (seen.epoch() != seenEpoch || !seen.state().equals("OPEN")) {
        return false;
      }
      var row = Objects.requireNonNull(tx.lock(tables.locations, location));
      if (row.epoch() != seenEpoch || !row.state().equals("OPEN")) {
        return false;
      }
      tx.write(tables.locations, location, new Location(row.epoch() + 1, "FENCED"));
      return true;
    });
  }

  boolean open(LocationId location) {
    return session.statement("update location set OPEN", tx -> {
      if (!Objects.requireNonNull(tx.read(tables.locations, location)).state().equals("FENCED")) {
        return false;
      }
      var row = Objects.requireNonNull(tx.lock(tables.locations, location));
      if (!row.state().equals("FENCED")) {
        return false;
      }
      tx.write(tables.locations, location, new Location(row.epoch(), "OPEN"));
      return true;
    });
  }
}
