package dev.tillbridge.hub.sales;

import dev.tillbridge.hub.payments.PaymentView;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.model.money.Money;
import java.util.UUID;

/** Makes sure that a gateway has the money that a tender claims. */
@FunctionalInterface
public interface PaymentCheck {

  /**
   * The payment, captured for exactly this amount; joins the caller's transaction.
   *
   * @throws BadInput when it is unknown, not captured, or of another amount
   */
  PaymentView check(UUID paymentId, Money amount);
}
