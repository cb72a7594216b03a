package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.stock.LeaseBook.Term;
import dev.tillbridge.hub.stock.LeaseShares.Device;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Leases that do not end by their device's own word: declared lost, counted, run out. Every method
 * joins the caller's transaction.
 */
final class LeaseEnds {

  /** Units of a lost till that wait to be counted. Subject: its lease. */
  static final String LOST = "till-lost";

  /** A device counts its time from the arrival of an answer, which is a little after ours. */
  static final Duration SLACK = Duration.ofMinutes(5);

  private final StockLedger ledger;
  private final LeaseBook book;
  private final LeaseShares shares;
  private final LeaseGuard guard;
  private final Cases cases;
  private final InstantSource clock;

  LeaseEnds(StockParts parts, Cases cases) {
    this.ledger = parts.ledger();
    this.book = parts.leaseBook();
    this.shares = parts.leaseShares();
    this.guard = new LeaseGuard(parts, cases);
    this.cases = cases;
    this.clock = parts.clock();
  }

  /**
   * The device is gone, and what it sold is not known: its units go into suspense.
   *
   * @param stopped the caller vouches that the device cannot sell any more
   * @return the lease, which is closed when nothing was lent
   */
  Term lose(Device device, boolean stopped, String by) {
    var term = lock(device);
    if (term.state() == LeaseState.CLOSED) {
      return term;
    }
    if (term.state() == LeaseState.LOST && (term.stopped() || !stopped)) {
      return term;
    }
    int units = 0;
    if (term.state() != LeaseState.LOST) {
      units = intoSuspense(term);
    }
    boolean nothing = shares.of(device).stream().allMatch(s -> s.outstanding() == 0);
    var after = nothing ? term.in(LeaseState.CLOSED) : term.lost(stopped);
    book.save(after);
    var key = device.toString();
    book.audit(
        clock.instant(), by, "lease-lost", key, units + " units" + (stopped ? ", stopped" : ""));
    cases.close(LeaseReports.SILENT, key, by);
    cases.close(LeaseGuard.GONE_BACK, key, by);
    cases.close(LeaseGuard.TWICE, key, by);
    if (!nothing) {
      cases.open(
          LOST,
          key,
          "Count %d units that till %s was lent".formatted(lent(device), device.register()),
          "Till %s was declared lost. What it sold is not known, so these units are in suspense and cannot be sold. When its lease has ended, count them at %s and say how many are there."
              .formatted(device.register(), term.location()));
    }
    return after;
  }

  private int intoSuspense(Term term) {
    var device = term.device();
    var lent = shares.of(device).stream()
        .filter(s -> s.outstanding() > 0)
        .map(LeaseShare::sku)
        .toList();
    if (lent.isEmpty()) {
      return 0;
    }
    ledger.enter(term.location());
    ledger.lock(term.location(), lent);
    var changed = new ArrayList<LeaseShare>();
    var moves = new ArrayList<Move>();
    int all = 0;
    for (var share : shares.lock(device, term.location(), lent).values()) {
      int units = share.outstanding();
      changed.add(share.in(units > 0 ? LeaseShare.State.SUSPENSE : LeaseShare.State.CLOSED));
      if (units > 0) {
        all += units;
        var delta = new Delta(0, 0, 0, -units, units);
        moves.add(
            new Move(share.sku(), delta, Cause.LEASE_LOST, device.toString(), clock.instant()));
      }
    }
    shares.save(device, term.location(), changed);
    ledger.apply(term.location(), moves, false);
    return all;
  }

  private int lent(Device device) {
    return shares.of(device).stream().mapToInt(LeaseShare::outstanding).sum();
  }

  /**
   * Somebody looked for the units of a lost device: those that are there can be sold again, the
   * others leave the books.
   *
   * @return the lease, closed when nothing is in suspense any more; empty when the device may be
   *     selling still
   */
  Optional<Term> count(LeaseCount count, String by) {
    var device = new Device(count.register(), count.generation());
    var term = lock(device);
    var hash = count.hash();
    var before = guard.carriedOut(count.id(), hash);
    if (before.isPresent()) {
      return before;
    }
    refuseWhatIsNotInSuspense(count, term);
    var now = clock.instant();
    if (!term.stopped() && now.isBefore(term.expiresAt().plus(SLACK))) {
      return Optional.empty();
    }
    if (!book.claim(count.id(), hash, device, now)) {
      throw new IdReused("lease request " + count.id());
    }
    outOfSuspense(count, term);
    boolean done = lent(device) == 0;
    var after = done ? term.in(LeaseState.CLOSED) : term;
    book.save(after);
    book.audit(now, by, "lease-counted", device.toString(), count.lines().size() + " SKUs");
    if (done) {
      cases.close(LOST, device.toString(), by);
    }
    return Optional.of(after);
  }

