package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.Unavailable;
import dev.tillbridge.hub.stock.LeaseAnswer.Stands;
import dev.tillbridge.hub.stock.LeaseBook.Term;
import dev.tillbridge.hub.stock.LeaseLending.Aim;
import dev.tillbridge.hub.stock.LeaseReports.Outcome;
import dev.tillbridge.hub.stock.LeaseShares.Device;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lends stock to registers, which then sell it without asking, so that a till goes on when the line
 * is down. See STOCK.md: what a device was lent comes back by its own word only, or by a count.
 */
public final class Leases {

  /** So old a measured rate of sale may be. */
  static final Duration RATES_HOLD = Duration.ofMinutes(10);

  /** A message that comes later than this is taken for one of a restored device. */
  static final Duration REMEMBERED = Duration.ofDays(30);

  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  private record Measured(SaleRates rates, Instant at) {}

  private final TransactionTemplate tx;
  private final StockLedger ledger;
  private final Gate gate;
  private final TakeBacks takeBacks;
  private final InstantSource clock;
  private final LeaseBook book;
  private final LeaseLending lending;
  private final LeaseReports reports;
  private final LeaseEnds ends;
  private final Map<LocationId, Measured> measured = new ConcurrentHashMap<>();

  Leases(StockParts parts, Cases cases) {
    this.tx = parts.tx();
    this.ledger = parts.ledger();
    this.gate = parts.gate();
    this.takeBacks = parts.takeBacks();
    this.clock = parts.clock();
    this.book = parts.leaseBook();
    this.lending = new LeaseLending(parts);
    this.reports = new LeaseReports(parts, cases);
    this.ends = new LeaseEnds(parts, cases);
  }

  /**
   * A device asks for a lease or reports what it sold and gives back, and is lent what it lacks.
   * Where a shop shows the missing units, they are taken back while the device waits, for at most
   * two seconds; what does not come in time is lent with a later report.
   *
   * @throws BadInput when a register or SKU does not exist or more is given back than was lent
   * @throws IdReused when the id stands for another report
   * @throws Unavailable when the location is fenced; report again under the same id
   */
  public LeaseAnswer renew(LeaseReport report) {
    return switch (inTransaction(() -> reports.renew(report))) {
      case Outcome.No(var refused) -> refused;
      case Outcome.Again(var term) -> new Stands(view(term));
      case Outcome.Taken(var term, var freed) -> {
        var moved = new HashSet<>(freed);
        moved.addAll(lendWhatIsLacking(term));
        tellGate(term.location(), moved);
        yield new Stands(view(term));
      }
    };
  }

  private Set<Sku> lendWhatIsLacking(Term term) {
    var device = term.device();
    long end = System.nanoTime() + Reservations.TAKE_BACK.toNanos();
    var moved = new HashSet<Sku>();
    while (true) {
      long seen = takeBacks.count();
      long left = end - System.nanoTime();
      var aim = aim(term.location(), device.register());
      var lent = inTransaction(() -> {
        book.lock(device.register());
        // Somebody may have declared it lost meanwhile.
        var now = book.find(device).orElseThrow();
        return now.state() == LeaseState.ACTIVE
            ? lending.topUp(now, aim, left <= 0)
            : LeaseLending.Lent.NOTHING;
      });
      moved.addAll(lent.moved());
      if (!lent.waiting()) {
        return moved;
      }
      takeBacks.pause(seen, Math.max(0, left));
    }
  }

  /**
   * A device has stopped selling, for good, at the totals it reports: the rest comes back at once,
   * its sales that are still to come stay lent. A device that was declared lost may return too.
   *
   * @throws BadInput when a SKU that is lent is not named, besides the reasons of {@link #renew}
   * @throws IdReused when the id stands for another report
   */
  public LeaseAnswer giveBack(LeaseReport report) {
    return switch (inTransaction(() -> reports.seal(report))) {
      case Outcome.No(var refused) -> refused;
      case Outcome.Again(var term) -> new Stands(view(term));
      case Outcome.Taken(var term, var freed) -> {
        tellGate(term.location(), freed);
        yield new Stands(view(term));
      }
    };
  }

  /**
   * The device is gone. What it was lent goes into suspense, and its register may have a new lease.
   * Declaring twice is declaring once.
   *
   * @param stopped the caller vouches that the device cannot sell any more, so that its units may be
   *     counted before its lease has ended
   * @param by as it goes into the audit log
   * @throws NotFound when there is no such lease
   */
  public Lease declareLost(String register, int generation, boolean stopped, String by) {
    return view(inTransaction(() -> ends.lose(new Device(register, generation), stopped, by)));
  }

  /**
   * Somebody counted what a lost device may have sold: what is there can be sold again, the rest
   * leaves the books. A sale of the device that arrives later explains what was counted as gone.
   *
   * @param by as it goes into the audit log
   * @return refused while the device may be selling still: until its lease has ended
   * @throws BadInput when nothing of a SKU is in suspense, or less than was found
   * @throws NotFound when there is no such lease
   * @throws IdReused when the id stands for another count
   */
  public LeaseAnswer count(LeaseCount count, String by) {
    var counted = inTransaction(() -> ends.count(count, by)).orElse(null);
    if (counted == null) {
      return new LeaseAnswer.Refused(
          LeaseAnswer.Why.RUNNING,
          "the device may sell until its lease has ended; count then, or declare that it has stopped");
    }
    tellGate(
        counted.location(), count.lines().stream().map(LeaseCount.Line::sku).toList());
    return new Stands(view(counted));
  }

  /** The leases of a location that are not closed, by register. */
  public List<Lease> at(LocationId location) {
    return book.unfinished(location).stream().map(this::view).toList();
  }

  /** How much the location lends. */
  public LeasePolicy policy(LocationId location) {
    return book.policy(location);
  }

  /** Sets how much the location lends; devices learn of it when they report next. */
  public void setPolicy(LocationId location, LeasePolicy policy, String by) {
    tx.executeWithoutResult(_ -> {
      book.save(location, policy);
      book.audit(clock.instant(), by, "lease-policy", location.code(), policy.toString());
    });
  }

  /**
   * Marks leases that ran out, closes those whose sales have all come, opens a case for tills that
   * are silent too long, and forgets old requests. Frees nothing.
   */
  public void sweep() {
    for (var term : book.unfinished()) {
      try {
        tx.executeWithoutResult(_ -> ends.sweep(term.device()));
      } catch (RuntimeException e) {
        LOG.warn("lease {} could not be looked at", term.device(), e);
      }
    }
    book.forget(clock.instant().minus(REMEMBERED));
  }

  private Lease view(Term term) {
    var aim = aim(term.location(), term.device().register());
    return inTransaction(() -> lending.view(book.find(term.device()).orElseThrow(), aim));
  }

  private Aim aim(LocationId location, String register) {
    var policy = book.policy(location);
    var stands = book.location(register).orElse(location);
    return new Aim(stands, policy, rates(location, policy));
  }

  private SaleRates rates(LocationId location, LeasePolicy policy) {
    var now = clock.instant();
    var known = measured.get(location);
    if (known != null && !known.at().isAfter(now) && known.at().plus(RATES_HOLD).isAfter(now)) {
      return known.rates();
    }
    var rates = book.rates(location, now.minus(Duration.ofDays(policy.windowDays())), now);
    measured.put(location, new Measured(rates, now));
    return rates;
  }

  private void tellGate(LocationId location, Collection<Sku> skus) {
    if (!skus.isEmpty()) {
      gate.decided(location, List.of(), ledger.free(location, skus));
    }
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(tx.execute(_ -> work.get()));
  }
}
