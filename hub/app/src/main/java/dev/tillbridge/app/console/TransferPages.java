package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.inventory.Shipping;
import dev.tillbridge.hub.inventory.TransferRequest;
import dev.tillbridge.hub.inventory.TransferView;
import dev.tillbridge.hub.inventory.Transfers;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.model.stock.StockLine;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Goods on their way between locations, and the forms that plan, send and receive them. */
@Hidden
@RestController
@RequestMapping("/console/stock/transfers")
class TransferPages {

  private static final String TRANSFERS = "/console/stock/transfers";
  private static final int LONGEST = 200;
  private static final int ROWS = 5;

  private final Transfers transfers;
  private final GoodsForms forms;
  private final Sheets sheets;

  TransferPages(Transfers transfers, GoodsForms forms, Sheets sheets) {
    this.transfers = transfers;
    this.forms = forms;
    this.sheets = sheets;
  }

  @GetMapping
  ResponseEntity<String> list(
      @RequestParam(defaultValue = "") String cursor, @AuthenticationPrincipal Caller caller) {
    var page = transfers.list(null, null, cursor.isEmpty() ? null : cursor, 50);
    var next = page.next();
    return sheets.page(
        200,
        "transfers",
        TRANSFERS,
        Filled.blank(0),
        null,
        caller,
        Map.of("transfers", page.rows(), "next", next == null ? "" : next));
  }

  @GetMapping("/new")
  ResponseEntity<String> blank(@AuthenticationPrincipal Caller caller) {
    return fresh(200, Filled.blank(ROWS), caller);
  }

  private ResponseEntity<String> fresh(int status, Filled form, Caller caller) {
    return sheets.page(status, "transfer-new", TRANSFERS, form, null, caller, Map.of());
  }

  @PostMapping
  ResponseEntity<String> plan(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    if (form.has("more")) {
      form.addRows(ROWS);
      return fresh(200, form, caller);
    }
    return sheets.attempt(
        form,
        () -> {
          var lines = new ArrayList<StockLine>();
          for (int i : form.lines("lines", "sku", "quantity")) {
            var row = "lines[" + i + "].";
            lines.add(new StockLine(
                form.sku(row + "sku"), form.number(row + "quantity", 1, StockLine.MOST)));
          }
          if (lines.isEmpty()) {
            form.wrong("lines[0].sku", "must be given");
          }
          var draft = new TransferRequest.Draft(
              form.uuid("id"),
              form.location("from"),
              form.location("to"),
              form.text("reference", LONGEST),
              lines);
          form.check();
          transfers.draft(draft, caller.name());
          return TRANSFERS + "/" + draft.id() + "?done=planned";
        },
        status -> fresh(status, form, caller));
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
    var transfer = get(id);
    var skus = transfer.lines().stream().map(TransferView.Line::sku).toList();
    return sheets.page(
        status,
        "transfer",
        TRANSFERS,
        form,
        done,
        caller,
        Map.of("transfer", transfer, "tracked", forms.tracked(skus)));
  }

  private TransferView get(UUID id) {
    return transfers.find(id).orElseThrow(() -> new NotFound("transfer " + id));
  }

  @PostMapping("/{id}/ship")
  ResponseEntity<String> ship(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    get(id);
    return act(id, form, "shipped", caller, () -> {
      var picked = new ArrayList<TransferRequest.Picked>();
      for (int i : form.lines("lines", "quantity")) {
        var row = "lines[" + i + "].";
        picked.add(new TransferRequest.Picked(
            form.sku(row + "sku"),
            form.number(row + "quantity", 1, StockLine.MOST),
            GoodsForms.names(form, row)));
      }
      if (picked.isEmpty()) {
        form.wrong("lines[0].quantity", "must be given for something that leaves");
      }
      var request = new TransferRequest.Ship(form.uuid("id"), id, picked);
      form.check();
      switch (transfers.ship(request, caller.name())) {
        case Shipping.Shipped ignored -> {
          // It has left.
        }
        case Shipping.Missing(var shortages) ->
          throw new NotPossible(shortages.stream()
              .map(
                  s -> "of %s only %d of %d are free".formatted(s.sku(), s.available(), s.wanted()))
              .collect(Collectors.joining(", ")));
      }
    });
  }

  @PostMapping("/{id}/receipts")
  ResponseEntity<String> receive(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    caller.mustBeAt(get(id).to());
    return act(id, form, "received", caller, () -> {
      var came = arrived(form);
      var reason = form.value("reason");
      var request = new TransferRequest.Receive(
          form.uuid("id"), id, reason.isEmpty() ? null : form.text("reason", LONGEST), came);
      form.check();
      transfers.receive(request, caller.name());
    });
  }

  private static List<TransferRequest.Arrived> arrived(Filled form) {
    var came = new ArrayList<TransferRequest.Arrived>();
    for (int i : form.lines("lines", "good", "damaged", "missing")) {
      var row = "lines[" + i + "].";
      came.add(new TransferRequest.Arrived(
          form.sku(row + "sku"),
          form.numberOr(row + "good", 0, 0, StockLine.MOST),
          form.numberOr(row + "damaged", 0, 0, StockLine.MOST),
          form.numberOr(row + "missing", 0, 0, StockLine.MOST),
          GoodsForms.names(form, row)));
    }
    if (came.isEmpty()) {
      form.wrong("lines[0].good", "must be given for something that came");
    }
    return came;
  }

  @PostMapping("/{id}/cancel")
  ResponseEntity<String> cancel(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    get(id);
    return act(id, form, "cancelled", caller, () -> {
      var cancel = new TransferRequest.Cancel(form.uuid("id"), id);
      form.check();
      transfers.cancel(cancel, caller.name());
    });
  }

  private ResponseEntity<String> act(
      UUID id, Filled form, String done, Caller caller, Runnable work) {
    return sheets.act(
        TRANSFERS + "/" + id, form, done, work, status -> shown(status, id, form, null, caller));
  }
}
