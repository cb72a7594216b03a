package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.delivery.Delivery;
import dev.tillbridge.hub.delivery.Destination;
import dev.tillbridge.hub.stock.SimTables.Due;
import dev.tillbridge.hub.stock.sim.Session;
import dev.tillbridge.hub.stock.sim.Tx;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The outbox of a hub, as {@link dev.tillbridge.hub.delivery.Deliveries} keeps it: one open row a
 * subject, taken under a lease that runs by the hub's own clock.
 */
final class SimDeliveries {

  /** Shorter than in truth, so that two workers meet. */
  static final long LEASE = 20_000;

  private static final UUID NO_ID = new UUID(0, 0);

  private final Session session;
  private final SimTables tables;
  private final InstantSource clock;

  SimDeliveries(Session session, SimTables tables, InstantSource clock) {
    this.session = session;
    this.tables = tables;
    this.clock = clock;
  }

  /** Asks for deliveries; joins the caller's transaction. */
  void addAll(Collection<String> subjects) {
    if (subjects.isEmpty()) {
      return;
    }
    session.statement("insert into delivery", tx -> {
      for (var subject : new TreeSet<>(subjects)) {
        var fresh = new Due(true, 1, clock.millis(), 0, 0, "");
        if (!tx.insert(tables.deliveries, subject, fresh)) {
          var row = Objects.requireNonNull(tx.lock(tables.deliveries, subject));
          tx.write(
              tables.deliveries,
              subject,
              row.open()
                  ? new Due(
                      true,
                      row.revision() + 1,
                      row.nextAt(),
                      row.lease(),
                      row.attempts(),
                      row.note())
                  : new Due(true, row.revision() + 1, clock.millis(), row.lease(), 0, ""));
        }
      }
      return subjects;
    });
  }

  /** Takes so many of the oldest due ones. */
  List<Delivery> claim(int most) {
    return session.statement("claim deliveries skip locked", tx -> {
      var due = new ArrayList<>(tables.deliveries.keys(tx, (_, row) -> isDue(row)));
      due.removeIf(subject -> tx.isLockedByAnother(tables.deliveries, subject));
      due.sort(java.util.Comparator.comparingLong(
          subject -> Objects.requireNonNull(tx.read(tables.deliveries, subject)).nextAt()));
      var claimed = new ArrayList<Delivery>();
      due.stream().limit(most).forEach(subject -> claimed.addAll(lease(tx, subject)));
      return claimed;
    });
  }

  private List<Delivery> lease(Tx tx, String subject) {
    var claimed = new ArrayList<Delivery>();
    var row = tx.lock(tables.deliveries, subject);
    if (row != null && isDue(row)) {
      var leased = new Due(
          true,
          row.revision(),
          clock.millis() + LEASE,
          row.lease() + 1,
          row.attempts() + 1,
          row.note());
      tx.write(tables.deliveries, subject, leased);
      claimed.add(new Delivery(
          NO_ID,
          Destination.SHOP_STOCK,
          subject,
          NO_ID,
          row.revision(),
          leased.lease(),
          leased.attempts(),
          row.attempts() > 0));
    }
    return claimed;
  }

  private boolean isDue(Due row) {
    return row.open() && row.nextAt() <= clock.millis();
  }

  /** Notes how it ended, as NextStep says. A worker whose lease is gone changes nothing. */
  void settle(Delivery delivery, Outcome<String> outcome) {
    session.statement("settle delivery", tx -> {
      var row = tx.lock(tables.deliveries, delivery.subject());
      if (row != null && row.open() && row.lease() == delivery.lease()) {
        tx.write(tables.deliveries, delivery.subject(), after(row, delivery, outcome));
      }
      return delivery;
    });
  }

  private Due after(Due row, Delivery delivery, Outcome<String> outcome) {
    long now = clock.millis();
    return switch (outcome) {
      case Delivered<String> ignored -> closed(row, delivery, "");
      case Refused<String>(var reason, var ignored)
      when reason == Reason.STALE && row.attempts() < 12 -> again(row, now + 250);
      case Refused<String>(var ignored, var why) -> closed(row, delivery, why);
      case NotSent<String> ignored -> again(row, now + (1000L << Math.min(row.attempts() - 1, 3)));
      case InDoubt<String> ignored -> again(row, now + (1000L << Math.min(row.attempts() - 1, 3)));
    };
  }

  private Due closed(Due row, Delivery delivery, String parked) {
    boolean last = row.revision() == delivery.revision();
    return new Due(!last, row.revision(), clock.millis(), row.lease(), 0, last ? parked : "");
  }

  private static Due again(Due row, long at) {
    return new Due(true, row.revision(), at, row.lease(), row.attempts(), row.note());
  }

  /** A person looks at everything that was set aside and asks for another try. */
  void retryParked() {
    session.statement("retry parked deliveries", tx -> {
      for (var subject : tables.deliveries.keys(tx, (_, row) -> !row.note().isEmpty())) {
        var row = Objects.requireNonNull(tx.lock(tables.deliveries, subject));
        tx.write(
            tables.deliveries,
            subject,
            new Due(true, row.revision() + 1, clock.millis(), row.lease(), 0, ""));
      }
      return tables;
    });
  }
}
