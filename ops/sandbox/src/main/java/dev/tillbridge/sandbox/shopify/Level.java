package dev.tillbridge.sandbox.shopify;

import java.time.Instant;

/** How much of one item lies at one location. On hand is what is available plus what is promised. */
record Level(
    long itemId, long placeId, int available, int committed, boolean active, Instant updatedAt) {

  static String key(long itemId, long placeId) {
    return itemId + "@" + placeId;
  }

  String key() {
    return key(itemId, placeId);
  }

  int onHand() {
    return Math.addExact(available, committed);
  }

  Level with(int newAvailable, int newCommitted, Instant now) {
    return new Level(itemId, placeId, newAvailable, newCommitted, active, now);
  }

  Level activated(Instant now) {
    return new Level(itemId, placeId, available, committed, true, now);
  }
}
