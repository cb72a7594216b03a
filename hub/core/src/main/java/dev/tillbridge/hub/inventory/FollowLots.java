package dev.tillbridge.hub.inventory;

import dev.tillbridge.hub.inventory.Lots.Part;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.stock.UnitName;
import java.util.List;
import java.util.Objects;

/**
 * Units in lots. Whoever brings them in names the lot; where nobody names it, it is taken to be the
 * one that expires first, and that is written down as an assumption. What cannot be sold is in no
 * lot.
 */
final class FollowLots implements Follower {

  private final Lots lots;

  FollowLots(Lots lots) {
    this.lots = lots;
  }

  @Override
  public void arrive(Units units, LocationId at) {
    noSerials(units);
    var lot = units.named().lot();
    units.require(lot != null, "lot", "must be given, because " + units.sku() + " comes in lots");
    if (lot == null || !isLot(units)) {
      return;
    }
    units.require(
        lots.declare(units.sku(), lot, units.named().expiresOn()),
        "expiresOn",
        "lot " + lot + " of " + units.sku() + " is known with another date");
    add(at, units, List.of(new Part(lot, units.good())), 1, false);
  }

  @Override
  public void ship(Units units, LocationId from, LocationId to) {
    noSerials(units);
    leave(units, from);
  }

  @Override
  public void land(Units units, LocationId at) {
    noSerials(units);
    bringBack(units, at);
  }

  @Override
  public void comeBack(Units units, LocationId at) {
    noSerials(units);
    bringBack(units, at);
  }

  @Override
  public void turn(Units units, LocationId at, DamageKind kind) {
    noSerials(units);
    switch (kind) {
      case DAMAGED -> leave(units, at);
      case REPAIRED -> {
        if (units.named().lot() != null) {
          arrive(units, at);
        }
      }
      case WRITTEN_OFF -> {
        // It left its lot when it was damaged.
      }
    }
  }

  private void leave(Units units, LocationId from) {
    var lot = units.named().lot();
    if (lot == null) {
      add(from, units, lots.firstToExpire(from, units.sku(), units.good()), -1, true);
    } else if (isLot(units)) {
      int left = lots.left(from, units.sku(), lot).orElse(0);
      units.require(
          left >= units.good(),
          "lot",
          "of lot " + lot + " there are " + left + " at " + from + ", not " + units.good());
      add(from, units, List.of(new Part(lot, units.good())), -1, false);
    }
  }

  /** What a sale or transfer took comes back to the lots from which it was taken. */
  private void bringBack(Units units, LocationId at) {
    var origin = Objects.requireNonNull(units.why().origin(), "who took them is known");
    var lot = units.named().lot();
    if (lot == null) {
      add(at, units, lots.outstanding(origin, units.sku(), units.good()), 1, true);
    } else if (isLot(units)) {
      units.require(lots.left(at, units.sku(), lot).isPresent(), "lot", "there is no lot " + lot);
      add(at, units, List.of(new Part(lot, units.good())), 1, false);
    }
  }

  private void add(LocationId at, Units units, List<Part> parts, int sign, boolean assumed) {
    for (var part : parts) {
      if (part.units() > 0 && !units.faults().any()) {
        lots.move(at, units.sku(), new Part(part.lot(), sign * part.units()), assumed, units.why());
      }
    }
  }

  private static boolean isLot(Units units) {
    var lot = units.named().lot();
    boolean is = lot != null && UnitName.isValid(lot);
    units.require(is, "lot", "is no name of a lot");
    return is;
  }

  private static void noSerials(Units units) {
    var named = units.named();
    units.require(
        named.good().isEmpty() && named.damaged().isEmpty() && named.missing().isEmpty(),
        SERIALS,
        units.sku() + " is tracked by lot, not by serial number");
  }
}
