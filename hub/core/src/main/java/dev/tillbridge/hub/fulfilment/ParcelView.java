package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.shop.ShopFulfilment.Tracking;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What left together.
 *
 * @param units by the shop's ids of the order's lines
 * @param note why the shop refused it, or null
 */
public record ParcelView(
    UUID id,
    LocationId location,
    State state,
    Tracking tracking,
    SequencedMap<String, Integer> units,
    @Nullable String note,
    String by,
    Instant at) {

  /** How far the shop knows of it. */
  public enum State {
    /** It is told, or will be. */
    SENDING,
    /** It knows. */
    SENT,
    /** It said no; a person must look. */
    REFUSED
  }

  public ParcelView {
    units = new LinkedHashMap<>(units);
  }
}
