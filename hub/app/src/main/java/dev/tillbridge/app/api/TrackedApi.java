package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.inventory.LotView;
import dev.tillbridge.hub.inventory.SerialView;
import dev.tillbridge.hub.inventory.TrackedGoods;
import dev.tillbridge.hub.inventory.Tracking;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.time.LocalDate;
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

/** Units with serial numbers, and lots. */
@RestController
@RequestMapping("/api/v1")
class TrackedApi {

  private static final int LONGEST = 255;

  private final TrackedGoods tracked;

  TrackedApi(TrackedGoods tracked) {
    this.tracked = tracked;
  }

  /** One SKU, or every variant that a product has now. */
  record TrackingBody(
      @Nullable String sku,
      @Nullable String product,
      @Nullable Tracking tracking) {}

  record TrackingJson(List<String> skus, String tracking) {}

  record EventJson(
      String state, String location, String cause, String causeId, Instant at, String by) {}

  record SerialJson(
      String sku, String serial, String state, String location, List<EventJson> history) {

    static SerialJson of(SerialView thing) {
      return new SerialJson(
          thing.sku().code(),
          thing.serial(),
          thing.state().name(),
          thing.location().code(),
          thing.history().stream()
              .map(e -> new EventJson(
                  e.state().name(), e.location().code(), e.cause(), e.causeId(), e.at(), e.by()))
              .toList());
    }
  }

  /** Several only where makers happen to use one number. */
  record SerialsJson(List<SerialJson> serials) {}

  record LotJson(
      String location,
      String sku,
      String lot,
      @Nullable LocalDate expiresOn,
      int units,
      int assumed) {

    static LotJson of(LotView lot) {
      return new LotJson(
          lot.location().code(),
          lot.sku().code(),
          lot.lot(),
          lot.expiresOn(),
          lot.units(),
          lot.assumed());
    }
  }

  record LotsJson(List<LotJson> lots) {}

  record NamesBody(
      @Nullable UUID id,
      @Nullable String location,
      @Nullable String sku,
      @Nullable List<@Nullable String> serials,
      @Nullable Integer quantity,
      @Nullable String lot,
      @Nullable LocalDate expiresOn) {}

  record SoldBody(
      @Nullable UUID id,
      @Nullable UUID saleId,
      @Nullable Integer line,
      @Nullable List<@Nullable String> serials) {}

  @GetMapping("/stock/tracking")
  TrackingJson tracking(@RequestParam String sku) {
    var read = Input.sku("sku", sku);
    return new TrackingJson(List.of(read.code()), tracked.tracking(read).name());
  }

  @PostMapping("/stock/tracking")
  TrackingJson track(@RequestBody TrackingBody body) {
    var tracking = Input.need("tracking", body.tracking());
    if ((body.sku() == null) == (body.product() == null)) {
      throw BadInput.of("sku", "either it or the product must be given");
    }
    if (body.sku() != null) {
      var sku = Input.sku("sku", body.sku());
      tracked.track(sku, tracking);
      return new TrackingJson(List.of(sku.code()), tracking.name());
    }
    var skus = tracked.trackProduct(Input.text("product", body.product(), LONGEST), tracking);
    return new TrackingJson(skus.stream().map(s -> s.code()).toList(), tracking.name());
  }

  /** Where it is and what happened to it. */
  @GetMapping("/serials/{serial}")
  SerialsJson serial(@PathVariable String serial) {
    return find(serial);
  }

  /** For numbers that do not fit into an address. */
  @GetMapping("/serials")
  SerialsJson anySerial(@RequestParam String serial) {
    return find(serial);
  }

  private SerialsJson find(String serial) {
    var found = tracked.find(serial);
    if (found.isEmpty()) {
      throw new NotFound("serial number " + serial);
    }
    return new SerialsJson(found.stream().map(SerialJson::of).toList());
  }

  /** Names units that lie on the shelf already. */
  @PostMapping("/serials")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void name(@RequestBody NamesBody body, @AuthenticationPrincipal Caller caller) {
    var location = Input.location("location", body.location());
    var named = TrackedJson.arrived("", body.serials(), null, body.lot(), body.expiresOn());
    int quantity = body.quantity() == null && !named.good().isEmpty()
        ? named.good().size()
        : Input.between("quantity", body.quantity(), 1, StockLine.MOST);
    caller.mustBeAt(location);
    tracked.name(
        Input.need("id", body.id()),
        location,
        Input.sku("sku", body.sku()),
        quantity,
        named,
        caller.name());
  }

  /** Names units of a sale that the till did not name. */
  @PostMapping("/serials/sold")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void nameSold(@RequestBody SoldBody body, @AuthenticationPrincipal Caller caller) {
    var id = Input.need("id", body.id());
    var sale = Input.need("saleId", body.saleId());
    caller.mustBeAt(tracked.placeOf(sale));
    tracked.nameSold(
        id,
        sale,
        Input.between("line", body.line(), 1, LONGEST),
        Input.list("serials", body.serials(), StockLine.MOST),
        caller.name());
  }

  /** What is left of each lot, first to expire first. */
  @GetMapping("/lots")
  LotsJson lots(@RequestParam String location, @RequestParam String sku) {
    return new LotsJson(
        tracked.lots(Input.location("location", location), Input.sku("sku", sku)).stream()
            .map(LotJson::of)
            .toList());
  }
}
