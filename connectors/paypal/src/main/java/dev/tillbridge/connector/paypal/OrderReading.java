package dev.tillbridge.connector.paypal;

import com.paypal.orders.Capture;
import com.paypal.orders.LinkDescription;
import com.paypal.orders.Order;
import com.paypal.orders.PurchaseUnit;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.payment.GatewayPayment;
import dev.tillbridge.model.payment.GatewayPayment.State;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns PayPal's order into a payment as the hub knows it. */
final class OrderReading {

  /** Money that was taken stays taken, even when some of it went back later. */
  private static final Set<String> TAKEN = Set.of("COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED");

  private static final Set<String> FAILED = Set.of("DECLINED", "FAILED");

  private OrderReading() {}

  /** False for the short form of an answer, which says too little to judge by. */
  static boolean isWhole(Order order) {
    if (order.purchaseUnits() == null || order.purchaseUnits().size() != 1) {
      return false;
    }
    var unit = order.purchaseUnits().getFirst();
    return unit.amountWithBreakdown() != null
        && (!"COMPLETED".equals(order.status()) || !captures(unit).isEmpty());
  }

  /**
   * @param order a whole one
   * @throws RuntimeException if it cannot be understood
   */
  static Outcome<GatewayPayment> payment(Order order) {
    var unit = order.purchaseUnits().getFirst();
    var asked = Amounts.read(
        unit.amountWithBreakdown().value(), unit.amountWithBreakdown().currencyCode());
    var taken = captures(unit).stream().filter(c -> TAKEN.contains(c.status())).toList();
    if (taken.size() > 1) {
      return new Refused<>("PayPal took money "
          + taken.size()
          + " times for order "
          + order.id()
          + "; give back all but one");
    }
    if (!taken.isEmpty()) {
      return captured(order, asked, taken.getFirst());
    }
    return new Delivered<>(new GatewayPayment(
        order.id(), state(order, unit), asked, approvalUrl(order), pending(unit), null));
  }

  private static Outcome<GatewayPayment> captured(Order order, Money asked, Capture capture) {
    var amount = Amounts.read(capture.amount());
    if (!amount.equals(asked)) {
      return new Refused<>("PayPal took %s instead of %s as capture %s; correct it there"
          .formatted(amount, asked, capture.id()));
    }
    return new Delivered<>(
        new GatewayPayment(order.id(), State.CAPTURED, amount, null, capture.id(), fee(capture)));
  }

  /** A capture that PayPal declined for good; null while there is none. */
  static @Nullable Capture declined(Order order) {
    var captures = captures(order.purchaseUnits().getFirst());
    return !captures.isEmpty() && captures.stream().allMatch(c -> FAILED.contains(c.status()))
        ? captures.getLast()
        : null;
  }

  private static State state(Order order, PurchaseUnit unit) {
    if (pending(unit) != null) {
      return State.PENDING;
    }
    return switch (order.status()) {
      case "CREATED", "SAVED", "PAYER_ACTION_REQUIRED" -> State.WAITING;
      case "APPROVED" -> State.APPROVED;
      case "VOIDED" -> State.CANCELLED;
      // Completed without money: every capture was declined.
      case "COMPLETED" -> State.CANCELLED;
      default -> throw new IllegalStateException("unknown state of an order: " + order.status());
    };
  }

  private static @Nullable String pending(PurchaseUnit unit) {
    return captures(unit).stream()
        .filter(c -> "PENDING".equals(c.status()))
        .map(Capture::id)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable URI approvalUrl(Order order) {
    if (order.links() == null || !isOpen(order.status())) {
      return null;
    }
    return order.links().stream()
        .filter(link -> Set.of("approve", "payer-action").contains(link.rel()))
        .map(LinkDescription::href)
        .map(URI::create)
        .findFirst()
        .orElse(null);
  }

  private static boolean isOpen(String status) {
    return Set.of("CREATED", "SAVED", "PAYER_ACTION_REQUIRED").contains(status);
  }

  /** What PayPal says it kept; absent while it is still counting. */
  private static @Nullable Money fee(Capture capture) {
    var breakdown = capture.sellerReceivableBreakdown();
    return breakdown == null || breakdown.paypalFee() == null
        ? null
        : Amounts.read(breakdown.paypalFee());
  }

  private static List<Capture> captures(PurchaseUnit unit) {
    return unit.payments() == null || unit.payments().captures() == null
        ? List.of()
        : unit.payments().captures();
  }
}
