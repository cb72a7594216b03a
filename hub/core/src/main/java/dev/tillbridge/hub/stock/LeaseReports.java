package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.FieldError;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.stock.LeaseAnswer.Refused;
import dev.tillbridge.hub.stock.LeaseAnswer.Why;
import dev.tillbridge.hub.stock.LeaseBook.Term;
import dev.tillbridge.hub.stock.LeaseShares.Device;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what devices say of their leases: what they sold, what they give back, that they stop.
 * Every method joins the caller's transaction.
 */
final class LeaseReports {

  /** A sealed or silent till. Subject: its lease. */
  static final String SILENT = "till-silent";

  /** What became of a report. */
  sealed interface Outcome {
    /**
     * It is on record.
     *
     * @param freed SKUs of which units came back
     */
    record Taken(Term term, Set<Sku> freed) implements Outcome {}

    /** It was on record before. */
    record Again(Term term) implements Outcome {}

    /** It was not taken down. */
    record No(Refused refused) implements Outcome {}
  }

  private final StockLedger ledger;
  private final LeaseBook book;
  private final LeaseShares shares;
  private final LeaseGuard guard;
  private final Cases cases;
  private final InstantSource clock;

  LeaseReports(StockParts parts, Cases cases) {
    this.ledger = parts.ledger();
    this.book = parts.leaseBook();
    this.shares = parts.leaseShares();
    this.guard = new LeaseGuard(parts, cases);
    this.cases = cases;
    this.clock = parts.clock();
  }

  /** A device wants a lease, or speaks of the one it has and renews it. */
  Outcome renew(LeaseReport report) {
    var stands = lock(report.register());
    var hash = report.hash("renew");
    var before = again(report, hash);
    if (before != null) {
      return before;
    }
    var newest = book.newest(report.register()).orElse(null);
    var generation = report.generation();
    var no = generation == null
        ? guard.forbidsAnother(newest)
        : guard.forbidsRenewal(report, generation, newest);
    if (no != null) {
      return new Outcome.No(no);
    }
    var now = clock.instant();
    Term term;
    if (generation == null) {
      int next = book.unusedGeneration(report.register());
      term = open(report, new Device(report.register(), next), stands, now);
    } else {
      term = Objects.requireNonNull(newest, "checked");
    }
    var until = now.plus(book.policy(term.location()).term());
    term = term.heard(report, LeaseState.ACTIVE, now, until);
    book.save(term);
    claim(report, hash, term, now);
    cases.close(SILENT, term.device().toString(), "heard");
    return new Outcome.Taken(term, takeDown(term, report, false));
  }

  private static Term open(LeaseReport report, Device device, LocationId stands, Instant now) {
    return new Term(
        device,
        stands,
        LeaseState.ACTIVE,
        false,
        report.journalCount(),
        report.id(),
        now,
        now,
        now);
  }

  /** A device has stopped at these totals; all the rest comes back. */
  Outcome seal(LeaseReport report) {
    lock(report.register());
    var hash = report.hash("return");
    var before = again(report, hash);
    if (before != null) {
      return before;
    }
    var generation = report.generation();
    if (generation == null) {
      throw BadInput.of("generation", "must be given");
    }
    var term = book.find(new Device(report.register(), generation)).orElse(null);
    var no = guard.forbidsReturn(report, generation, term);
    if (no != null) {
      return new Outcome.No(no);
    }
    Objects.requireNonNull(term, "checked");
    var now = clock.instant();
    claim(report, hash, term, now);
    var freed = takeDown(term, report, true);
    int unsent =
        shares.of(term.device()).stream().mapToInt(LeaseShare::outstanding).sum();
    var after = term.state() == LeaseState.LOST ? LeaseState.LOST : LeaseState.SEALED;
    var state = unsent == 0 ? LeaseState.CLOSED : after;
    term = term.heard(report, state, now, min(now, term.expiresAt()));
    book.save(term);
    cases.close(SILENT, term.device().toString(), "returned");
    if (state == LeaseState.CLOSED) {
      cases.close(LeaseEnds.LOST, term.device().toString(), "returned");
    }
    return new Outcome.Taken(term, freed);
  }

  private LocationId lock(String register) {
    return book.lock(register)
        .orElseThrow(() -> BadInput.of("register", "there is no register " + register));
  }

