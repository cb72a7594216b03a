package dev.tillbridge.hub.desk;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.stock.Promises;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens one case for a shelf of which more was sold or promised than it holds, says who will not get
 * his units, and closes it when the shelf has recovered. Nothing that sells waits for it: it reads
 * what the ledger says, some time later.
 */
public final class OversoldReview {

  /** The kind of its cases; their subject is {@code location|sku}. */
  public static final String KIND = "oversold";

  private static final Logger LOG = LoggerFactory.getLogger(OversoldReview.class);

  private final TransactionTemplate tx;
  private final DeskParts parts;
  private final Cases cases;
  private final Places places;
  private final Promises promises;
  private final InstantSource clock;

  OversoldReview(TransactionTemplate tx, DeskParts parts) {
    this.tx = tx;
    this.parts = parts;
    this.cases = parts.cases();
    this.places = parts.places();
    this.promises = parts.promises();
    this.clock = parts.clock();
  }

  /** Looks at all shelves; returns how many are oversold now. */
  public int review() {
    int oversold = 0;
    for (var shelf : parts.shortfalls().toLookAt()) {
      try {
        var found = Objects.requireNonNull(tx.execute(_ -> look(shelf, true, null)));
        oversold += found.missing() > 0 ? 1 : 0;
      } catch (RuntimeException later) {
        // A shelf that cannot be looked at, for example of a fenced location, keeps no other.
        LOG.warn("the shelf {} is looked at again later", shelf.subject(), later);
        oversold++;
      }
    }
    return oversold;
  }

  /** Looks at one shelf now. Joins the caller's transaction; nobody else's look can overtake it. */
  void look(Shelf shelf) {
    look(shelf, false, null);
  }

  /**
   * A person has decided who will not get his units, before anybody asked: looks at the shelf, and if
   * something is missing there, these are the victims.
   */
  void decided(Shelf shelf, Collection<UUID> pickUps, String by) {
    look(shelf, false, new Decision(List.copyOf(pickUps), by));
  }

  /** Pick-ups that shall give way, and who says so. */
  private record Decision(List<UUID> pickUps, String by) {}

  /**
   * Looks.
   *
   * @param patient a shop that is just giving units back is given the time for it
   */
  private Shortfall look(Shelf shelf, boolean patient, @Nullable Decision decision) {
    parts.lock().take(shelf);
    var open = cases.find(KIND, shelf.subject());
    var shortfall = parts.shortfalls().of(shelf);
    if (shortfall.missing() == 0) {
      recovered(shelf, open);
      return shortfall;
    }
    if (patient && open.isEmpty() && shortfall.isBeingTakenBack()) {
      return shortfall;
    }
    var untold = parts.store().untold(shelf, shortfall.causes());
    if (open.isEmpty() && untold.isEmpty()) {
      // A person has closed the case: what was told once is not told again.
      return shortfall;
    }
    var caseId = open.map(OpenCase::id).orElseGet(() -> open(shelf, shortfall.missing()));
    parts.store().tell(caseId, shelf, untold, clock.instant());
    if (!untold.isEmpty()) {
      cases.wake(caseId);
    }
    if (decision != null) {
      choose(caseId, shelf, shortfall.missing(), decision);
    }
    var after = giveWay(caseId, shelf, shortfall);
    if (after.missing() == 0) {
      recovered(shelf, cases.find(KIND, shelf.subject()));
    } else {
      describe(caseId, shelf, after);
    }
    return after;
  }

  private void choose(UUID caseId, Shelf shelf, int missing, Decision decision) {
    int left = missing;
    for (var claimant : parts.claimants().of(shelf)) {
      var pickup = claimant.pickupId();
      if (left > 0 && pickup != null && decision.pickUps().contains(pickup)) {
        int units = Math.min(left, claimant.promise().units());
        parts.store().choose(caseId, claimant.promise().holdId(), units, decision.by());
        left -= units;
      }
    }
  }

  private void recovered(Shelf shelf, Optional<OpenCase> open) {
    open.ifPresent(closing -> {
      parts.store().setVictims(closing.id(), List.of());
      cases.close(KIND, shelf.subject(), "recovered");
    });
  }

  private UUID open(Shelf shelf, int missing) {
    cases.open(KIND, shelf.subject(), title(shelf, missing), "");
    return cases.find(KIND, shelf.subject()).orElseThrow().id();
  }

  private String title(Shelf shelf, int missing) {
    var name = places
        .find(shelf.location())
        .map(place -> place.name())
        .orElse(shelf.location().code());
    return "Oversold by %d of %s at %s".formatted(missing, shelf.sku(), name);
  }

  /** Ends carts that nobody has paid for, as far as the location's policy lets them give way. */
  private Shortfall giveWay(UUID caseId, Shelf shelf, Shortfall shortfall) {
    var policy = parts.policies().at(shelf.location());
    int open = shortfall.missing();
    var chosen = parts.store().chosen(caseId);
    for (var claimant : parts.claimants().of(shelf)) {
      boolean may = claimant.isUnpaidCart()
          && (claimant.kind() == Claimant.Kind.WEB_CART
              ? policy.endWebCarts()
              : policy.endTillCarts());
      if (!may || open <= 0 || !chosen.isEmpty()) {
        continue;
      }
      promises.giveUp(
          claimant.promise().whole(), "its units of " + shelf.sku() + " were sold elsewhere");
      var words = Words.sentence(claimant.name() + " gave way, nobody had paid for it");
      var done = new RemedyDone(
          UUID.randomUUID(),
          caseId,
          Remedy.RELEASE,
          claimant.promise().holdId(),
          claimant.promise().units(),
          words,
          null,
          "hub",
          clock.instant());
      parts.store().add(done, "");
      parts.audit().note("hub", "remedy", caseId.toString(), words);
      open -= claimant.promise().units();
    }
    return open == shortfall.missing() ? shortfall : parts.shortfalls().of(shelf);
  }

  private void describe(UUID caseId, Shelf shelf, Shortfall shortfall) {
    var victims = VictimRule.pick(
        parts.claimants().of(shelf), shortfall.missing(), parts.store().chosen(caseId));
    parts.store().setVictims(caseId, victims);
    cases.describe(
        caseId,
        title(shelf, shortfall.missing()),
        Words.detail(parts.store().causes(caseId), victims, shortfall.onShow()));
  }
}
