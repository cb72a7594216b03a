package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Tender;
import java.util.UUID;

/**
 * Finds out whether an exchange pays as much of a sale as it must: all that the goods are worth that
 * came back, or the whole sale where they are worth more. A pure function.
 */
final class ExchangeCheck {

  private ExchangeCheck() {}

  /** The report, with the exchange as its payment under the refund's name. */
  static NewSale of(NewSale sale, UUID refund, Money value) {
    int at = -1;
    for (int i = 0; i < sale.tenders().size(); i++) {
      if (sale.tenders().get(i).kind() == Tender.Kind.EXCHANGE) {
        if (at >= 0) {
          throw BadInput.of("tenders[" + i + "].kind", "one exchange pays for one sale");
        }
        at = i;
      }
    }
    if (at < 0) {
      throw BadInput.of("tenders", "the goods that came back must pay, as EXCHANGE");
    }
    var tender = sale.tenders().get(at);
    var pays = pays(sale, value);
    if (!tender.amount().equals(pays)) {
      throw BadInput.of("tenders[" + at + "].amount", "the exchange pays " + pays);
    }
    var tenders = new java.util.ArrayList<>(sale.tenders());
    tenders.set(
        at,
        new NewSale.NewTender(
            tender.kind(), pays, tender.tendered(), tender.change(), null, refund.toString()));
    return new NewSale(
        sale.id(),
        sale.channel(),
        sale.location(),
        sale.register(),
        sale.receiptNumber(),
        sale.soldAt(),
        sale.holdId(),
        sale.lease(),
        sale.currency(),
        sale.lines(),
        sale.taxes(),
        tenders,
        sale.charges(),
        sale.pointCard(),
        sale.rounding(),
        sale.invoiceTo(),
        sale.shift(),
        sale.pricing(),
        sale.sender());
  }

  private static Money pays(NewSale sale, Money value) {
    try {
      var due = sale.due();
      return due.compareTo(value) < 0 ? due : value;
    } catch (ArithmeticException | IllegalArgumentException wrong) {
      throw BadInput.of("lines", "do not add up: " + wrong.getMessage());
    }
  }
}
