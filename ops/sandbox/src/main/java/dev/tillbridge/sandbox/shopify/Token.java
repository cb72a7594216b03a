package dev.tillbridge.sandbox.shopify;

import java.time.Instant;

/** An access token and when it ends. */
record Token(String value, Instant expiresAt) {}
