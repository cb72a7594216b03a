package dev.tillbridge.sandbox.shopify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token. One that was used stays good until its successor, or the access token beside it,
 * is used.
 *
 * @param predecessor the one that was shown for it; null when a code was
 */
record Refresh(String value, Instant expiresAt, @Nullable String predecessor) {}
