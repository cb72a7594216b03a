package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.web.Problem;
import dev.tillbridge.hub.inventory.Listed;
import dev.tillbridge.hub.inventory.Named;
import dev.tillbridge.hub.inventory.Shipping;
import dev.tillbridge.hub.inventory.TransferRequest;
import dev.tillbridge.hub.inventory.TransferState;
import dev.tillbridge.hub.inventory.TransferView;
import dev.tillbridge.hub.inventory.Transfers;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.stock.StockLine;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Goods on their way between locations; every step has an id of its own and happens once. */
@RestController
@RequestMapping("/api/v1/transfers")
class TransfersApi {

  private static final int LONGEST = 200;

  private final Transfers transfers;

  TransfersApi(Transfers transfers) {
    this.transfers = transfers;
  }

  record Draft(
      @Nullable UUID id,
      @Nullable String from,
      @Nullable String to,
      @Nullable String reference,
      @Nullable List<@Nullable LineJson> lines) {

    TransferRequest.Draft read() {
      return new TransferRequest.Draft(
          Input.need("id", id),
          Input.location("from", from),
          Input.location("to", to),
          Input.text("reference", reference, LONGEST),
          LineJson.read(lines, HoldRequest.MOST_LINES));
    }
  }

  record PickedJson(
      @Nullable String sku,
      @Nullable Integer quantity,
      @Nullable List<@Nullable String> serials,
      @Nullable String lot) {}

  /** Lines only where less was picked than planned, or serial numbers or lots are to be named. */
  record Ship(@Nullable UUID id, @Nullable List<@Nullable PickedJson> lines) {

    TransferRequest.Ship read(UUID transfer) {
      var read = new ArrayList<TransferRequest.Picked>();
      if (lines != null && !lines.isEmpty()) {
        for (var line : Input.list("lines", lines, HoldRequest.MOST_LINES)) {
          var field = "lines[" + read.size() + "]";
          read.add(new TransferRequest.Picked(
              Input.sku(field + ".sku", line.sku()),
              Input.between(field + ".quantity", line.quantity(), 1, StockLine.MOST),
              TrackedJson.good(field, line.serials(), line.lot())));
        }
      }
      return new TransferRequest.Ship(Input.need("id", id), transfer, read);
    }
  }

  record ArrivedJson(
      @Nullable String sku,
      @Nullable Integer good,
      @Nullable Integer damaged,
      @Nullable Integer missing,
      @Nullable List<@Nullable String> serials,
      @Nullable List<@Nullable String> damagedSerials,
      @Nullable List<@Nullable String> missingSerials,
      @Nullable String lot) {

    TransferRequest.Arrived read(String field) {
      var named = TrackedJson.arrived(field, serials, damagedSerials, lot, null);
      return new TransferRequest.Arrived(
          Input.sku(field + ".sku", sku),
          units(field + ".good", good),
          units(field + ".damaged", damaged),
          units(field + ".missing", missing),
          new Named(
              named.good(),
              named.damaged(),
              TrackedJson.serials(field + ".missingSerials", missingSerials),
              named.lot(),
              null));
    }

    private static int units(String field, @Nullable Integer units) {
      return units == null ? 0 : Input.between(field, units, 0, StockLine.MOST);
    }
  }

  record Receive(
      @Nullable UUID id, @Nullable String reason, @Nullable List<@Nullable ArrivedJson> lines) {

    TransferRequest.Receive read(UUID transfer) {
      var read = new ArrayList<TransferRequest.Arrived>();
      for (var line : Input.list("lines", lines, HoldRequest.MOST_LINES)) {
        read.add(line.read("lines[" + read.size() + "]"));
      }
      return new TransferRequest.Receive(
          Input.need("id", id),
          transfer,
          reason == null ? null : Input.text("reason", reason, LONGEST),
          read);
    }
  }

  record Step(@Nullable UUID id) {}

  record TransfersJson(
      List<TransferJson> transfers, @Nullable String nextCursor) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TransferJson draft(@RequestBody Draft draft, @AuthenticationPrincipal Caller caller) {
    return TransferJson.of(transfers.draft(draft.read(), caller.name()));
  }

  /** 409 when it is not free where it should come from. */
  @PostMapping("/{id}/ship")
  ResponseEntity<Object> ship(
      @PathVariable UUID id, @RequestBody Ship ship, @AuthenticationPrincipal Caller caller) {
    return switch (transfers.ship(ship.read(id), caller.name())) {
      case Shipping.Shipped(var transfer) -> ResponseEntity.ok(TransferJson.of(transfer));
      case Shipping.Missing(var shortages) ->
        ResponseEntity.status(409)
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .body(Problem.shortage(ShortageJson.problems(shortages)));
    };
  }

  /** In one or several parts. */
  @PostMapping("/{id}/receipts")
  @ResponseStatus(HttpStatus.CREATED)
  TransferJson receive(
      @PathVariable UUID id, @RequestBody Receive receipt, @AuthenticationPrincipal Caller caller) {
    var request = receipt.read(id);
    caller.mustBeAt(get(id).to());
    return TransferJson.of(transfers.receive(request, caller.name()));
  }

  @PostMapping("/{id}/cancel")
  TransferJson cancel(
      @PathVariable UUID id, @RequestBody Step step, @AuthenticationPrincipal Caller caller) {
    var cancel = new TransferRequest.Cancel(Input.need("id", step.id()), id);
    return TransferJson.of(transfers.cancel(cancel, caller.name()));
  }

  /** From or to a location, newest first; a cashier sees those of his own. */
  @GetMapping
  TransfersJson list(
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(required = false) @Nullable TransferState state,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") Integer limit,
      @AuthenticationPrincipal Caller caller) {
    var page = transfers.list(
        Input.placeOf(caller, location),
        state,
        cursor,
        Input.between("limit", limit, 1, Listed.MOST));
    return new TransfersJson(page.rows().stream().map(TransferJson::of).toList(), page.next());
  }

  @GetMapping("/{id}")
  TransferJson one(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    var transfer = get(id);
    if (caller.isStrangerAt(transfer.from()) && caller.isStrangerAt(transfer.to())) {
      throw new NotFound("transfer " + id);
    }
    return TransferJson.of(transfer);
  }

  private TransferView get(UUID id) {
    return transfers.find(id).orElseThrow(() -> new NotFound("transfer " + id));
  }
}
