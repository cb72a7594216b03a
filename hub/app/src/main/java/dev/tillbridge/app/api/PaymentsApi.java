package dev.tillbridge.app.api;

import dev.tillbridge.hub.payments.PaymentView;
import dev.tillbridge.hub.payments.Payments;
import dev.tillbridge.hub.payments.RefundView;
import dev.tillbridge.hub.problem.BadInput;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Money asked for, taken and given back through a gateway. */
@RestController
@RequestMapping("/api/v1/payments")
class PaymentsApi {

  private final Payments payments;

  PaymentsApi(Payments payments) {
    this.payments = payments;
  }

  record Opening(
      @Nullable UUID id,
      @Nullable UUID saleId,
      @Nullable UUID holdId,
      @Nullable String gateway,
      @Nullable MoneyJson amount) {}

  record Refunding(@Nullable UUID id, @Nullable MoneyJson amount) {}

  record PaymentJson(
      UUID id,
      UUID saleId,
      String gateway,
      MoneyJson amount,
      String state,
      @Nullable String approvalUrl,
      @Nullable String reference,
      @Nullable MoneyJson fee,
      @Nullable String note) {
    static PaymentJson of(PaymentView view) {
      return new PaymentJson(
          view.id(),
          view.saleId(),
          view.gateway(),
          MoneyJson.of(view.amount()),
          view.state().name(),
          view.approvalUrl(),
          view.reference(),
          MoneyJson.orNull(view.fee()),
          view.note());
    }
  }

  record RefundJson(
      UUID id,
      UUID paymentId,
      MoneyJson amount,
      String state,
      @Nullable String reference,
      @Nullable String note) {
    static RefundJson of(RefundView view) {
      return new RefundJson(
          view.id(),
          view.paymentId(),
          MoneyJson.of(view.amount()),
          view.state().name(),
          view.remoteId(),
          view.note());
    }
  }

  /** Asks the customer for money; the same id again is the same payment. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  PaymentJson open(@RequestBody Opening body) {
    var amount = MoneyJson.read("amount", body.amount());
    if (amount.minor() < 1) {
      throw BadInput.of("amount.minor", "must be above zero");
    }
    return PaymentJson.of(payments.open(
        Input.need("id", body.id()),
        Input.need("saleId", body.saleId()),
        body.holdId(),
        Input.text("gateway", body.gateway(), 20),
        amount));
  }

  /** How it stands; asks the gateway while that is not final. */
  @GetMapping("/{id}")
  PaymentJson look(@PathVariable UUID id) {
    return PaymentJson.of(payments.look(id));
  }

  @PostMapping("/{id}/capture")
  PaymentJson capture(@PathVariable UUID id) {
    return PaymentJson.of(payments.capture(id));
  }

  @PostMapping("/{id}/cancel")
  PaymentJson cancel(@PathVariable UUID id) {
    return PaymentJson.of(payments.cancel(id));
  }

  @PostMapping("/{id}/refund")
  @ResponseStatus(HttpStatus.CREATED)
  RefundJson refund(@PathVariable UUID id, @RequestBody Refunding body) {
    var amount = MoneyJson.read("amount", body.amount());
    if (amount.minor() < 1) {
      throw BadInput.of("amount.minor", "must be above zero");
    }
    return RefundJson.of(payments.refund(id, Input.need("id", body.id()), amount));
  }
}
