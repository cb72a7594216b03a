package dev.tillbridge.hub.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is heard of a topic of a shop.
 *
 * @param topic {@link MissedNews#PLACED} or {@link MissedNews#CHANGED}
 * @param heardAt when a webhook of it last came; null when never
 * @param missed changes that only polls have seen since then
 * @param missedSince when the first of them was found; null when there are none
 * @param alarm true when no webhook came for so long that somebody should look
 */
public record Silence(
    String shop,
    String topic,
    @Nullable Instant heardAt,
    int missed,
    @Nullable Instant missedSince,
    boolean alarm) {}
