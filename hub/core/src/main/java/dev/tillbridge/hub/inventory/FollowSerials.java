package dev.tillbridge.hub.inventory;

import static dev.tillbridge.hub.inventory.SerialState.DAMAGED;
import static dev.tillbridge.hub.inventory.SerialState.IN_STOCK;
import static dev.tillbridge.hub.inventory.SerialState.IN_TRANSIT;
import static dev.tillbridge.hub.inventory.SerialState.MISSING;
import static dev.tillbridge.hub.inventory.SerialState.SOLD;
import static dev.tillbridge.hub.inventory.SerialState.WRITTEN_OFF;

import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.UnitName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Units with numbers of their own: each that moves is named, and is in one state at one place. */
final class FollowSerials implements Follower {

  /**
   * What may move, and where to.
   *
   * @param from null when it may come from anywhere
   * @param newToo whether the hub may hear of the thing for the first time
   */
  private record Step(
      @Nullable LocationId from,
      Set<SerialState> states,
      boolean newToo,
      LocationId to,
      SerialState state) {}

  private final Serials serials;

  FollowSerials(Serials serials) {
    this.serials = serials;
  }

  @Override
  public void arrive(Units units, LocationId at) {
    // What was lost or written off may turn up; what was sold comes back as a return.
    var mayCome = Set.of(MISSING, WRITTEN_OFF);
    good(units, new Step(null, mayCome, true, at, IN_STOCK));
    damaged(units, new Step(null, mayCome, true, at, DAMAGED));
  }

  @Override
  public void ship(Units units, LocationId from, LocationId to) {
    good(units, new Step(from, Set.of(IN_STOCK), false, to, IN_TRANSIT));
  }

  @Override
  public void land(Units units, LocationId at) {
    // More may arrive than was shipped: then a thing is still in stock where it came from.
    var mayCome = Set.of(IN_TRANSIT, IN_STOCK, MISSING);
    good(units, new Step(null, mayCome, false, at, IN_STOCK));
    damaged(units, new Step(null, mayCome, false, at, DAMAGED));
    move(
        units,
        "missingSerials",
        units.named().missing(),
        units.missing(),
        new Step(at, Set.of(IN_TRANSIT), false, at, MISSING));
  }

  @Override
  public void comeBack(Units units, LocationId at) {
    // Whoever sold it may have forgotten to name it, so it may even be new to us.
    var mayCome = Set.of(SOLD);
    good(units, new Step(null, mayCome, true, at, IN_STOCK));
    damaged(units, new Step(null, mayCome, true, at, DAMAGED));
  }

  @Override
  public void turn(Units units, LocationId at, DamageKind kind) {
    good(
        units,
        switch (kind) {
          case DAMAGED -> new Step(at, Set.of(IN_STOCK), false, at, DAMAGED);
          case REPAIRED -> new Step(at, Set.of(DAMAGED), false, at, IN_STOCK);
          case WRITTEN_OFF -> new Step(at, Set.of(DAMAGED), false, at, WRITTEN_OFF);
        });
  }

  /** Units that a till sold without naming them. */
  void leave(Units units, LocationId from) {
    good(units, new Step(from, Set.of(IN_STOCK), false, from, SOLD));
  }

  private void good(Units units, Step step) {
    units.require(
        units.named().lot() == null, "lot", units.sku() + " is tracked by serial number, not lot");
    move(units, SERIALS, units.named().good(), units.good(), step);
  }

  private void damaged(Units units, Step step) {
    move(units, units.damagedPart(), units.named().damaged(), units.damaged(), step);
  }

  private void move(Units units, String part, List<String> named, int count, Step step) {
    units.require(
        named.size() == count,
        part,
        "must name the serial numbers of exactly " + count + " units of " + units.sku());
    var seen = new HashSet<String>();
    for (int i = 0; i < named.size(); i++) {
      units.require(UnitName.isValid(named.get(i)), part + "[" + i + "]", "is no serial number");
      units.require(seen.add(named.get(i)), part + "[" + i + "]", "is named twice");
    }
    if (units.faults().any()) {
      return;
    }
    var known = serials.lock(units.sku(), named);
    for (int i = 0; i < named.size(); i++) {
      var now = known.get(named.get(i));
      var spot = part + "[" + i + "]";
      if (now == null) {
        units.require(step.newToo(), spot, named.get(i) + " is not known");
      } else {
        units.require(
            step.states().contains(now.state())
                && (step.from() == null || step.from().equals(now.location())),
            spot,
            named.get(i) + " is " + now.state() + " at " + now.location());
        soldHere(units, named.get(i), now, spot);
      }
    }
    serials.put(units.sku(), seen, step.state(), step.to(), units.why());
  }

  /** What comes back from a customer comes back from the sale that it left with. */
  private void soldHere(Units units, String serial, Serials.Now now, String spot) {
    var origin = units.why().origin();
    if (now.state() == SOLD && origin != null) {
      units.require(
          serials.soldBy(units.sku(), serial).filter(origin.toString()::equals).isPresent(),
          spot,
          serial + " was sold in another sale");
    }
  }
}
