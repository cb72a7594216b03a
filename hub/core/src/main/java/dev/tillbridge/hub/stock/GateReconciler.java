package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.stock.Gate.Free;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the gate with PostgreSQL and heals the gate, whatever stands in it, and says so. */
public final class GateReconciler {

  /** No batch takes this long: an asking that is older was left behind by a hub that died. */
  static final Duration OLDEST_ASKING = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(GateReconciler.class);
  private static final int AT_ONCE = 1_000;

  private final StockLedger ledger;
  private final ReservationGate gate;

  GateReconciler(StockLedger ledger, ReservationGate gate) {
    this.ledger = ledger;
    this.gate = gate;
  }

  /**
   * Looks at every location.
   *
   * @return how many entries were wrong; entries of a Redis that is away count as none
   */
  public long reconcile() {
    return ledger.locations().stream().mapToLong(this::reconcile).sum();
  }

  private long reconcile(LocationId location) {
    var believed = gate.snapshot(location);
    long healed = 0;
    var wrong = wrong(believed, ledger.everything(location));
    for (int from = 0; from < wrong.size(); from += AT_ONCE) {
      var part = wrong.subList(from, Math.min(from + AT_ONCE, wrong.size()));
      healed += Math.max(0, gate.heal(location, part, OLDEST_ASKING));
    }
    if (wrong.isEmpty()) {
      healed += Math.max(0, gate.heal(location, List.of(), OLDEST_ASKING));
    }
    if (healed > 0) {
      LOG.warn("healed {} entries of the gate at {}", healed, location);
    }
    return healed;
  }

  // The snapshot is older than what we read from PostgreSQL, so an entry that is ahead of it did
  // not come from this database: it is as wrong as one that lags.
  private static List<Free> wrong(Map<String, String> believed, List<Free> truth) {
    var wrong = new ArrayList<Free>();
    for (var one : truth) {
      var version = believed.get("v:" + one.sku());
      var free = believed.get("f:" + one.sku());
      if (!Long.toString(one.version()).equals(version)
          || !Integer.toString(one.free()).equals(free)) {
        wrong.add(one);
      }
    }
    return wrong;
  }
}
