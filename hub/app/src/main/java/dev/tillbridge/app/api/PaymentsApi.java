package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.web.Problem;
import dev.tillbridge.hub.payments.PaymentView;
import dev.tillbridge.hub.payments.Payments;
import dev.tillbridge.hub.payments.RefundView;
import dev.tillbridge.hub.payments.Wanted;
import dev.tillbridge.hub.people.People;
import dev.tillbridge.hub.people.PinCheck;
import dev.tillbridge.hub.people.Role;
import dev.tillbridge.hub.problem.BadInput;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
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
  private final People people;

  PaymentsApi(Payments payments, People people) {
    this.payments = payments;
    this.people = people;
  }

  record Opening(
      @Nullable UUID id,
      @Nullable UUID saleId,
      @Nullable UUID holdId,
      @Nullable String gateway,
      @Nullable MoneyJson amount,
      @Nullable MoneyJson due,
      @Nullable String register) {}

  /** With a manager's word another card may be asked although the end of this payment is not known. */
  record Abandoning(@Nullable Approval approval) {}

  /** A manager with his PIN. */
  record Approval(@Nullable String name, @Nullable String pin) {
    /** Without the PIN, because records end up in logs. */
    @Override
    public String toString() {
      return "Approval[" + name + "]";
    }
  }

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
      @Nullable String note,
      boolean unwanted) {
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
          view.note(),
          view.unwanted());
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
    return PaymentJson.of(payments.open(new Wanted(
        Input.need("id", body.id()),
        Input.need("saleId", body.saleId()),
        body.holdId(),
        Input.text("gateway", body.gateway(), 20),
        amount,
        MoneyJson.readOrNull("due", body.due()),
        body.register() == null ? null : Input.text("register", body.register(), 40))));
  }

  private static ResponseEntity<Object> refused() {
    return ResponseEntity.status(403)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(
            Problem.of(403, "override-refused", "name or PIN is wrong, or not that of a manager"));
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

  /** The customer pays in another way: what turns up of this payment is cancelled or given back. */
  @PostMapping("/{id}/abandon")
  ResponseEntity<Object> abandon(
      @PathVariable UUID id,
      @RequestBody Abandoning body,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest request) {
    var approval = body.approval();
    if (approval == null) {
      return ResponseEntity.ok(PaymentJson.of(payments.abandon(id, caller.name(), null)));
    }
    var name = Input.text("approval.name", approval.name(), 100);
    var pin = Input.need("approval.pin", approval.pin());
    return switch (people.checkPin(name, pin, request.getRemoteAddr())) {
      case PinCheck.Right(var user)
      when user.role() == Role.OWNER || user.role() == Role.MANAGER ->
        ResponseEntity.ok(PaymentJson.of(payments.abandon(id, caller.name(), user.name())));
      // Nobody learns whether it was the name, the PIN or the role.
      case PinCheck.Right ignored -> refused();
      case PinCheck.Wrong() -> refused();
      case PinCheck.Wait(var atLeast) ->
        ResponseEntity.status(429)
            .header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, atLeast.toSeconds())))
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .body(Problem.of(
                429, "too-many-requests", "too many failures, wait before the next try"));
    };
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
