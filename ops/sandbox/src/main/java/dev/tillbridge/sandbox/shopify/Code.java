package dev.tillbridge.sandbox.shopify;

import java.time.Instant;
import java.util.List;

/** What an owner's consent is worth once, for a minute. */
record Code(String value, Instant expiresAt, List<String> scopes) {
  Code {
    scopes = List.copyOf(scopes);
  }
}
