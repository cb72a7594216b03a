package dev.tillbridge.sandbox.shopify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access token and when it ends.
 *
 * @param refresh the refresh token that was given out with it, or null
 */
record Token(String value, Instant expiresAt, @Nullable String refresh) {}
