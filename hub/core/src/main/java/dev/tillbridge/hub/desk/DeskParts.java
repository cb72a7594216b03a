package dev.tillbridge.hub.desk;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.stock.Promises;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the parts of the desk stand on. */
record DeskParts(
    DeskStore store,
    ShelfLock lock,
    Shortfalls shortfalls,
    Claimants claimants,
    DeskPolicies policies,
    Audit audit,
    Cases cases,
    Places places,
    Promises promises,
    InstantSource clock) {

  static DeskParts of(
      JdbcClient jdbc, Cases cases, Places places, Promises promises, InstantSource clock) {
    return new DeskParts(
        new DeskStore(jdbc),
        new ShelfLock(jdbc),
        new Shortfalls(jdbc),
        new Claimants(jdbc, promises),
        new DeskPolicies(jdbc, clock),
        new Audit(jdbc, clock),
        cases,
        places,
        promises,
        clock);
  }
}
