package dev.tillbridge.model.place;

import java.time.ZoneId;
import java.util.Currency;
import java.util.List;

/**
 * A place with a shelf of its own: a shop, a warehouse.
 *
 * @param timeZone decides to which business day a sale belongs
 * @param taxRates at most one per category, in the order in which receipts list them
 */
public record Location(
    LocationId id,
    String name,
    ZoneId timeZone,
    Currency currency,
    TaxMode taxMode,
    List<TaxRate> taxRates,
    StockPolicy stockPolicy) {

  public Location {
    taxRates = List.copyOf(taxRates);
    if (taxRates.stream().map(TaxRate::category).distinct().count() != taxRates.size()) {
      throw new IllegalArgumentException("location " + id + " has two rates for one category");
    }
  }
}
