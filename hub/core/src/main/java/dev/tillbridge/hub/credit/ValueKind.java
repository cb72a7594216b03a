package dev.tillbridge.hub.credit;

import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.Tender;
import java.util.Optional;

/** What sort of promise it is. */
public enum ValueKind {
  /** Bought by somebody, for whoever has it. */
  GIFT_CARD,
  /** Owed to a customer, mostly for goods that he brought back. */
  STORE_CREDIT,
  /** Paid in advance for goods that he will collect. */
  DEPOSIT;

  /** What a tender of this kind takes from, if from any. */
  public static Optional<ValueKind> of(Tender.Kind kind) {
    return switch (kind) {
      case GIFT_CARD -> Optional.of(GIFT_CARD);
      case STORE_CREDIT -> Optional.of(STORE_CREDIT);
      case DEPOSIT -> Optional.of(DEPOSIT);
      case CASH, PAYPAL, SHOP, CARD, ON_ACCOUNT, EXCHANGE -> Optional.empty();
    };
  }

  /** What a charge of this kind pays into, if into any. */
  public static Optional<ValueKind> of(SaleCharge.Kind kind) {
    return switch (kind) {
      case GIFT_CARD -> Optional.of(GIFT_CARD);
      case DEPOSIT -> Optional.of(DEPOSIT);
      case TIP, DUTY, FEE -> Optional.empty();
    };
  }
}
