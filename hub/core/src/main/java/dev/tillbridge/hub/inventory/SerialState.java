package dev.tillbridge.hub.inventory;

/** Where a thing with a serial number is in its life. */
public enum SerialState {
  /** On the shelf, for sale. */
  IN_STOCK,
  /** There, but not for sale. */
  DAMAGED,
  /** On its way to its location. */
  IN_TRANSIT,
  /** With a customer. */
  SOLD,
  /** It was sent and did not arrive. */
  MISSING,
  /** Thrown away, or sent back to its maker. */
  WRITTEN_OFF
}