  private @Nullable Outcome again(LeaseReport report, String hash) {
    return guard
        .carriedOut(report.id(), hash)
        .<Outcome>map(term -> term.lastRequest().equals(report.id())
            ? new Outcome.Again(term)
            : new Outcome.No(
                new Refused(Why.STALE, "the device has said more since; this comes too late")))
        .orElse(null);
  }

  private void claim(LeaseReport report, String hash, Term term, Instant now) {
    if (!book.claim(report.id(), hash, term.device(), now)) {
      throw new IdReused("lease request " + report.id());
    }
  }

  /** The totals of the report, and what comes back by them. */
  private Set<Sku> takeDown(Term term, LeaseReport report, boolean isLast) {
    Map<Sku, LeaseShare> known = shares.of(term.device()).stream()
        .collect(Collectors.toMap(LeaseShare::sku, share -> share));
    if (isLast) {
      nothingIsLeftOut(report, known);
    }
    var news = new TreeMap<Sku, LeaseReport.Item>();
    report.items().stream()
        .filter(item -> isLast || isNews(item, known.get(item.sku())))
        .forEach(item -> news.put(item.sku(), item));
    if (news.isEmpty()) {
      return Set.of();
    }
    refuseUnknown(report, known);
    ledger.enter(term.location());
    ledger.lock(term.location(), news.keySet());
    var locked = shares.lock(term.device(), term.location(), news.keySet());
    var changed = new ArrayList<LeaseShare>();
    var moves = new ArrayList<Move>();
    news.forEach((sku, item) -> {
      var share = Objects.requireNonNull(locked.get(sku)).report(item.sold(), item.wanted());
      int back = isLast ? (int) Math.max(0, share.left()) : givenBack(report, item, share);
      var after = share.giveBack(back);
      changed.add(isLast ? sealed(after) : after);
      if (back > 0) {
        boolean lost = share.state() == LeaseShare.State.SUSPENSE;
        moves.add(new Move(
            sku,
            new Delta(0, 0, 0, lost ? 0 : -back, lost ? -back : 0),
            Cause.LEASE_RETURN,
            term.device() + "/" + after.returned(),
            clock.instant()));
      }
    });
    shares.save(term.device(), term.location(), changed);
    ledger.apply(term.location(), moves, false);
    return moves.stream().map(Move::sku).collect(Collectors.toSet());
  }

  private static boolean isNews(LeaseReport.Item item, @Nullable LeaseShare share) {
    var known = share == null ? LeaseShare.none(item.sku()) : share;
    var wanted = item.wanted();
    return item.sold() > known.reported()
        || item.returned() > known.returned()
        || (wanted != null && !wanted.equals(known.wished()));
  }

  private static int givenBack(LeaseReport report, LeaseReport.Item item, LeaseShare share) {
    long back = item.returned() - share.returned();
    if (back > Math.max(0, share.left())) {
      throw BadInput.of(
          "items[" + report.items().indexOf(item) + "].returned",
          "is more than was lent and is not sold");
    }
    return (int) back;
  }

  private static LeaseShare sealed(LeaseShare share) {
    if (share.outstanding() == 0) {
      return share.in(LeaseShare.State.CLOSED);
    }
    return share.state() == LeaseShare.State.SUSPENSE ? share : share.in(LeaseShare.State.SEALED);
  }

  private static void nothingIsLeftOut(LeaseReport report, Map<Sku, LeaseShare> known) {
    var named = new HashSet<Sku>();
    report.items().forEach(item -> named.add(item.sku()));
    known.values().stream()
        .filter(share -> share.outstanding() > 0 && !named.contains(share.sku()))
        .findFirst()
        .ifPresent(share -> {
          throw BadInput.of("items", share.sku() + " is lent too; say how many of it were sold");
        });
  }

  private void refuseUnknown(LeaseReport report, Map<Sku, LeaseShare> known) {
    List<LeaseReport.Item> items = report.items();
    var unknown = Set.copyOf(ledger.unknown(items.stream()
        .map(LeaseReport.Item::sku)
        .filter(sku -> !known.containsKey(sku))
        .toList()));
    var errors = new ArrayList<FieldError>();
    for (int i = 0; i < items.size(); i++) {
      if (unknown.contains(items.get(i).sku())) {
        errors.add(new FieldError(
            "items[" + i + "].sku", "there is no SKU " + items.get(i).sku()));
      }
    }
    if (!errors.isEmpty()) {
      throw new BadInput(errors);
    }
  }

  private static Instant min(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
