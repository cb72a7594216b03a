package dev.tillbridge.hub.desk;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.hub.cases.OpenCase;
import dev.tillbridge.hub.desk.Remedies.Effect;
import dev.tillbridge.hub.desk.Remedies.Target;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Where a person decides what is done about units that were promised and are not there. */
public final class Desk {

  private static final int FARTHEST_DAYS = 365;
  private static final int LONGEST_NOTE = 100;

  private final TransactionTemplate tx;
  private final DeskParts parts;
  private final OversoldReview review;
  private final Remedies remedies;
  private final CaseReader reader;
  private final Cases cases;

  Desk(
      TransactionTemplate tx,
      DeskParts parts,
      OversoldReview review,
      Remedies remedies,
      CaseReader reader) {
    this.tx = tx;
    this.parts = parts;
    this.review = review;
    this.remedies = remedies;
    this.reader = reader;
    this.cases = parts.cases();
  }

  /**
   * A case with everything that helps to decide it.
   *
   * @throws NotFound when there is none of this id
   */
  public CaseView find(UUID caseId) {
    return reader.read(cases.find(caseId).orElseThrow(() -> new NotFound("case " + caseId)));
  }

  /** What is open, awake first, newest first; then what sleeps, the next to wake first. */
  public List<OpenCase> open() {
    return Stream.concat(cases.open().stream(), cases.asleep().stream()).toList();
  }

  /**
   * Carries a remedy out, whole or not at all. The same id again changes nothing and gets the same
   * answer.
   *
   * @param by a person's name
   * @throws NotFound when there is no such case
   * @throws BadInput when the request makes no sense
   * @throws IdReused when the id stands for another remedy
   * @throws NotPossible when it cannot be done any more, and why; nothing was changed
   */
  public RemedyDone remedy(UUID caseId, RemedyRequest request, String by) {
    var hash = Fingerprint.of(caseId + " " + request);
    return Objects.requireNonNull(tx.execute(_ -> {
      var known = known(request, hash);
      if (known.isPresent()) {
        return known.get();
      }
      var open = cases.find(caseId).orElseThrow(() -> new NotFound("case " + caseId));
      if (!open.kind().equals(OversoldReview.KIND)) {
        throw new NotPossible("a case of this kind has no remedies; see to it and mark it as done");
      }
      var shelf = Shelf.of(open.subject());
      // From here on nobody else decides about this shelf; look again at what was read before.
      parts.lock().take(shelf);
      return known(request, hash).orElseGet(() -> carryOut(caseId, shelf, request, hash, by));
    }));
  }

  private Optional<RemedyDone> known(RemedyRequest request, String hash) {
    return parts.store().remedy(request.id()).map(stored -> {
      if (!stored.hash().equals(hash)) {
        throw new IdReused("remedy " + request.id());
      }
      return stored.done();
    });
  }

  private RemedyDone carryOut(
      UUID caseId, Shelf shelf, RemedyRequest request, String hash, String by) {
    var open = cases.find(caseId).orElseThrow();
    if (!open.isOpen()) {
      throw new NotPossible("the case is closed: " + open.closedBy());
    }
    var shortfall = parts.shortfalls().of(shelf);
    if (shortfall.missing() == 0) {
      throw new NotPossible("the shelf has recovered, nothing is missing any more");
    }
    var claimants = parts.claimants().of(shelf);
    var who = request.remedy() == Remedy.WAIT ? null : claimant(claimants, caseId, request);
    Integer units = who == null ? null : units(request, who, shortfall.missing());
    var effect = who == null || units == null
        ? sleep(caseId, shelf, request)
        : act(caseId, request, new Target(request.id(), who, units, by), shortfall, by);
    var done = new RemedyDone(
        request.id(),
        caseId,
        request.remedy(),
        who == null ? null : who.promise().holdId(),
        units,
        effect.words(),
        effect.amount(),
        by,
        // As precise as the database keeps it, so that a repetition gets the same answer.
        parts.clock().instant().truncatedTo(ChronoUnit.MICROS));
    parts.store().add(done, hash);
    parts.audit().note(by, "remedy", caseId.toString(), request.remedy() + ": " + effect.words());
    review.look(shelf);
    return done;
  }

