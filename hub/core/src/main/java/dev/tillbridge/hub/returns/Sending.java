package dev.tillbridge.hub.returns;

import dev.tillbridge.hub.credit.Credits;
import dev.tillbridge.hub.credit.ValueKind;
import dev.tillbridge.hub.payments.RefundQueue;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.hub.returns.NewRefund.Back;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.sale.Tender;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Sends money back that is not in the drawer. Joins the caller's transaction. */
final class Sending {

  private final RefundQueue gateways;
  private final Credits credits;

  Sending(RefundQueue gateways, Credits credits) {
    this.gateways = gateways;
    this.credits = credits;
  }

  /** What had come from cards goes back onto them; what becomes credit is paid into a new one. */
  List<Back> onCards(NewRefund refund, WayBack back) {
    int number = 0;
    for (var part : back.parts()) {
      number++;
      if (ValueKind.of(part.original().kind()).isPresent()) {
        var card = UUID.fromString(Objects.requireNonNull(part.original().reference()));
        credits.putBack(card, part.amount(), refund.id() + "|" + number);
      }
    }
    if (back.credit().isZero()) {
      return back.tenders();
    }
    var named = new ArrayList<Back>();
    for (int i = 0; i < back.tenders().size(); i++) {
      var tender = back.tenders().get(i);
      if (tender.kind() == Tender.Kind.STORE_CREDIT) {
        var card = credits.refunded(
            tender.reference(),
            tender.amount(),
            refund.id() + "|" + (i + 1),
            "tenders[" + i + "].reference");
        named.add(new Back(tender.kind(), tender.amount(), card.id().toString()));
      } else {
        named.add(tender);
      }
    }
    return named;
  }

  /**
   * What a gateway took it will be asked for.
   *
   * @throws NotPossible when it has not enough any more
   */
  void askGateways(NewRefund refund, SaleView sale, WayBack back) {
    var amount = Originals.sum(
        Money.zero(sale.currency()),
        back.parts().stream()
            .filter(p -> p.original().kind() == Tender.Kind.PAYPAL)
            .toList());
    if (amount.isZero()) {
      return;
    }
    var left =
        gateways.add(refund.id(), gateways.ofSale(sale.id(), "PAYPAL"), amount, refund.reason());
    if (!left.isZero()) {
      throw new NotPossible(left + " are not with the gateway any more");
    }
  }
}