  private void outOfSuspense(LeaseCount count, Term term) {
    var found =
        count.lines().stream().collect(Collectors.toMap(LeaseCount.Line::sku, l -> l.found()));
    ledger.enter(term.location());
    ledger.lock(term.location(), found.keySet());
    var locked = shares.lock(term.device(), term.location(), found.keySet());
    var changed = new ArrayList<LeaseShare>();
    var moves = new ArrayList<Move>();
    for (int i = 0; i < count.lines().size(); i++) {
      var line = count.lines().get(i);
      var share = Objects.requireNonNull(locked.get(line.sku()));
      int missing = share.outstanding() - line.found();
      if (missing < 0) {
        // Its sales came meanwhile.
        throw BadInput.of(
            "lines[" + i + "].found", "only " + share.outstanding() + " are in suspense");
      }
      changed.add(share.count(line.found()));
      add(moves, line.sku(), new Delta(0, 0, 0, 0, -line.found()), Cause.LEASE_FOUND, count);
      add(moves, line.sku(), new Delta(-missing, 0, 0, 0, -missing), Cause.LEASE_WRITE_OFF, count);
    }
    shares.save(term.device(), term.location(), changed);
    ledger.apply(term.location(), moves, false);
  }

  private void add(List<Move> moves, Sku sku, Delta delta, Cause cause, LeaseCount count) {
    if (delta.suspense() != 0) {
      moves.add(new Move(sku, delta, cause, count.id().toString(), clock.instant()));
    }
  }

  private void refuseWhatIsNotInSuspense(LeaseCount count, Term term) {
    Map<Sku, Integer> inSuspense = shares.of(term.device()).stream()
        .filter(share -> share.state() == LeaseShare.State.SUSPENSE)
        .collect(Collectors.toMap(LeaseShare::sku, LeaseShare::outstanding));
    var errors = new ArrayList<FieldError>();
    for (int i = 0; i < count.lines().size(); i++) {
      var line = count.lines().get(i);
      int units = inSuspense.getOrDefault(line.sku(), 0);
      if (units == 0) {
        errors.add(new FieldError("lines[" + i + "].sku", "nothing of it is in suspense"));
      } else if (line.found() > units) {
        errors.add(new FieldError("lines[" + i + "].found", "only " + units + " are in suspense"));
      }
    }
    if (!errors.isEmpty()) {
      throw new BadInput(errors);
    }
  }

  private Term lock(Device device) {
    if (book.lock(device.register()).isEmpty()) {
      throw new NotFound("register " + device.register());
    }
    return book.find(device).orElseThrow(() -> new NotFound("lease " + device));
  }

  /** Marks a lease that ran out, closes one that is done with, speaks up for one that is silent. */
  void sweep(Device device) {
    var term = lock(device);
    var now = clock.instant();
    int lent = lent(device);
    boolean over = !now.isBefore(term.expiresAt());
    if (term.state() == LeaseState.ACTIVE && over) {
      term = term.in(LeaseState.EXPIRED);
      book.save(term);
    }
    boolean done = term.state() == LeaseState.SEALED || term.state() == LeaseState.LOST;
    if (done && lent == 0) {
      book.save(term.in(LeaseState.CLOSED));
      cases.close(LOST, device.toString(), "its sales have come");
      cases.close(LeaseReports.SILENT, device.toString(), "its sales have come");
    }
    boolean waiting = term.state() == LeaseState.EXPIRED || term.state() == LeaseState.SEALED;
    var limit = term.expiresAt().plus(book.policy(term.location()).silentAfter());
    if (waiting && lent > 0 && !now.isBefore(limit)) {
      cases.open(
          LeaseReports.SILENT,
          device.toString(),
          "Till %s is silent with %d units lent".formatted(device.register(), lent),
          "Till %s was last heard at %s. What it was lent cannot be sold elsewhere until it speaks. Bring it back to the network, or declare it lost and count."
              .formatted(device.register(), term.renewedAt()));
    }
  }
}
