package dev.tillbridge.app.api;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a till wrote down of a sale beside its figures.
 *
 * @param note for the customer or for colleagues
 * @param age what was asked before goods that not everybody may buy
 * @param joined which other sales were paid together with it
 * @param quote whose prices it has
 */
record RemarksBody(
    @Nullable String note,
    @Nullable Age age,
    @Nullable Joined joined,
    @Nullable String quote) {

  /**
   * Somebody looked whether the customer is old enough.
   *
   * @param bornOnOrBefore the latest birthday that is early enough
   */
  record Age(
      @Nullable Integer minimumAge,
      @Nullable LocalDate bornOnOrBefore,
      @Nullable String by,
      @Nullable Instant at) {}

  /** One of several sales that a bill was split into; of: null while nobody knows how many. */
  record Joined(
      @Nullable String reference,
      @Nullable Integer part,
      @Nullable Integer of) {}
}
