package dev.tillbridge.hub.inventory;

/** What is reported about damaged goods. */
public enum DamageKind {
  /** Goods on the shelf were found damaged: they cannot be sold. */
  DAMAGED,
  /** Damaged goods can be sold again. */
  REPAIRED,
  /** Damaged goods are gone: thrown away, or sent back. */
  WRITTEN_OFF
}
