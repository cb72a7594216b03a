package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.place.LocationId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stocktake as it stands.
 *
 * @param state OPEN: people count; REVIEW: some of it waits for a second person; CLOSED; CANCELLED
 * @param lines SKUs that were counted
 * @param uncounted SKUs of which something should be there and that nobody counted; null unless
 *     everything was to be counted
 */
public record StocktakeView(
    UUID id,
    LocationId location,
    String name,
    StocktakeRequest.Kind kind,
    boolean blind,
    State state,
    String openedBy,
    Instant openedAt,
    @Nullable String submittedBy,
    @Nullable Instant submittedAt,
    @Nullable Instant endedAt,
    int lines,
    int waiting,
    int rejected,
    int posted,
    @Nullable Integer uncounted) {

  /** The life of a stocktake. */
  public enum State {
    OPEN,
    REVIEW,
    CLOSED,
    CANCELLED
  }

  /** Whether somebody may see what was expected. */
  public boolean shows(boolean mayApprove) {
    return !blind || state == State.CLOSED || (mayApprove && state == State.REVIEW);
  }
}
