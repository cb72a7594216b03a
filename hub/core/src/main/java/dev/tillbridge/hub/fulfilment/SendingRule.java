package dev.tillbridge.hub.fulfilment;

/** What makes one way to send an order better than another. The merchant's first rule decides first. */
public enum SendingRule {
  /** A location that has all of it, before any that have parts. */
  HAS_ALL,
  /** The fewer parcels, the better. */
  FEWEST_PARCELS,
  /** The nearer to the customer, all parcels together; a distance that nobody knows is the farthest. */
  NEAREST,
  /** The location that the merchant ranks higher. */
  RANKING
}
