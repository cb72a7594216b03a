package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.stock.LeaseAnswer.Refused;
import dev.tillbridge.hub.stock.LeaseAnswer.Why;
import dev.tillbridge.hub.stock.LeaseBook.Term;
import dev.tillbridge.model.catalog.Sku;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that a device is who it says it is, and has not been copied or restored: that it never
 * says less than it said before. Every method joins the caller's transaction.
 */
final class LeaseGuard {

  /** Two devices at one register. Subject: the lease that stands. */
  static final String TWICE = "till-twice";

  /** A device says less than it said before. Subject: its lease. */
  static final String GONE_BACK = "till-gone-back";

  private final LeaseBook book;
  private final LeaseShares shares;
  private final Cases cases;

  LeaseGuard(StockParts parts, Cases cases) {
    this.book = parts.leaseBook();
    this.shares = parts.leaseShares();
    this.cases = cases;
  }

  /**
   * The lease that a request with this id has changed before.
   *
   * @throws IdReused when the id stands for something else
   */
  Optional<Term> carriedOut(UUID request, String hash) {
    return book.known(request).map(known -> {
      if (!known.hash().equals(hash)) {
        throw new IdReused("lease request " + request);
      }
      return book.find(known.device()).orElseThrow();
    });
  }

  /** Why a device may not have a new generation, if it may not. */
  @Nullable
  Refused forbidsAnother(@Nullable Term newest) {
    if (newest == null || !newest.state().isOpen()) {
      return null;
    }
    cases.open(
        TWICE,
        newest.device().toString(),
        "Till " + newest.device().register() + " has two devices, or was reset",
        "A device without a lease spoke for till %s, where another one has a lease. If that one was replaced or reset, declare it lost; the new one gets its own lease then."
            .formatted(newest.device().register()));
    return new Refused(
        Why.ELSEWHERE,
        "till %s has a lease already, with another device; a manager must declare that one lost first"
            .formatted(newest.device().register()));
  }

  /** Why a device may not renew, if it may not. */
  @Nullable
  Refused forbidsRenewal(LeaseReport report, int generation, @Nullable Term newest) {
    if (newest == null || generation > newest.device().generation()) {
      return unknown(report, generation);
    }
    if (generation < newest.device().generation()) {
      cases.open(
          TWICE,
          newest.device().toString(),
          "Till " + report.register() + " has two devices",
          "An older device (generation %d) spoke for till %s, which has another one now (generation %d). Its sales are taken, and it is lent nothing. Take it out of use."
              .formatted(generation, report.register(), newest.device().generation()));
      return new Refused(
          Why.OLDER, "another device has taken the place of this one; send its sales and stop");
    }
    return switch (newest.state()) {
      case ACTIVE, EXPIRED -> goneBack(report, newest);
      case BLOCKED -> blocked();
      case SEALED, LOST, CLOSED ->
        new Refused(
            Why.OVER,
            newest.state() == LeaseState.LOST
                ? "this device was declared lost; send its sales, then return its lease"
                : "this lease was returned; ask for a new one");
    };
  }

  /** Why a device may not return its lease, if it may not. */
  @Nullable
  Refused forbidsReturn(LeaseReport report, int generation, @Nullable Term term) {
    if (term == null) {
      return unknown(report, generation);
    }
    return switch (term.state()) {
      case ACTIVE, EXPIRED, LOST -> goneBack(report, term);
      case BLOCKED -> blocked();
      case SEALED, CLOSED -> new Refused(Why.OVER, "this lease was returned before");
    };
  }

  private Refused unknown(LeaseReport report, int generation) {
    cases.open(
        TWICE,
        report.register() + "/" + generation,
        "Till " + report.register() + " speaks of a lease that was never granted",
        "The hub knows of no generation %d of till %s. Was the hub restored from a backup? Count what the till has sold, and let it ask for a new lease."
            .formatted(generation, report.register()));
    return new Refused(Why.UNKNOWN, "the hub never granted such a lease");
  }

  private static Refused blocked() {
    return new Refused(
        Why.BLOCKED,
        "two copies of this device have spoken; a manager must declare it lost before it gets a new lease");
  }

  /** Blocks the lease when the device says less than it said before. */
  private @Nullable Refused goneBack(LeaseReport report, Term term) {
    var how = how(report, term);
    if (how == null) {
      return null;
    }
    if (term.state() != LeaseState.LOST) {
      book.save(term.in(LeaseState.BLOCKED));
    }
    cases.open(
        GONE_BACK,
        term.device().toString(),
        "Till " + report.register() + " says less than it said before",
        "Till %s: %s. It was restored from a backup, or copied. It is lent nothing more and nothing of its lease is freed; its sales are taken as they come. Declare it lost, then give it a new lease."
            .formatted(report.register(), how));
    return new Refused(Why.GONE_BACK, how);
  }

  private @Nullable String how(LeaseReport report, Term term) {
    if (report.journalCount() < term.journalCount()) {
      return "its journal had %d entries, now it has %d"
          .formatted(term.journalCount(), report.journalCount());
    }
    Map<Sku, LeaseShare> known = shares.of(term.device()).stream()
        .collect(Collectors.toMap(LeaseShare::sku, Function.identity()));
    for (var item : report.items()) {
      var share = known.getOrDefault(item.sku(), LeaseShare.none(item.sku()));
      if (item.sold() < share.sold()) {
        return "it had sold %d of %s, now it says %d"
            .formatted(share.sold(), item.sku(), item.sold());
      }
      // What was counted came back without the device's knowing.
      if (item.returned() < share.returned() && share.state() != LeaseShare.State.CLOSED) {
        return "it had given back %d of %s, now it says %d"
            .formatted(share.returned(), item.sku(), item.returned());
      }
      Long granted = item.granted();
      if (granted != null && granted > share.granted()) {
        return "it was lent %d of %s so far, as far as we know, and it says %d"
            .formatted(share.granted(), item.sku(), granted);
      }
    }
    return null;
  }
}
