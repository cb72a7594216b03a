package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.inventory.DamageKind;
import dev.tillbridge.hub.inventory.DamageRequest;
import dev.tillbridge.hub.inventory.DamageView;
import dev.tillbridge.hub.inventory.Damages;
import dev.tillbridge.hub.inventory.GoodsReturns;
import dev.tillbridge.hub.inventory.Listed;
import dev.tillbridge.hub.inventory.ReturnRequest;
import dev.tillbridge.hub.inventory.ReturnView;
import dev.tillbridge.hub.stock.HoldRequest;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Goods that come back from customers, and goods that cannot be sold. No money moves here. */
@RestController
@RequestMapping("/api/v1/stock")
class ReturnsApi {

  private static final int LONGEST = 500;

  private final GoodsReturns returns;
  private final Damages damages;

  ReturnsApi(GoodsReturns returns, Damages damages) {
    this.returns = returns;
    this.damages = damages;
  }

  /** A line of the sale; the first is 1. */
  record BackJson(
      @Nullable Integer line,
      @Nullable Integer quantity,
      ReturnRequest.@Nullable Condition condition,
      @Nullable List<@Nullable String> serials,
      @Nullable String lot) {}

  /** Location where the goods are now; without it where they were sold. */
  record ReturnBody(
      @Nullable UUID id,
      @Nullable UUID saleId,
      @Nullable String location,
      @Nullable List<@Nullable BackJson> lines) {

    ReturnRequest read() {
      var read = new ArrayList<ReturnRequest.Line>();
      for (var back : Input.list("lines", lines, HoldRequest.MOST_LINES)) {
        var field = "lines[" + read.size() + "]";
        read.add(new ReturnRequest.Line(
            Input.between(field + ".line", back.line(), 1, HoldRequest.MOST_LINES),
            Input.between(field + ".quantity", back.quantity(), 1, StockLine.MOST),
            Input.need(field + ".condition", back.condition()),
            TrackedJson.good(field, back.serials(), back.lot())));
      }
      return new ReturnRequest(
          Input.need("id", id),
          Input.need("saleId", saleId),
          location == null ? null : Input.location("location", location),
          read);
    }
  }

  record ReturnedJson(int line, String sku, int good, int damaged) {}

  record ReturnJson(
      UUID id, UUID saleId, String location, String by, Instant at, List<ReturnedJson> lines) {

    static ReturnJson of(ReturnView back) {
      return new ReturnJson(
          back.id(),
          back.sale(),
          back.location().code(),
          back.by(),
          back.at(),
          back.lines().stream()
              .map(l -> new ReturnedJson(l.line(), l.sku().code(), l.good(), l.damaged()))
              .toList());
    }
  }

  record HurtJson(
      @Nullable String sku,
      @Nullable Integer quantity,
      @Nullable List<@Nullable String> serials,
      @Nullable String lot) {}

  record DamageBody(
      @Nullable UUID id,
      @Nullable DamageKind kind,
      @Nullable String location,
      @Nullable String reason,
      @Nullable List<@Nullable HurtJson> lines) {

    DamageRequest read() {
      var read = new ArrayList<DamageRequest.Line>();
      for (var line : Input.list("lines", lines, HoldRequest.MOST_LINES)) {
        var field = "lines[" + read.size() + "]";
        read.add(new DamageRequest.Line(
            Input.sku(field + ".sku", line.sku()),
            Input.between(field + ".quantity", line.quantity(), 1, StockLine.MOST),
            TrackedJson.good(field, line.serials(), line.lot())));
      }
      return new DamageRequest(
          Input.need("id", id),
          Input.need("kind", kind),
          Input.location("location", location),
          Input.text("reason", reason, LONGEST),
          read);
    }
  }

  record DamageJson(
      UUID id,
      String kind,
      String location,
      String reason,
      String by,
      Instant at,
      List<LineJson> lines) {

    static DamageJson of(DamageView report) {
      return new DamageJson(
          report.id(),
          report.kind().name(),
          report.location().code(),
          report.reason(),
          report.by(),
          report.at(),
          LineJson.of(report.lines()));
    }
  }

  record DamagesJson(List<DamageJson> reports, @Nullable String nextCursor) {}

  /** Never more than was sold, less what came back before. */
  @PostMapping("/returns")
  @ResponseStatus(HttpStatus.CREATED)
  ReturnJson take(@RequestBody ReturnBody body, @AuthenticationPrincipal Caller caller) {
    var request = body.read();
    caller.mustBeAt(returns.place(request));
    return ReturnJson.of(returns.take(request, caller.name()));
  }

  /** Whoever works there may report damage; to sell it again or write it off takes more. */
  @PostMapping("/damage")
  @ResponseStatus(HttpStatus.CREATED)
  DamageJson damage(@RequestBody DamageBody body, @AuthenticationPrincipal Caller caller) {
    var request = body.read();
    caller.mustBeAt(request.location());
    if (request.kind() != DamageKind.DAMAGED && !caller.may(Authorities.STOCK_WRITE)) {
      throw new AccessDeniedException("not " + request.kind());
    }
    return DamageJson.of(damages.report(request, caller.name()));
  }

  /** Newest first; a cashier sees those of his own location. */
  @GetMapping("/damage")
  DamagesJson reports(
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") Integer limit,
      @AuthenticationPrincipal Caller caller) {
    var page = damages.list(
        Input.placeOf(caller, location), cursor, Input.between("limit", limit, 1, Listed.MOST));
    return new DamagesJson(page.rows().stream().map(DamageJson::of).toList(), page.next());
  }
}
