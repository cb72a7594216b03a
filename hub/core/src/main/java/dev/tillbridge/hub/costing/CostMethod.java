package dev.tillbridge.hub.costing;

/** By which units are chosen when some of them go. */
public enum CostMethod {
  /** Those that came first go first; of those that come back the last that went. */
  FIFO,
  /** None: each unit costs what all of them cost on average. */
  AVERAGE
}
