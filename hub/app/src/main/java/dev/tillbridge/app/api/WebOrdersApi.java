package dev.tillbridge.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.fulfilment.ParcelRequest;
import dev.tillbridge.hub.fulfilment.ParcelView;
import dev.tillbridge.hub.fulfilment.WebOrderView;
import dev.tillbridge.hub.fulfilment.WebOrders;
import dev.tillbridge.hub.problem.BadInput;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.model.shop.ShopFulfilment.Tracking;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders of online shops that leave from our shelves. */
@RestController
@RequestMapping("/api/v1/web-orders")
class WebOrdersApi {

  private static final int LONGEST_TEXT = 100;
  private static final int LONGEST_URL = 500;
  private static final int MOST_LINES = 500;
  private static final int MOST_UNITS = 1_000_000;

  private final WebOrders orders;

  WebOrdersApi(WebOrders orders) {
    this.orders = orders;
  }

  /** Units of one of the order's lines, by the shop's id of it. */
  record LineWish(@Nullable String lineId, @Nullable Integer units) {}

  /** What a carrier calls it. */
  record TrackingJson(
      @Nullable String company,
      @Nullable String number,
      @Nullable String url) {
    static @Nullable TrackingJson of(Tracking tracking) {
      var url = tracking.url();
      return tracking.equals(Tracking.NONE)
          ? null
          : new TrackingJson(
              tracking.company(), tracking.number(), url == null ? null : url.toString());
    }

    Tracking read() {
      return new Tracking(
          company == null ? null : Input.text("tracking.company", company, LONGEST_TEXT),
          number == null ? null : Input.text("tracking.number", number, LONGEST_TEXT),
          url == null ? null : address("tracking.url", url));
    }
  }

  /** An address that a browser can open. */
  static URI address(String field, String url) {
    if (url.length() <= LONGEST_URL && url.matches("https?://[^\\s<>\"]+")) {
      try {
        return URI.create(url);
      } catch (IllegalArgumentException no) {
        // Falls through to the one complaint.
      }
    }
    throw BadInput.of(field, "must be an address like https://carrier.example/parcel/1");
  }

  /**
   * Goods that leave together.
   *
   * @param id made by the caller: the same id again is the same parcel
   * @param location whose shelf they leave
   * @param lines what leaves; all that is there of the order if not given
   * @param tracking what the carrier calls it, if it is known
   * @param notifyCustomer whether the shop writes to the customer; it does if not given
   */
  record ParcelWish(
      @Nullable UUID id,
      @Nullable String location,
      @Nullable List<@Nullable LineWish> lines,
      @Nullable TrackingJson tracking,
      @Nullable Boolean notifyCustomer) {

    ParcelRequest read(UUID order) {
      var wanted = new ArrayList<ParcelRequest.Line>();
      if (lines != null) {
        int i = 0;
        for (var line : Input.list("lines", lines, MOST_LINES)) {
          var at = "lines[" + i++ + "].";
          wanted.add(new ParcelRequest.Line(
              Input.text(at + "lineId", line.lineId(), LONGEST_TEXT),
              Input.between(at + "units", line.units(), 1, MOST_UNITS)));
        }
      }
      return new ParcelRequest(
          Input.need("id", id),
          order,
          Input.location("location", location),
          wanted,
          tracking == null ? Tracking.NONE : tracking.read(),
          notifyCustomer == null || notifyCustomer);
    }
  }

  record OpenLineJson(String lineId, String sku, String title, int units) {}

  record PlaceJson(String location, List<LineJson> lines) {}

  record StepJson(String by, Instant at) {
    static @Nullable StepJson of(WebOrderView.@Nullable Step step) {
      return step == null ? null : new StepJson(step.by(), step.at());
    }
  }

  record ParcelLineJson(String lineId, int units) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ParcelJson(
      UUID id,
      String location,
      String state,
      @Nullable TrackingJson tracking,
      List<ParcelLineJson> lines,
      @Nullable String note,
      String by,
      Instant at) {
    static ParcelJson of(ParcelView p) {
      return new ParcelJson(
          p.id(),
          p.location().code(),
          p.state().name(),
          TrackingJson.of(p.tracking()),
          p.units().entrySet().stream()
              .map(line -> new ParcelLineJson(line.getKey(), line.getValue()))
              .toList(),
          p.note(),
          p.by(),
          p.at());
    }
  }

  /** An order. The address is for the label, and gone as soon as everything has left. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record WebOrderJson(
      UUID id,
      String shop,
      String name,
      @Nullable String method,
      List<String> destination,
      String routed,
      Instant soldAt,
      List<OpenLineJson> lines,
      List<PlaceJson> places,
      @Nullable StepJson picked,
      @Nullable StepJson packed,
      List<ParcelJson> parcels,
      @Nullable UUID pickup,
      @Nullable Instant readyAt) {
    static WebOrderJson of(WebOrderView o) {
      var method = o.method();
      return new WebOrderJson(
          o.id(),
          o.shop(),
          o.name(),
          method == null ? null : method.name(),
          o.destination(),
          o.routed(),
          o.soldAt(),
          o.lines().stream()
              .map(l -> new OpenLineJson(l.lineId(), l.sku().code(), l.title(), l.units()))
              .toList(),
          o.places().stream()
              .map(p -> new PlaceJson(p.location().code(), LineJson.of(p.units())))
              .toList(),
          StepJson.of(o.picked()),
          StepJson.of(o.packed()),
          o.parcels().stream().map(ParcelJson::of).toList(),
          o.pickupId(),
          o.readyAt());
    }
  }

  record WebOrdersJson(List<WebOrderJson> orders) {}

  /** What is to leave, the oldest order first. */
  @GetMapping
  WebOrdersJson list(
      @RequestParam(required = false) @Nullable String location,
      @AuthenticationPrincipal Caller caller) {
    var at = Input.placeOf(caller, location);
    return new WebOrdersJson(orders.open(at).stream().map(WebOrderJson::of).toList());
  }

  @GetMapping("/{id}")
  WebOrderJson one(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return WebOrderJson.of(known(id, caller));
  }

  /** Somebody has its goods together; again is the same. */
  @PostMapping("/{id}/pick")
  WebOrderJson pick(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return WebOrderJson.of(orders.picked(known(id, caller).id(), caller.name()));
  }

  /** They are packed; again is the same. */
  @PostMapping("/{id}/pack")
  WebOrderJson pack(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return WebOrderJson.of(orders.packed(known(id, caller).id(), caller.name()));
  }

  /** 201 with the parcel, now or when it was first asked for: goods leave, and the shop is told. */
  @PostMapping("/{id}/parcels")
  ResponseEntity<ParcelJson> send(
      @PathVariable UUID id, @RequestBody ParcelWish body, @AuthenticationPrincipal Caller caller) {
    var parcel = body.read(known(id, caller).id());
    caller.mustBeAt(parcel.location());
    return ResponseEntity.status(201).body(ParcelJson.of(orders.send(parcel, caller.name())));
  }

  private WebOrderView known(UUID id, Caller caller) {
    var order = orders.get(id);
    boolean stranger = order.places().stream().allMatch(p -> caller.isStrangerAt(p.location()))
        && order.parcels().stream().allMatch(p -> caller.isStrangerAt(p.location()))
        && caller.ownLocation() != null;
    if (stranger) {
      throw new NotFound("order " + id);
    }
    return order;
  }
}
