package dev.tillbridge.hub.stock;

import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the gate with PostgreSQL and heals the gate, whatever stands in it, and says so. */
public final class GateReconciler {

  /** No batch takes this long: an asking that is older was left behind by a hub that died. */
  static final Duration OLDEST_ASKING = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(GateReconciler.class);
  private static final int AT_ONCE = 500;

  private final StockLedger ledger;
  private final HealableGate gate;

  GateReconciler(StockLedger ledger, HealableGate gate) {
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
    long healed = 0;
    var truth = ledger.everything(location);
    for (int from = 0; from < truth.size(); from += AT_ONCE) {
      var part = truth.subList(from, Math.min(from + AT_ONCE, truth.size()));
      var found = gate.heal(location, part);
      healed += found.wrong();
      if (!found.ahead().isEmpty()) {
        // Either decided since we read, or wrong: what we read now is newer than the claim.
        var now = ledger.free(location, found.ahead().keySet());
        healed += gate.overrule(location, now, found.ahead());
      }
    }
    healed += gate.tidy(location, OLDEST_ASKING);
    if (healed > 0) {
      LOG.warn("healed {} entries of the gate at {}", healed, location);
    }
    return healed;
  }
}
