package dev.tillbridge.torture.check;

import java.time.Instant;

/**
 * A fence as somebody saw it who stood beside it.
 *
 * @param oldEpoch under which nothing may commit any more
 * @param fellAt PostgreSQL's time after the fence had fallen
 * @param opensAt PostgreSQL's time before it was opened again
 * @param holdsOfOldEpochs how many holds of that epoch and earlier ones were there at {@code fellAt}
 */
public record Fence(
    String location, long oldEpoch, Instant fellAt, Instant opensAt, long holdsOfOldEpochs) {}
