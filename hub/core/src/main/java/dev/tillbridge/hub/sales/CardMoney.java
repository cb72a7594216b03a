package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.credit.Credits;
import dev.tillbridge.hub.credit.ValueKind;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.sale.Sale;
import dev.tillbridge.model.sale.Tender;
import java.util.ArrayList;

/** What a counter sale pays into cards, and what cards pay for it. Joins the caller's transaction. */
final class CardMoney {

  private final Credits credits;

  CardMoney(Credits credits) {
    this.credits = credits;
  }

  /**
   * Pays into the cards that were sold, then takes from those that paid.
   *
   * @return the sale, in which those that paid have their names
   * @throws BadInput when one of them is not known, or has less on it
   */
  Sale paid(Sale sale, NewSale report) {
    for (int i = 0; i < report.charges().size(); i++) {
      var charge = report.charges().get(i);
      var field = "charges[" + i + "].code";
      var id = sale.id() + "|" + (i + 1);
      ValueKind.of(charge.kind())
          .ifPresent(kind -> credits.sold(kind, charge.code(), charge.amount(), id, field));
    }
    var tenders = new ArrayList<Tender>();
    for (int i = 0; i < sale.tenders().size(); i++) {
      var tender = sale.tenders().get(i);
      var code = report.tenders().get(i).reference();
      var field = "tenders[" + i + "]";
      var id = sale.id() + "|" + (i + 1);
      tenders.add(ValueKind.of(tender.kind())
          .map(kind -> credits.redeem(kind, code, tender.amount(), sale.id(), id, field))
          .map(card ->
              new Tender(tender.kind(), tender.amount(), null, null, card.id().toString()))
          .orElse(tender));
    }
    return CounterSales.with(sale, tenders);
  }
}
