package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Authorities;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.desk.PickUps;
import dev.tillbridge.hub.fulfilment.ParcelRequest;
import dev.tillbridge.hub.fulfilment.WebOrders;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.NotPossible;
import dev.tillbridge.model.shop.ShopFulfilment.Tracking;
import dev.tillbridge.model.stock.StockLine;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders to send and to hand over, and the forms that do it. */
@Hidden
@RestController
@RequestMapping("/console/web-orders")
class WebOrderPages {

  private static final String ORDERS = "/console/web-orders";
  private static final int LONGEST = 100;
  private static final int LONGEST_URL = 500;

  private final WebOrders orders;
  private final PickUps pickUps;
  private final Places places;
  private final Templates templates;
  private final Sheets sheets;
  private final InstantSource clock;

  WebOrderPages(
      WebOrders orders,
      PickUps pickUps,
      Places places,
      Templates templates,
      Sheets sheets,
      InstantSource clock) {
    this.orders = orders;
    this.pickUps = pickUps;
    this.places = places;
    this.templates = templates;
    this.sheets = sheets;
    this.clock = clock;
  }

  @GetMapping
  ResponseEntity<String> list(
      @RequestParam(defaultValue = "") String location, @AuthenticationPrincipal Caller caller) {
    var at = places.all().stream()
        .map(place -> place.id())
        .filter(id -> id.code().equals(location))
        .findFirst()
        .orElse(null);
    return page(
        200,
        "list",
        Filled.blank(0),
        null,
        caller,
        Map.of(
            "orders",
            orders.open(at),
            "at",
            at == null ? "" : at.code(),
            "untold",
            orders.untold()));
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
    return page(status, "order", form, done, caller, Map.of("order", orders.get(id)));
  }

  @PostMapping("/{id}/pick")
  ResponseEntity<String> pick(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return act(id, Filled.blank(0), "picked", caller, () -> orders.picked(id, caller.name()));
  }

  @PostMapping("/{id}/pack")
  ResponseEntity<String> pack(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return act(id, Filled.blank(0), "packed", caller, () -> orders.packed(id, caller.name()));
  }

  @PostMapping("/{id}/ready")
  ResponseEntity<String> ready(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return act(
        id, Filled.blank(0), "ready", caller, () -> pickUps.ready(pickup(id), caller.name()));
  }

  @PostMapping("/{id}/collect")
  ResponseEntity<String> collect(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    return act(
        id, Filled.blank(0), "collected", caller, () -> pickUps.collect(pickup(id), caller.name()));
  }

  private UUID pickup(UUID id) {
    var pickup = orders.get(id).pickupId();
    if (pickup == null) {
      throw new NotPossible("no customer is waited for any more");
    }
    return pickup;
  }

  @PostMapping("/{id}/parcels")
  ResponseEntity<String> send(
      @PathVariable UUID id,
      @RequestParam Map<String, String> values,
      @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    orders.get(id);
    return act(id, form, "sent", caller, () -> {
      var parcel = read(id, form);
      caller.mustBeAt(parcel.location());
      orders.send(parcel, caller.name());
    });
  }

  private static ParcelRequest read(UUID order, Filled form) {
    var lines = new ArrayList<ParcelRequest.Line>();
    for (int i : form.lines("lines", "units")) {
      var row = "lines[" + i + "].";
      int units = form.number(row + "units", 0, StockLine.MOST);
      if (units > 0) {
        lines.add(new ParcelRequest.Line(form.value(row + "lineId"), units));
      }
    }
    if (lines.isEmpty()) {
      form.wrong("lines[0].units", "must be given for something that leaves");
    }
    var parcel = new ParcelRequest(
        form.uuid("id"),
        order,
        form.location("location"),
        lines,
        new Tracking(optional(form, "company"), optional(form, "number"), url(form)),
        form.has("notify"));
    form.check();
    return parcel;
  }

  private static @Nullable String optional(Filled form, String field) {
    return form.value(field).isEmpty() ? null : form.text(field, LONGEST);
  }

  private static @Nullable URI url(Filled form) {
    var text = form.value("url");
    if (text.isEmpty()) {
      return null;
    }
    if (text.length() <= LONGEST_URL && text.matches("https?://[^\\s<>\"]+")) {
      try {
        return URI.create(text);
      } catch (IllegalArgumentException no) {
        // Falls through to the one complaint.
      }
    }
    form.wrong("url", "must be an address like https://carrier.example/parcel/1");
    return null;
  }

  private ResponseEntity<String> act(
      UUID id, Filled form, String done, Caller caller, Runnable work) {
    return sheets.act(
        ORDERS + "/" + id, form, done, work, status -> shown(status, id, form, null, caller));
  }

  private ResponseEntity<String> page(
      int status,
      String template,
      Filled form,
      @Nullable String done,
      Caller caller,
      Map<String, Object> params) {
    var all = new HashMap<>(params);
    all.put("mayAct", caller.may(Authorities.HOLDS_WRITE));
    all.put(
        "sheet",
        new Sheet(
            Frame.at(ORDERS, places.merchant().name(), caller),
            ORDERS,
            places.all(),
            clock.instant(),
            form,
            done,
            caller));
    return templates.page(status, "console/sending/" + template + ".jte", all);
  }
}
