package dev.tillbridge.hub.shopcatalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import that this worker has claimed.
 *
 * @param cursor where the shop goes on telling; null at the beginning of a phase
 * @param lease counts claims; a worker with an old one changes nothing any more
 * @param attempts in a row that came to nothing, this one not among them
 */
record Job(
    UUID id,
    String shop,
    ImportState state,
    Phase phase,
    @Nullable String cursor,
    long lease,
    int attempts) {}