  private Effect act(
      UUID caseId, RemedyRequest request, Target target, Shortfall shortfall, String by) {
    return switch (request.remedy()) {
      case OTHER_LOCATION -> remedies.otherLocation(target, location(request.location()));
      case SUBSTITUTE -> remedies.substitute(target, sku(request.sku()));
      case CANCEL_AND_REFUND -> remedies.cancel(target);
      case RELEASE -> remedies.release(target, by);
      case CHOOSE -> choose(caseId, target, shortfall, by);
      case WAIT -> throw new IllegalStateException("waits for goods, not for a person");
    };
  }

  private Effect choose(UUID caseId, Target target, Shortfall shortfall, String by) {
    if (target.units() >= shortfall.missing()) {
      parts.store().setVictims(caseId, List.of());
    }
    parts.store().choose(caseId, target.hold(), target.units(), by);
    return new Effect(
        Words.sentence(target.who().name() + " will not get " + Words.units(target.units())));
  }

  private Effect sleep(UUID caseId, Shelf shelf, RemedyRequest request) {
    var day = request.expectedOn();
    if (day == null) {
      throw BadInput.of("expectedOn", "must be given");
    }
    var zone = parts
        .places()
        .find(shelf.location())
        .<ZoneId>map(place -> place.timeZone())
        .orElse(ZoneOffset.UTC);
    var today = LocalDate.ofInstant(parts.clock().instant(), zone);
    if (!day.isAfter(today) || day.isAfter(today.plusDays(FARTHEST_DAYS))) {
      throw BadInput.of("expectedOn", "must lie between tomorrow and a year from now");
    }
    var order = request.purchaseOrder();
    if (order != null && (order.isBlank() || order.length() > LONGEST_NOTE)) {
      throw BadInput.of("purchaseOrder", "must have 1 to " + LONGEST_NOTE + " characters");
    }
    var what = "goods expected on " + day + (order == null ? "" : ", purchase order " + order);
    cases.sleep(caseId, day.atStartOfDay(zone).toInstant(), what);
    return new Effect(Words.sentence("waits for " + what));
  }

  private Claimant claimant(List<Claimant> claimants, UUID caseId, RemedyRequest request) {
    var wanted = request.holdId();
    if (wanted == null) {
      var victims = parts.store().victims(caseId);
      if (victims.size() > 1) {
        throw BadInput.of("holdId", "must be given: several will not get their units");
      }
      if (victims.isEmpty()) {
        throw new NotPossible("nobody waits for these units");
      }
      wanted = victims.getFirst();
    }
    var hold = wanted;
    return claimants.stream()
        .filter(c -> c.promise().holdId().equals(hold))
        .findFirst()
        .orElseThrow(
            () -> new NotPossible("its units are not promised here any more: hold " + hold));
  }

  private static int units(RemedyRequest request, Claimant who, int missing) {
    int promised = who.promise().units();
    var wanted = request.units();
    if (wanted == null) {
      return Math.min(promised, missing);
    }
    if (wanted < 1) {
      throw BadInput.of("units", "must be at least 1");
    }
    if (wanted > promised) {
      throw new NotPossible(
          "only " + Words.units(promised) + " are still promised to " + who.name());
    }
    return wanted;
  }

  private static LocationId location(@Nullable String code) {
    if (code == null) {
      throw BadInput.of("location", "must be given");
    }
    try {
      return new LocationId(code);
    } catch (IllegalArgumentException e) {
      throw BadInput.of("location", "must be the id of a location");
    }
  }

  private static Sku sku(@Nullable String code) {
    if (code == null) {
      throw BadInput.of("sku", "must be given");
    }
    try {
      return new Sku(code);
    } catch (IllegalArgumentException e) {
      throw BadInput.of("sku", String.valueOf(e.getMessage()));
    }
  }
}
