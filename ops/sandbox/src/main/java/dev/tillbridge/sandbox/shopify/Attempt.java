package dev.tillbridge.sandbox.shopify;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the first call with an idempotency key; a repeat gets exactly this again. A call
 * that ended in user errors is remembered too: whoever wants another outcome needs another key.
 *
 * @param arguments fingerprint of the arguments; another one under the same key is a mismatch
 * @param applied whether stock changed
 */
record Attempt(
    long id,
    String key,
    String operation,
    String arguments,
    Instant at,
    boolean applied,
    @Nullable String reason,
    @Nullable String reference,
    List<Change> changes,
    List<Problem> problems) {

  /** One quantity that changed. */
  record Change(
      String name,
      long itemId,
      long placeId,
      int delta,
      int after,
      @Nullable String ledger) {}

  /** A user error. */
  record Problem(@Nullable String code, List<String> field, String message) {
    Problem {
      field = List.copyOf(field);
    }
  }

  Attempt {
    changes = List.copyOf(changes);
    problems = List.copyOf(problems);
  }
}
