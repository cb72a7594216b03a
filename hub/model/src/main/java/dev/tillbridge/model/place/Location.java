package dev.tillbridge.model.place;

import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place with a shelf of its own: a shop, a warehouse.
 *
 * @param timeZone decides to which business day a sale belongs
 * @param taxRates at most one per category, in the order in which receipts list them
 * @param cashStep the value of the smallest coin in minor units, to which cash is rounded (5 for
 *     CHF); null where every minor unit can be paid in cash
 */
public record Location(
    LocationId id,
    String name,
    ZoneId timeZone,
    Currency currency,
    TaxMode taxMode,
    List<TaxRate> taxRates,
    StockPolicy stockPolicy,
    @Nullable Integer cashStep) {

  /** No coin is larger. */
  public static final int CASH_STEP_MOST = 10_000;

  public Location {
    taxRates = List.copyOf(taxRates);
    if (taxRates.stream().map(TaxRate::category).distinct().count() != taxRates.size()) {
      throw new IllegalArgumentException("location " + id + " has two rates for one category");
    }
    if (cashStep != null && (cashStep < 2 || cashStep > CASH_STEP_MOST)) {
      throw new IllegalArgumentException(
          "the smallest coin is worth 2 to " + CASH_STEP_MOST + " minor units, not " + cashStep);
    }
  }

  /** A place where every minor unit can be paid in cash. */
  public Location(
      LocationId id,
      String name,
      ZoneId timeZone,
      Currency currency,
      TaxMode taxMode,
      List<TaxRate> taxRates,
      StockPolicy stockPolicy) {
    this(id, name, timeZone, currency, taxMode, taxRates, stockPolicy, null);
  }
}
