package dev.tillbridge.hub.fulfilment;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.place.LocationId;
import org.jspecify.annotations.Nullable;

/**
 * A location as one that sends.
 *
 * @param sends whether orders are routed to it; what is there already can always be sent
 * @param rank 1 is the merchant's first choice; null comes after all ranks
 * @param latitudeMicro in millionths of a degree, or null when unknown
 */
public record SendingPlace(
    LocationId location,
    boolean sends,
    @Nullable Integer rank,
    @Nullable Integer latitudeMicro,
    @Nullable Integer longitudeMicro) {

  /** The lowest rank. */
  public static final int RANK_MOST = 1_000;

  private static final int QUARTER = 90_000_000;
  private static final int HALF = 180_000_000;

  /** Throws {@link BadInput} when it makes no sense. */
  public SendingPlace {
    if (rank != null && (rank < 1 || rank > RANK_MOST)) {
      throw BadInput.of("rank", "must be between 1 and " + RANK_MOST);
    }
    if ((latitudeMicro == null) != (longitudeMicro == null)) {
      throw BadInput.of("longitude", "must be given together with the latitude");
    }
    if (latitudeMicro != null && Math.abs(latitudeMicro) > QUARTER) {
      throw BadInput.of("latitude", "must be between -90 and 90");
    }
    if (longitudeMicro != null && Math.abs(longitudeMicro) > HALF) {
      throw BadInput.of("longitude", "must be between -180 and 180");
    }
  }

  /** What holds where nobody said otherwise. */
  static SendingPlace usual(LocationId location) {
    return new SendingPlace(location, true, null, null, null);
  }

  /**
   * Metres to a point, as the crow flies; {@link Long#MAX_VALUE} when either is unknown.
   *
   * @param latitude in millionths of a degree
   */
  long metresTo(@Nullable Integer latitude, @Nullable Integer longitude) {
    if (latitudeMicro == null || longitudeMicro == null || latitude == null || longitude == null) {
      return Long.MAX_VALUE;
    }
    double here = Math.toRadians(latitudeMicro / 1e6);
    double there = Math.toRadians(latitude / 1e6);
    double north = (there - here) / 2;
    double east = Math.toRadians((longitude - longitudeMicro) / 1e6) / 2;
    double half = Math.pow(Math.sin(north), 2)
        + Math.cos(here) * Math.cos(there) * Math.pow(Math.sin(east), 2);
    // The earth's mean radius (IUGG), by the haversine formula.
    return Math.round(2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(half))));
  }
}
