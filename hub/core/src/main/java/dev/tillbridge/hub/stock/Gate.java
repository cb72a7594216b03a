package dev.tillbridge.hub.stock;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What decisions ask of the gate in Redis; it can refuse, it cannot grant alone. */
interface Gate {

  /** What the gate says about a request. */
  enum Verdict {
    /** So much that no note was taken of the request. */
    PLENTY,
    /** As far as it knows; the request is noted until it is told what was decided. */
    ENOUGH,
    SHORT,
    CANNOT_TELL
  }

  /** Units of a SKU that are free, as of a version of its stock row. */
  record Free(Sku sku, int free, long version) {}

  /** Asks for many holds of one location in one round trip; one verdict a request, in order. */
  List<Verdict> reserve(LocationId location, List<HoldRequest> requests);

  /**
   * Tells what PostgreSQL decided. Does not wait for an answer: the reconciler heals a loss.
   *
   * @param noted requests that the gate may have taken a note of
   */
  void decided(LocationId location, Collection<UUID> noted, Collection<Free> truth);
}
