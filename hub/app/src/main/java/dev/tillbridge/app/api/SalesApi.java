package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.receipts.ReceiptLinks;
import dev.tillbridge.hub.sales.NewSale;
import dev.tillbridge.hub.sales.Sales;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Finished sales. */
@RestController
@RequestMapping("/api/v1/sales")
class SalesApi {

  private final Sales sales;
  private final ReceiptLinks links;
  private final SaleRemarks remarks;

  SalesApi(Sales sales, ReceiptLinks links, SaleRemarks remarks) {
    this.sales = sales;
    this.links = links;
    this.remarks = remarks;
  }

  record SalesJson(List<SaleJson> sales) {}

  /** 201 when it is new, 200 when it was known; the same body either way. */
  @PostMapping
  ResponseEntity<SaleJson> record(
      @RequestBody SaleBody body, @AuthenticationPrincipal Caller caller) {
    var role = caller.role();
    var sale = body.read(role == null ? null : new NewSale.Sender(caller.name(), role));
    caller.mustBeAt(sale.location());
    var token = body.receiptToken();
    if (token != null) {
      ReceiptLinks.checked("receiptToken", token);
    }
    var beside = remarks.read(body);
    var recorded = sales.record(sale);
    // As with the link: should we die before this, the till reports the sale again.
    remarks.keep(recorded.view().id(), beside);
    if (token != null) {
      // Should we die before this, the till has no answer and reports the sale again.
      links.lead(token, recorded.view().id());
    }
    return ResponseEntity.status(recorded.known() ? 200 : 201).body(SaleJson.of(recorded.view()));
  }

  /** The newest; a cashier sees those of his own location. */
  @GetMapping
  SalesJson newest(
      @RequestParam(defaultValue = "50") Integer limit, @AuthenticationPrincipal Caller caller) {
    int most = Input.between("limit", limit, 1, Sales.NEWEST_MOST);
    return new SalesJson(sales.newest(most).stream()
        .filter(sale -> !caller.isStrangerAt(sale.location()))
        .map(SaleJson::of)
        .toList());
  }

  @GetMapping("/{id}")
  SaleJson one(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return sales
        .find(id)
        .filter(sale -> !caller.isStrangerAt(sale.location()))
        .map(sale -> SaleJson.of(sale, remarks.of(id)))
        .orElseThrow(() -> new NotFound("sale " + id));
  }

  /** Versions, parts and refunds of the order that it was made of; 404 for a sale of the counter. */
  @GetMapping("/{id}/order")
  OrderHistoryJson order(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return sales
        .find(id)
        .filter(sale -> !caller.isStrangerAt(sale.location()))
        .flatMap(sale -> sales.orderHistory(id))
        .map(OrderHistoryJson::of)
        .orElseThrow(() -> new NotFound("order of sale " + id));
  }
}
