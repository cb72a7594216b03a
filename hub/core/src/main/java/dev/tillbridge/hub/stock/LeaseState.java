package dev.tillbridge.hub.stock;

/** The life of a lease; its units are lent until it is closed. */
public enum LeaseState {
  /** The device may sell what it was granted. */
  ACTIVE,
  /** Its end has passed, so the device has stopped; what it sold until then it has not said. */
  EXPIRED,
  /** Two copies of the device speak for it: nothing is granted, nothing is freed. */
  BLOCKED,
  /** The device has stopped and given back the rest; some of its sales are still to come. */
  SEALED,
  /** Declared lost: what it may have sold is in suspense until its journal or a count comes. */
  LOST,
  /** Nothing is open any more. */
  CLOSED;

  /** True while the register cannot have another lease. */
  public boolean isOpen() {
    return this == ACTIVE || this == EXPIRED || this == BLOCKED;
  }
}
