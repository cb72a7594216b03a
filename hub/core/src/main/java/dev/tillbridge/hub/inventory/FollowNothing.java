package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.place.LocationId;

/** Units that are all alike. Whoever names them believes that they are tracked, and is told. */
final class FollowNothing implements Follower {

  @Override
  public void arrive(Units units, LocationId at) {
    complain(units);
  }

  @Override
  public void ship(Units units, LocationId from, LocationId to) {
    complain(units);
  }

  @Override
  public void land(Units units, LocationId at) {
    complain(units);
  }

  @Override
  public void comeBack(Units units, LocationId at) {
    complain(units);
  }

  @Override
  public void turn(Units units, LocationId at, DamageKind kind) {
    complain(units);
  }

  private static void complain(Units units) {
    var named = units.named();
    units.require(
        named.good().isEmpty() && named.damaged().isEmpty() && named.missing().isEmpty(),
        SERIALS,
        units.sku() + " is not tracked by serial number");
    units.require(named.lot() == null, "lot", units.sku() + " is not tracked by lot");
  }
}
