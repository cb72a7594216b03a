package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.inventory.Listed;
import dev.tillbridge.hub.inventory.PurchaseOrderView;
import dev.tillbridge.hub.inventory.PurchaseOrders;
import dev.tillbridge.hub.inventory.PurchaseRequest;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.stock.StockLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Goods that were ordered; every step has an id of its own and happens once. */
@RestController
@RequestMapping("/api/v1/purchase-orders")
class PurchaseOrdersApi {

  private static final int LONGEST = 200;

  private final PurchaseOrders orders;

  PurchaseOrdersApi(PurchaseOrders orders) {
    this.orders = orders;
  }

  record OrderedJson(
      @Nullable String sku,
      @Nullable Integer quantity,
      @Nullable MoneyJson unitCost) {}

  record Order(
      @Nullable UUID id,
      @Nullable String supplier,
      @Nullable String location,
      @Nullable String reference,
      @Nullable LocalDate expectedOn,
      @Nullable List<@Nullable OrderedJson> lines) {

    PurchaseRequest.Order read() {
      var read = new ArrayList<PurchaseRequest.Ordered>();
      for (var line : Input.list("lines", lines, HoldRequest.MOST_LINES)) {
        var field = "lines[" + read.size() + "]";
        read.add(new PurchaseRequest.Ordered(
            Input.sku(field + ".sku", line.sku()),
            Input.between(field + ".quantity", line.quantity(), 1, StockLine.MOST),
            MoneyJson.read(field + ".unitCost", line.unitCost())));
      }
      return new PurchaseRequest.Order(
          Input.need("id", id),
          Input.text("supplier", supplier, LONGEST),
          Input.location("location", location),
          Input.text("reference", reference, LONGEST),
          read.getFirst().unitCost().currency(),
          day(expectedOn),
          read);
    }

    private static @Nullable LocalDate day(@Nullable LocalDate day) {
      if (day != null && (day.getYear() < 2000 || day.getYear() > 2100)) {
        throw BadInput.of("expectedOn", "must lie between 2000 and 2100");
      }
      return day;
    }
  }

  record CameJson(
      @Nullable String sku,
      @Nullable Integer good,
      @Nullable Integer damaged,
      @Nullable List<@Nullable String> serials,
      @Nullable List<@Nullable String> damagedSerials,
      @Nullable String lot,
      @Nullable LocalDate expiresOn) {

    PurchaseRequest.Came read(String field) {
      return new PurchaseRequest.Came(
          Input.sku(field + ".sku", sku),
          good == null ? 0 : Input.between(field + ".good", good, 0, StockLine.MOST),
          damaged == null ? 0 : Input.between(field + ".damaged", damaged, 0, StockLine.MOST),
          TrackedJson.arrived(field, serials, damagedSerials, lot, expiresOn));
    }
  }

  record Receive(@Nullable UUID id, @Nullable List<@Nullable CameJson> lines) {

    PurchaseRequest.Receive read(UUID order) {
      var read = new ArrayList<PurchaseRequest.Came>();
      for (var line : Input.list("lines", lines, HoldRequest.MOST_LINES)) {
        read.add(line.read("lines[" + read.size() + "]"));
      }
      return new PurchaseRequest.Receive(Input.need("id", id), order, read);
    }
  }

  record Close(@Nullable UUID id, @Nullable String reason) {}

  record Step(@Nullable UUID id) {}

  record OrdersJson(
      List<PurchaseOrderJson> orders, @Nullable String nextCursor) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  PurchaseOrderJson order(@RequestBody Order order, @AuthenticationPrincipal Caller caller) {
    return PurchaseOrderJson.of(orders.order(order.read(), caller.name()));
  }

  /** In parts, broken, or in other numbers than ordered: what came is taken in as it is. */
  @PostMapping("/{id}/receipts")
  @ResponseStatus(HttpStatus.CREATED)
  PurchaseOrderJson receive(
      @PathVariable UUID id, @RequestBody Receive receipt, @AuthenticationPrincipal Caller caller) {
    var request = receipt.read(id);
    caller.mustBeAt(get(id).location());
    return PurchaseOrderJson.of(orders.receive(request, caller.name()));
  }

  /** What has not come will not come. */
  @PostMapping("/{id}/close")
  PurchaseOrderJson close(
      @PathVariable UUID id, @RequestBody Close close, @AuthenticationPrincipal Caller caller) {
    var request = new PurchaseRequest.Close(
        Input.need("id", close.id()), id, Input.text("reason", close.reason(), LONGEST));
    return PurchaseOrderJson.of(orders.close(request, caller.name()));
  }

  @PostMapping("/{id}/cancel")
  PurchaseOrderJson cancel(
      @PathVariable UUID id, @RequestBody Step step, @AuthenticationPrincipal Caller caller) {
    var request = new PurchaseRequest.Cancel(Input.need("id", step.id()), id);
    return PurchaseOrderJson.of(orders.cancel(request, caller.name()));
  }

  /** Newest first; a cashier sees those of his own location. */
  @GetMapping
  OrdersJson list(
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(required = false) PurchaseOrderView.@Nullable State state,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") Integer limit,
      @AuthenticationPrincipal Caller caller) {
    var page = orders.list(
        Input.placeOf(caller, location),
        state,
        cursor,
        Input.between("limit", limit, 1, Listed.MOST));
    return new OrdersJson(page.rows().stream().map(PurchaseOrderJson::of).toList(), page.next());
  }

  @GetMapping("/{id}")
  PurchaseOrderJson one(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    var order = get(id);
    if (caller.isStrangerAt(order.location())) {
      throw new NotFound("purchase order " + id);
    }
    return PurchaseOrderJson.of(order);
  }

  private PurchaseOrderView get(UUID id) {
    return orders.find(id).orElseThrow(() -> new NotFound("purchase order " + id));
  }
}
