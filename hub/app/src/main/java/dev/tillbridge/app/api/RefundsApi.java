package dev.tillbridge.app.api;

import dev.tillbridge.app.api.CounterRefundJson.RefundFiguresJson;
import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.web.Problem;
import dev.tillbridge.hub.people.People;
import dev.tillbridge.hub.people.PinCheck;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.returns.CounterRefunds;
import dev.tillbridge.hub.returns.NewRefund;
import dev.tillbridge.hub.sales.Sales;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Money that goes back at the counter, and exchanges. Goods come back by a return of their own. */
@RestController
class RefundsApi {

  private final CounterRefunds refunds;
  private final Sales sales;
  private final People people;

  RefundsApi(CounterRefunds refunds, Sales sales, People people) {
    this.refunds = refunds;
    this.sales = sales;
    this.people = people;
  }

  record CounterRefundsJson(List<CounterRefundJson> refunds) {}

  /** The same id again is the same refund. Who may not give money back brings a manager's PIN. */
  @PostMapping("/api/v1/refunds")
  ResponseEntity<Object> give(
      @RequestBody RefundBody body,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest http) {
    var refund = read(body, caller);
    if (caller.may(Authorities.PAYMENTS_REFUND) || refunds.isKnown(refund.id())) {
      return given(refund, caller, caller.name());
    }
    var approval = body.approval();
    if (approval == null) {
      throw new AccessDeniedException("nobody has allowed it");
    }
    var name = Input.text("approval.name", approval.name(), 100);
    var pin = Input.need("approval.pin", approval.pin());
    return switch (people.checkPin(name, pin, http.getRemoteAddr())) {
      case PinCheck.Right(var user)
      when Authorities.mayRefund(user.role().name()) -> given(refund, caller, user.name());
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

  /** What it would come to and how it would go back, before the drawer opens; changes nothing. */
  @PostMapping("/api/v1/refunds/quote")
  RefundFiguresJson quote(@RequestBody RefundBody body, @AuthenticationPrincipal Caller caller) {
    return RefundFiguresJson.of(refunds.quote(read(body, caller)));
  }

  @GetMapping("/api/v1/refunds/{id}")
  CounterRefundJson one(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return refunds
        .find(id)
        .filter(refund -> !caller.isStrangerAt(refund.location()))
        .map(CounterRefundJson::of)
        .orElseThrow(() -> new NotFound("refund " + id));
  }

  /** Oldest first. */
  @GetMapping("/api/v1/sales/{id}/refunds")
  CounterRefundsJson ofSale(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    if (sales.find(id).filter(sale -> !caller.isStrangerAt(sale.location())).isEmpty()) {
      throw new NotFound("sale " + id);
    }
    return new CounterRefundsJson(
        refunds.ofSale(id).stream().map(CounterRefundJson::of).toList());
  }

  private static NewRefund read(RefundBody body, Caller caller) {
    var refund = body.read();
    caller.mustBeAt(refund.location());
    var exchange = refund.exchange();
    if (exchange != null) {
      caller.mustBeAt(exchange.location());
    }
    return refund;
  }

  private ResponseEntity<Object> given(NewRefund refund, Caller caller, String approvedBy) {
    return ResponseEntity.status(201)
        .body(CounterRefundJson.of(refunds.give(refund, caller.name(), approvedBy)));
  }

  private static ResponseEntity<Object> refused() {
    return ResponseEntity.status(403)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problem.of(
            403, "approval-refused", "name or PIN is wrong, or not of somebody who may refund"));
  }
}
