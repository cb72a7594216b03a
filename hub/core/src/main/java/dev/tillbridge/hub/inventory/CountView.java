package dev.tillbridge.hub.inventory;

import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody counted of a SKU, and what came of it.
 *
 * @param expected on hand at that time, as far as is known now: late news still changes it
 * @param expectedFirst what was known when it was posted; null before
 * @param unitValue what one unit cost, or else sells for; null when that is in another currency
 * @param reason why it was rejected, or null
 */
public record CountView(
    UUID id,
    Sku sku,
    String title,
    int counted,
    Instant countedAt,
    String countedBy,
    State state,
    int expected,
    @Nullable Integer expectedFirst,
    @Nullable Money unitValue,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt,
    @Nullable String reason) {

  /** The life of a count. */
  public enum State {
    /** Counted; nothing was decided yet. */
    COUNTED,
    /** Differs so much that a second person must look. */
    WAITING,
    /** In the ledger. */
    POSTED,
    /** A second person did not agree. */
    REJECTED,
    /** Counted again. */
    REPLACED
  }

  /** Units more than expected; below zero when units are missing. */
  public int variance() {
    return counted - expected;
  }

  /** The variance when it was posted; null before. */
  public @Nullable Integer varianceFirst() {
    return expectedFirst == null ? null : counted - expectedFirst;
  }

  /** The variance in money; null when the unit's value is not known in the place's currency. */
  public @Nullable Money value() {
    return unitValue == null ? null : unitValue.times(variance());
  }
}
