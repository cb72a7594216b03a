package dev.tillbridge.hub.stock;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.IdReused;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.stock.PromiseStore.Change;
import dev.tillbridge.hub.stock.PromiseStore.Locked;
import dev.tillbridge.hub.stock.StockLedger.Move;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.HoldState;
import dev.tillbridge.model.stock.StockLine;
import dev.tillbridge.model.stock.StockMovement.Cause;
import dev.tillbridge.model.stock.StockMovement.Delta;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Promised units, and what a person may do about a promise that cannot be kept as it was made. Every
 * method joins the caller's transaction; each change has an id of its caller's, under which it stands
 * in the ledger. Units of a committed order that go elsewhere become a part of its hold, and whoever
 * fulfils or cancels the order meets them there.
 */
public final class Promises {

  private final PromiseStore store;
  private final HoldStore holds;
  private final StockLedger ledger;
  private final Reservations reservations;
  private final InstantSource clock;

  Promises(PromiseStore store, StockParts parts, Reservations reservations) {
    this.store = store;
    this.holds = parts.holds();
    this.ledger = parts.ledger();
    this.reservations = reservations;
    this.clock = parts.clock();
  }

  /** What is promised of the SKU at the location, newest promise first. */
  public List<Promise> at(LocationId location, Sku sku) {
    return store.at(location, sku);
  }

  /** The SKU that was ordered where the hold is a part that stands in for it; else the same. */
  public Sku ordered(UUID holdId, Sku sku) {
    return store.lock(holdId).map(Locked::insteadOf).orElse(sku);
  }

  /** Why the hold ended, if neither its owner nor its time ended it. */
  public Optional<String> ending(UUID holdId) {
    return store.ending(holdId);
  }

  /** What the hold, or the part of one, has set aside where it is. */
  public List<StockLine> lines(UUID holdId) {
    return store.lines(holdId);
  }

  /**
   * Committed units shall come from another location, all of them or none.
   *
   * @param units at most one line per SKU
   * @throws NotPossible when they are not promised any more, or the other location lacks them
   */
  public void reroute(UUID change, UUID holdId, List<StockLine> units, LocationId to) {
    var hold = known(change, holdId);
    units.forEach(line -> mustBeCommitted(hold, line.sku(), line.quantity()));
    var from = here(hold, to);
    long epoch = 0;
    for (var location : from.compareTo(to) < 0 ? List.of(from, to) : List.of(to, from)) {
      boolean arrives = location.equals(to);
      long entered = ledger.enter(location);
      epoch = arrives ? entered : epoch;
      ledger.apply(location, moves(location, units, arrives, true, change), false);
    }
    store.addPart(change, hold, to, epoch, hold.insteadOf());
    for (var line : units) {
      store.grow(change, line.sku(), line.quantity());
      leave(new Leaving(change, hold, line.sku(), line.quantity(), Change.ELSEWHERE));
    }
  }

  /**
   * Everything of a hold that is not committed shall be at another location: a customer comes for all
   * of it or none.
   *
   * @throws NotPossible when it has ended, is spread over locations, or the other one lacks units
   */
  public void relocate(UUID change, UUID holdId, LocationId to) {
    var hold = open(change, holdId);
    var from = here(hold, to);
    long epoch = 0;
    for (var location : from.compareTo(to) < 0 ? List.of(from, to) : List.of(to, from)) {
      boolean arrives = location.equals(to);
      long entered = ledger.enter(location);
      epoch = arrives ? entered : epoch;
      ledger.apply(location, moves(location, hold.lines(), arrives, false, change), false);
    }
    store.setLocation(holdId, to, epoch);
    for (var line : hold.lines()) {
      store.note(change, holdId, line.sku(), line.quantity(), Change.MOVED, clock.instant());
    }
  }

  /**
   * Another SKU takes the place of the promised one, at the same location.
   *
   * @throws NotPossible when the units are not promised any more, or there are too few of the other
   */
  public void substitute(UUID change, UUID holdId, Sku sku, int units, Sku by) {
    if (sku.equals(by)) {
      throw BadInput.of("sku", "must be another one than " + sku);
    }
    var hold = known(change, holdId);
    mustBePromised(hold, sku, units);
    boolean committed = hold.state() == HoldState.COMMITTED;
    var location = Objects.requireNonNull(hold.location());
    long epoch = ledger.enter(location);
    if (!ledger.unknown(List.of(by)).isEmpty()) {
      throw BadInput.of("sku", "there is no SKU " + by);
    }
    var free = ledger.lock(location, List.of(sku, by));
    lacking(location, by, units, free.getOrDefault(by, 0));
    ledger.apply(
        location,
        List.of(
            move(sku, promise(committed, -units), Cause.SUBSTITUTION, change),
            move(by, promise(committed, units), Cause.SUBSTITUTION, change)),
        false);
    if (committed) {
      var ordered = Objects.requireNonNullElse(hold.insteadOf(), sku);
      var leaving = new Leaving(change, hold, sku, units, Change.SUBSTITUTED);
      store.addPart(change, hold, location, epoch, ordered);
      store.grow(change, by, units);
      leave(leaving);
    } else {
      store.shrink(holdId, sku, units);
      store.grow(holdId, by, units);
      store.note(change, holdId, by, units, Change.MOVED, clock.instant());
    }
  }

