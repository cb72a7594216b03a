package dev.tillbridge.hub.people;

/** What a person may do. */
public enum Role {
  /** Everything. */
  OWNER,
  /** Everything in the store, but not the owner's settings. */
  MANAGER,
  /** Sells. */
  CASHIER,
  /** Reads sales and books. */
  BOOKKEEPER
}
