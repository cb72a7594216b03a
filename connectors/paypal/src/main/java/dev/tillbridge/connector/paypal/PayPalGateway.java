package dev.tillbridge.connector.paypal;

import com.paypal.orders.AmountWithBreakdown;
import com.paypal.orders.ApplicationContext;
import com.paypal.orders.Order;
import com.paypal.orders.OrderCaptureRequest;
import com.paypal.orders.OrderRequest;
import com.paypal.orders.OrdersCaptureRequest;
import com.paypal.orders.OrdersCreateRequest;
import com.paypal.orders.OrdersGetRequest;
import com.paypal.orders.PurchaseUnitRequest;
import com.paypal.payments.CapturesRefundRequest;
import com.paypal.payments.Refund;
import com.paypal.payments.RefundRequest;
import dev.tillbridge.connector.paypal.PayPalCalls.Effect;
import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.NotSent;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.payment.GatewayPayment;
import dev.tillbridge.model.payment.PaymentGateway;
import dev.tillbridge.model.payment.SettlementReports;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Payments by PayPal: an order, the customer's approval on his own phone, a capture, a refund.
 *
 * <p>Every call that changes something carries its key as {@code PayPal-Request-Id}. PayPal keeps
 * the keys of orders for six hours and those of refunds for 45 days; a capture repeated later than
 * that answers ORDER_ALREADY_CAPTURED, and the order then tells what happened.
 */
public final class PayPalGateway implements PaymentGateway {

  private static final String REPRESENTATION = "return=representation";

  private final PayPalCalls calls;
  private final PayPalReports reports;
  private final String brandName;

  /** Ready to be used by many threads at once; nothing is sent yet. */
  public PayPalGateway(PayPalSettings settings, InstantSource clock) {
    this.calls = new PayPalCalls(new PayPalTransport(settings, clock));
    this.reports = new PayPalReports(calls, clock);
    this.brandName = settings.brandName();
  }

  @Override
  public String kind() {
    return "PAYPAL";
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(true, true);
  }

  @Override
  public SettlementReports reports() {
    return reports;
  }

  @Override
  public Outcome<GatewayPayment> open(Request request) {
    String value;
    try {
      value = Amounts.spelled(request.amount());
    } catch (ArithmeticException e) {
      return new Refused<>("PayPal takes no parts of a " + request.amount().currency());
    }
    if (request.amount().minor() <= 0) {
      return new Refused<>("PayPal cannot be asked for " + request.amount());
    }
    var unit = new PurchaseUnitRequest()
        .amountWithBreakdown(new AmountWithBreakdown()
            .currencyCode(request.amount().currency().getCurrencyCode())
            .value(value))
        // PayPal refuses to take money twice for one invoice, which guards this payment too.
        .invoiceId(request.paymentId().toString())
        .customId(request.paymentId().toString())
        .description(request.description());
    var create = new OrdersCreateRequest()
        .prefer(REPRESENTATION)
        .requestBody(new OrderRequest()
            .checkoutPaymentIntent("CAPTURE")
            .purchaseUnits(List.of(unit))
            .applicationContext(new ApplicationContext()
                .brandName(brandName)
                .shippingPreference("NO_SHIPPING")
                .userAction("PAY_NOW")));
    create.header("PayPal-Request-Id", request.key().toString());
    var opened = calls.ask(create, Effect.POSSIBLE, order -> whole(order, order.id()));
    return opened instanceof Delivered<GatewayPayment>(var payment)
            && !payment.amount().equals(request.amount())
        ? new Refused<>("PayPal opened %s instead of %s as order %s; do not let it be paid"
            .formatted(payment.amount(), request.amount(), payment.reference()))
        : opened;
  }

  @Override
  public Outcome<GatewayPayment> look(String reference) {
    return calls.ask(new OrdersGetRequest(reference), Effect.NONE, order -> {
      if (!OrderReading.isWhole(order)) {
        throw new IllegalStateException("the order says too little");
      }
      return OrderReading.payment(order);
    });
  }

  @Override
  public Outcome<GatewayPayment> capture(UUID key, String reference) {
    var capture = new OrdersCaptureRequest(reference)
        .payPalRequestId(key.toString())
        .prefer(REPRESENTATION)
        .requestBody(new OrderCaptureRequest());
    return calls.ask(
        capture,
        Effect.POSSIBLE,
        order -> whole(order, reference),
        problem -> problem.issue().equals("ORDER_ALREADY_CAPTURED")
            ? Optional.of(afterwards(reference))
            : Optional.empty());
  }

  @Override
  public Outcome<String> refund(UUID key, String captureReference, Money amount) {
    String value;
    try {
      value = Amounts.spelled(amount);
    } catch (ArithmeticException e) {
      return new Refused<>("PayPal takes no parts of a " + amount.currency());
    }
    var refund = new CapturesRefundRequest(captureReference)
        .payPalRequestId(key.toString())
        .prefer(REPRESENTATION)
        .requestBody(new RefundRequest()
            .amount(new com.paypal.payments.Money()
                .currencyCode(amount.currency().getCurrencyCode())
                .value(value)));
    return calls.ask(refund, Effect.POSSIBLE, answer -> refunded(answer, amount));
  }

  /** The payment by an order just changed; looked up if the answer was the short form. */
  private Outcome<GatewayPayment> whole(Order order, String reference) {
    if (!OrderReading.isWhole(order)) {
      return afterwards(reference);
    }
    var declined = OrderReading.declined(order);
    return declined == null
        ? OrderReading.payment(order)
        : new Refused<>(
            "PayPal declined the customer's means of payment; he may choose another (capture "
                + declined.id()
                + " "
                + declined.status()
                + ")");
  }

  /** How it stands after a change. If we cannot see that, the change stays in doubt. */
  private Outcome<GatewayPayment> afterwards(String reference) {
    return switch (look(reference)) {
      case NotSent<GatewayPayment> unseen ->
        new InDoubt<>("PayPal did it, but we could not look: " + unseen.why());
      case Delivered<GatewayPayment> seen -> seen;
      case InDoubt<GatewayPayment> seen -> seen;
      case Refused<GatewayPayment> seen -> seen;
    };
  }

  private static Outcome<String> refunded(Refund refund, Money wanted) {
    if (Set.of("CANCELLED", "FAILED").contains(refund.status())) {
      return new Refused<>("PayPal did not give it back: refund " + refund.id() + " failed");
    }
    var given = Amounts.read(refund.amount().value(), refund.amount().currencyCode());
    return given.equals(wanted)
        ? new Delivered<>(Objects.requireNonNull(refund.id(), "a refund without an id"))
        : new Refused<>("PayPal gave back %s instead of %s as refund %s; correct it there"
            .formatted(given, wanted, refund.id()));
  }
}
