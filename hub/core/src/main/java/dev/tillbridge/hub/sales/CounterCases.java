package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.cases.Cases;
import dev.tillbridge.model.money.CashRounding;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.StockPolicy;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.Shortage;
import java.util.List;

/** What a person should know of a counter sale that was recorded as it came. */
final class CounterCases {

  private final Cases cases;

  CounterCases(Cases cases) {
    this.cases = cases;
  }

  void receipt(Sale sale, String recorded) {
    if (!recorded.equals(sale.receiptNumber())) {
      cases.open(
          "receipt-number-twice",
          sale.id().toString(),
          "Receipt " + sale.receiptNumber() + " was printed twice",
          "Register %s reported two sales under receipt number %s; the second is recorded as %s. Was the register reset, or copied?"
              .formatted(sale.register(), sale.receiptNumber(), recorded));
    }
  }

  void shortages(Sale sale, Location location, List<Shortage> shortages) {
    if (!shortages.isEmpty() && location.stockPolicy() == StockPolicy.REFUSE) {
      cases.open(
          "sold-against-policy",
          sale.id().toString(),
          "Receipt " + sale.receiptNumber() + " sold what " + location.name() + " did not have",
          "The policy there is to refuse, but the customer had paid. "
              + String.join(
                  ", ",
                  shortages.stream()
                      .map(s -> "%s: %d of %d".formatted(s.sku(), s.available(), s.wanted()))
                      .toList()));
    }
  }

  void rounding(Sale sale, Location location) {
    var step = location.cashStep();
    if (sale.rounding().isZero() || step == null) {
      return;
    }
    var cash = sale.tenders().stream()
        .filter(t -> t.kind() == Tender.Kind.CASH)
        .map(Tender::amount)
        .reduce(Money.zero(sale.currency()), Money::plus);
    var due = cash.minus(sale.rounding());
    var expected = CashRounding.nearest(due, step);
    if (!cash.equals(expected)) {
      cases.open(
          "cash-rounding",
          sale.id().toString(),
          "Receipt " + sale.receiptNumber() + " was not rounded to the nearest coin",
          "Of %s due in cash %s were taken, not %s. The sale is recorded as it was paid; look at the till's settings."
              .formatted(due, cash, expected));
    }
  }
}
