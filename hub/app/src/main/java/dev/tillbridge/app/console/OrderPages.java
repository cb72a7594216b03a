package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.inventory.Listed;
import dev.tillbridge.hub.inventory.LowStock;
import dev.tillbridge.hub.inventory.PurchaseOrderView;
import dev.tillbridge.hub.inventory.PurchaseOrders;
import dev.tillbridge.hub.inventory.PurchaseRequest;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.stock.StockLine;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was ordered of suppliers, and the forms that order it and take it in. */
@Hidden
@RestController
@RequestMapping("/console/stock/orders")
class OrderPages {

  private static final String ORDERS = "/console/stock/orders";
  private static final int LONGEST = 200;
  private static final int ROWS = 5;

  /** ISO 4217 for "no currency": while none is known, all other faults are named nevertheless. */
  private static final Currency NONE = Currency.getInstance("XXX");

  private final PurchaseOrders orders;
  private final LowStock lowStock;
  private final GoodsForms forms;
  private final Sheets sheets;

  OrderPages(PurchaseOrders orders, LowStock lowStock, GoodsForms forms, Sheets sheets) {
    this.orders = orders;
    this.lowStock = lowStock;
    this.forms = forms;
    this.sheets = sheets;
  }

  @GetMapping
  ResponseEntity<String> list(
      @RequestParam(defaultValue = "") String cursor, @AuthenticationPrincipal Caller caller) {
    var page = orders.list(null, null, cursor.isEmpty() ? null : cursor, 50);
    var next = page.next();
    return sheets.page(
        200,
        "orders",
        ORDERS,
        Filled.blank(0),
        null,
        caller,
        Map.of("orders", page.rows(), "next", next == null ? "" : next));
  }

  /** Empty, or with what was ticked among what is low at a place. */
  @GetMapping("/new")
  ResponseEntity<String> blank(
      @RequestParam(defaultValue = "") String location,
      @RequestParam MultiValueMap<String, String> asked,
      @AuthenticationPrincipal Caller caller) {
    var values = new LinkedHashMap<String, String>();
    values.put("location", location);
    var picked = asked.getOrDefault("pick", List.of());
    int row = 0;
    if (!picked.isEmpty()) {
      for (var low : lowStock.low(null, null, Listed.MOST).rows()) {
        if (low.location().code().equals(location) && picked.contains(low.sku().code())) {
          values.put("lines[" + row + "].sku", low.sku().code());
          values.put("lines[" + row + "].quantity", String.valueOf(low.suggested()));
          row++;
        }
      }
    }
    return fresh(200, new Filled(values, Math.max(ROWS, row + 1)), caller);
  }

  private ResponseEntity<String> fresh(int status, Filled form, Caller caller) {
    return sheets.page(status, "order-new", ORDERS, form, null, caller, Map.of());
  }

  @PostMapping
  ResponseEntity<String> order(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    if (form.has("more")) {
      form.addRows(ROWS);
      return fresh(200, form, caller);
    }
    return sheets.attempt(
        form,
        () -> {
          var order = read(form);
          orders.order(order, caller.name());
          return ORDERS + "/" + order.id() + "?done=ordered";
        },
        status -> fresh(status, form, caller));
  }

  private PurchaseRequest.Order read(Filled form) {
    var location = form.location("location");
    var currency = sheets.place(location).map(Location::currency);
    if (currency.isEmpty()) {
      form.wrong("location", "must be chosen");
    }
    var lines = lines(form, currency.orElse(NONE));
    var order = new PurchaseRequest.Order(
        form.uuid("id"),
        form.text("supplier", LONGEST),
        location,
        form.text("reference", LONGEST),
        currency.orElse(NONE),
        form.day("expectedOn"),
        lines);
    form.check();
    return order;
  }

  private static List<PurchaseRequest.Ordered> lines(Filled form, Currency currency) {
    var lines = new ArrayList<PurchaseRequest.Ordered>();
    for (int i : form.lines("lines", "sku", "quantity", "unitCost")) {
      var row = "lines[" + i + "].";
      lines.add(new PurchaseRequest.Ordered(
          form.sku(row + "sku"),
          form.number(row + "quantity", 1, StockLine.MOST),
          form.money(row + "unitCost", currency)));
    }
    if (lines.isEmpty()) {
      form.wrong("lines[0].sku", "must be given");
    }
    return lines;
  }

  @GetMapping("/{id}")
  ResponseEntity<String> one(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return shown(200, id, Filled.blank(0), done, caller);
  }

  private ResponseEntity<String> shown(
      int status, UUID id, Filled form, @Nullable String done, Caller caller) {
    var order = get(id);
    var skus = order.lines().stream().map(PurchaseOrderView.Line::sku).toList();
    return sheets.page(
        status,
        "order",
        ORDERS,
        form,
        done,
        caller,
        Map.of("order", order, "tracked", forms.tracked(skus)));
  }

  private PurchaseOrderView get(UUID id) {
    return orders.find(id).orElseThrow(() -> new NotFound("purchase order " + id));
  }

  @PostMapping("/{id}/receipts")
  ResponseEntity<String> receive(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    var order = get(id);
    caller.mustBeAt(order.location());
    return act(id, form, "received", caller, () -> {
      var came = new ArrayList<PurchaseRequest.Came>();
      for (int i : form.lines("lines", "good", "damaged")) {
        var row = "lines[" + i + "].";
        came.add(new PurchaseRequest.Came(
            form.sku(row + "sku"),
            form.numberOr(row + "good", 0, 0, StockLine.MOST),
            form.numberOr(row + "damaged", 0, 0, StockLine.MOST),
            GoodsForms.names(form, row)));
      }
      if (came.isEmpty()) {
        form.wrong("lines[0].good", "must be given for something that came");
      }
      var request = new PurchaseRequest.Receive(form.uuid("id"), id, came);
      form.check();
      orders.receive(request, caller.name());
    });
  }

  @PostMapping("/{id}/close")
  ResponseEntity<String> close(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    get(id);
    return act(id, form, "closed", caller, () -> {
      var close = new PurchaseRequest.Close(form.uuid("id"), id, form.text("reason", LONGEST));
      form.check();
      orders.close(close, caller.name());
    });
  }

  @PostMapping("/{id}/cancel")
  ResponseEntity<String> cancel(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    get(id);
    return act(id, form, "cancelled", caller, () -> {
      var cancel = new PurchaseRequest.Cancel(form.uuid("id"), id);
      form.check();
      orders.cancel(cancel, caller.name());
    });
  }

  private ResponseEntity<String> act(
      UUID id, Filled form, String done, Caller caller, Runnable work) {
    return sheets.act(
        ORDERS + "/" + id, form, done, work, status -> shown(status, id, form, null, caller));
  }
}