  private static Delta promise(boolean committed, int units) {
    return committed ? new Delta(0, 0, units, 0, 0) : new Delta(0, units, 0, 0, 0);
  }

  /**
   * Committed units are promised no more; the shop that sold them has not put them back on show.
   *
   * @throws NotPossible when they are not promised any more
   */
  public void callOff(UUID change, UUID holdId, Sku sku, int units) {
    var hold = known(change, holdId);
    mustBeCommitted(hold, sku, units);
    var location = Objects.requireNonNull(hold.location());
    ledger.enter(location);
    ledger.lock(location, List.of(sku));
    var back = move(sku, new Delta(0, 0, -units, 0, 0), Cause.REVERSAL, change);
    ledger.apply(location, List.of(back), false);
    leave(new Leaving(change, hold, sku, units, Change.CALLED_OFF));
    if (store.isEmpty(hold.whole())) {
      var whole = holds.end(hold.whole(), List.of(HoldState.COMMITTED), HoldState.REVERSED, null);
      whole.ifPresent(ended -> ended
          .parts()
          .forEach(part ->
              holds.end(part.id(), List.of(HoldState.COMMITTED), HoldState.REVERSED, null)));
    }
  }

  /**
   * Ends a hold that nobody has paid for.
   *
   * @param reason what its owner is told when he asks
   * @throws NotPossible when it is not held any more
   */
  public void giveUp(UUID holdId, String reason) {
    var hold = store.lock(holdId).orElseThrow(() -> new NotPossible("there is no such hold"));
    if (hold.state() != HoldState.HELD) {
      throw new NotPossible("the hold is not held any more, it is " + hold.state());
    }
    reservations.release(hold.whole());
    store.noteEnding(hold.whole(), reason, clock.instant());
  }

  /** The hold, locked, if it still has so many units of the SKU set aside for nobody's purchase. */
  private Locked open(UUID change, UUID holdId) {
    var hold = known(change, holdId);
    if (!hold.state().isOpen()) {
      throw new NotPossible("the hold has ended, it is " + hold.state());
    }
    if (hold.isPart() || !holds.find(holdId).orElseThrow().hold().parts().isEmpty()) {
      throw new NotPossible("the hold has units at several locations");
    }
    return hold;
  }

  private static void mustBeCommitted(Locked hold, Sku sku, int units) {
    mustBePromised(hold, sku, units);
    if (hold.state() != HoldState.COMMITTED) {
      throw new NotPossible("nobody has bought these units yet; the hold is " + hold.state());
    }
  }

  private static void mustBePromised(Locked hold, Sku sku, int units) {
    if (!hold.state().isOpen() && hold.state() != HoldState.COMMITTED) {
      throw new NotPossible("the units are not promised any more, the hold is " + hold.state());
    }
    if (hold.units(sku) < units) {
      throw new NotPossible("only %d of %s are still promised".formatted(hold.units(sku), sku));
    }
  }

  private Locked known(UUID change, UUID holdId) {
    if (store.isKnown(change)) {
      throw new IdReused("hold " + change);
    }
    return store.lock(holdId).orElseThrow(() -> new NotPossible("there is no such hold"));
  }

  private static LocationId here(Locked hold, LocationId to) {
    var from = Objects.requireNonNull(hold.location(), "only a tombstone is nowhere");
    if (from.equals(to)) {
      throw BadInput.of("location", "must be another one than " + from);
    }
    return from;
  }

  /** Takes the units off a location, or sets them aside there if they are free. */
  private List<Move> moves(
      LocationId location, List<StockLine> lines, boolean arrives, boolean committed, UUID change) {
    var free = ledger.lock(location, lines.stream().map(StockLine::sku).toList());
    var moves = new ArrayList<Move>();
    for (var line : lines) {
      int units = arrives ? line.quantity() : -line.quantity();
      lacking(location, line.sku(), units, free.getOrDefault(line.sku(), 0));
      moves.add(move(line.sku(), promise(committed, units), Cause.REROUTE, change));
    }
    return moves;
  }

  private static void lacking(LocationId location, Sku sku, int units, int free) {
    if (units > 0 && free < units) {
      throw new NotPossible(
          "%s has %d of %s free, %d are needed".formatted(location, Math.max(0, free), sku, units));
    }
  }

  /** Units that leave a line of a hold. */
  private record Leaving(UUID change, Locked hold, Sku sku, int units, Change what) {}

  /** What leaves the order's own lines is remembered as ordered. */
  private void leave(Leaving leaving) {
    var hold = leaving.hold();
    store.shrink(hold.id(), leaving.sku(), leaving.units());
    if (!hold.isPart()) {
      store.note(
          leaving.change(),
          hold.id(),
          leaving.sku(),
          leaving.units(),
          leaving.what(),
          clock.instant());
    }
  }

  private Move move(Sku sku, Delta delta, Cause cause, UUID change) {
    return new Move(sku, delta, cause, change.toString(), clock.instant());
  }
}
