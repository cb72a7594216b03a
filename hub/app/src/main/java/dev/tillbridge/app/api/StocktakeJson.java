package dev.tillbridge.app.api;

import dev.tillbridge.hub.inventory.CountView;
import dev.tillbridge.hub.inventory.StocktakeView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stocktake as it stands.
 *
 * @param uncounted only when everything was to be counted
 */
record StocktakeJson(
    UUID id,
    String location,
    String name,
    String kind,
    boolean blind,
    String state,
    String openedBy,
    Instant openedAt,
    @Nullable String submittedBy,
    @Nullable Instant submittedAt,
    @Nullable Instant endedAt,
    int counted,
    int waiting,
    int rejected,
    int posted,
    @Nullable Integer uncounted) {

  /**
   * What somebody counted.
   *
   * @param expected null while whoever asks shall not see it, as are the three after it
   * @param variancePosted the variance when it was posted; late news may have corrected it since
   */
  record Count(
      UUID id,
      String sku,
      String title,
      int quantity,
      Instant countedAt,
      String countedBy,
      String state,
      @Nullable Integer expected,
      @Nullable Integer variance,
      @Nullable Integer variancePosted,
      @Nullable MoneyJson varianceValue,
      @Nullable String decidedBy,
      @Nullable Instant decidedAt,
      @Nullable String reason) {

    static Count of(CountView count, boolean shown) {
      boolean compared = shown && count.state() != CountView.State.REPLACED;
      return new Count(
          count.id(),
          count.sku().code(),
          count.title(),
          count.counted(),
          count.countedAt(),
          count.countedBy(),
          count.state().name(),
          compared ? count.expected() : null,
          compared ? count.variance() : null,
          compared ? count.varianceFirst() : null,
          compared ? MoneyJson.orNull(count.value()) : null,
          count.decidedBy(),
          count.decidedAt(),
          count.reason());
    }
  }

  static StocktakeJson of(StocktakeView stocktake) {
    return new StocktakeJson(
        stocktake.id(),
        stocktake.location().code(),
        stocktake.name(),
        stocktake.kind().name(),
        stocktake.blind(),
        stocktake.state().name(),
        stocktake.openedBy(),
        stocktake.openedAt(),
        stocktake.submittedBy(),
        stocktake.submittedAt(),
        stocktake.endedAt(),
        stocktake.lines(),
        stocktake.waiting(),
        stocktake.rejected(),
        stocktake.posted(),
        stocktake.uncounted());
  }
}
