package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.stock.LeaseAnswer.Stands;
import dev.tillbridge.hub.stock.LeaseBook.Term;
import dev.tillbridge.hub.stock.LeaseLending.Aim;
import dev.tillbridge.hub.stock.LeaseReports.Outcome;
import dev.tillbridge.hub.stock.LeaseShares.Device;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A hub's leases: the real decisions, waiting by the simulated time. */
final class SimLeases {

  private final SimWorld world;
  private final SimHub hub;
  private final LeaseReports reports;
  private final LeaseLending lending;

  /** All that needs no waiting. */
  final Leases real;

  SimLeases(SimWorld world, SimHub hub) {
    this.world = world;
    this.hub = hub;
    var cases = new Cases(silent(JdbcClient.class), InstantSource.system());
    this.reports = new LeaseReports(hub.parts, cases);
    this.lending = new LeaseLending(hub.parts);
    this.real = new Leases(hub.parts, cases);
  }

  /** Cases are not what is proven here: their statements are swallowed. */
  private static <T> T silent(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (_, method, _) -> method.getReturnType() == int.class
            ? (Object) Integer.valueOf(1)
            : silent(JdbcClient.StatementSpec.class)));
  }

  /** As {@link Leases#renew}. */
  LeaseAnswer renew(LeaseReport report) {
    return switch (inTransaction(() -> reports.renew(report))) {
      case Outcome.No(var refused) -> refused;
      case Outcome.Again(var term) -> new Stands(view(term));
      case Outcome.Taken(var term, var ignored) -> {
        lendWhatIsLacking(term);
        yield new Stands(view(term));
      }
    };
  }

  private void lendWhatIsLacking(Term term) {
    var device = term.device();
    var book = hub.parts.leaseBook();
    long end = world.fibers().now() + Reservations.TAKE_BACK.toMillis();
    while (true) {
      long left = end - world.fibers().now();
      var lent = inTransaction(() -> {
        book.lock(device.register());
        var now = book.find(device).orElseThrow();
        return now.state() == LeaseState.ACTIVE
            ? lending.topUp(now, aim(term), left <= 0)
            : LeaseLending.Lent.NOTHING;
      });
      if (!lent.waiting()) {
        return;
      }
      world.fibers().sleep(Math.clamp(left, 1, TakeBacks.LOOK_AGAIN.toMillis()));
    }
  }

  private static Aim aim(Term term) {
    return new Aim(term.location(), SimLeaseBook.POLICY, SaleRates.NONE);
  }

  private Lease view(Term term) {
    var now = hub.parts.leaseBook().find(term.device()).orElseThrow();
    return inTransaction(() -> lending.view(now, aim(now)));
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(hub.tx().execute(_ -> work.get()));
  }

  /** A planted mistake: when a lease has ended, its units are taken for unsold. */
  void freeWhatHasEnded() {
    var parts = hub.parts;
    for (var term : parts.leaseBook().unfinished()) {
      if (term.state() == LeaseState.EXPIRED) {
        hub.tx().executeWithoutResult(_ -> free(term.device(), term));
      }
    }
  }

  private void free(Device device, Term term) {
    var parts = hub.parts;
    parts.leaseBook().lock(device.register());
    for (var share : parts.leaseShares().of(device)) {
      int units = share.outstanding();
      if (units > 0) {
        parts.ledger().enter(term.location());
        parts.ledger().lock(term.location(), List.of(share.sku()));
        parts.leaseShares().save(device, term.location(), List.of(share.giveBack(units)));
        var delta = new Delta(0, 0, 0, -units, 0);
        var cause = device + "/" + (share.returned() + units);
        parts
            .ledger()
            .apply(
                term.location(),
                List.of(new Move(
                    share.sku(), delta, Cause.LEASE_RETURN, cause, parts.clock().instant())),
                false);
      }
    }
  }
}
