package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.inventory.Listed;
import dev.tillbridge.hub.inventory.LowStock;
import dev.tillbridge.hub.inventory.LowStockView;
import dev.tillbridge.hub.inventory.ReorderPoint;
import dev.tillbridge.hub.reports.LiveView;
import dev.tillbridge.hub.reports.StockRow;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.place.LocationId;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** What to order now, and when to say so. */
@Hidden
@RestController
@RequestMapping("/console/stock")
class LowStockPages {

  private static final String LOW = "/console/stock/low";
  private static final int OFFERED = 20;

  private final LowStock lowStock;
  private final LiveView live;
  private final Sheets sheets;

  LowStockPages(LowStock lowStock, LiveView live, Sheets sheets) {
    this.lowStock = lowStock;
    this.live = live;
    this.sheets = sheets;
  }

  @GetMapping("/low")
  ResponseEntity<String> low(@AuthenticationPrincipal Caller caller) {
    var page = lowStock.low(null, null, Listed.MOST);
    var byPlace = page.rows().stream()
        .collect(
            Collectors.groupingBy(LowStockView::location, LinkedHashMap::new, Collectors.toList()));
    return sheets.page(
        200,
        "low",
        LOW,
        Filled.blank(0),
        null,
        caller,
        Map.of("low", byPlace, "more", page.next() != null));
  }

  @GetMapping("/points")
  ResponseEntity<String> points(
      @RequestParam(defaultValue = "") String location,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(required = false) @Nullable String done,
      @AuthenticationPrincipal Caller caller) {
    return points(200, location, after, Filled.blank(0), done, caller);
  }

  private ResponseEntity<String> points(
      int status,
      String location,
      String after,
      Filled form,
      @Nullable String done,
      Caller caller) {
    var place = sheets.placeOr(location).or(() -> sheets.placeOr("")).orElseThrow();
    var page = lowStock.points(place.id(), after.isEmpty() ? null : after, 100);
    var next = page.next();
    return sheets.page(
        status,
        "points",
        LOW,
        form,
        done,
        caller,
        Map.of(
            "place", place.id(),
            "points", page.rows(),
            "next", next == null ? "" : next));
  }

  @PostMapping("/points")
  ResponseEntity<String> set(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var form = Filled.of(values);
    return sheets.attempt(
        form,
        () -> {
          var location = form.location("location");
          var gone = form.value("remove");
          if (!gone.isEmpty()) {
            var sku = form.sku("remove");
            form.check();
            lowStock.set(location, List.of(), List.of(sku));
            return address(location, "gone");
          }
          var point = new ReorderPoint(
              form.sku("points[0].sku"),
              form.number("points[0].point", 0, 1_000_000),
              form.number("points[0].leadDays", 0, 365),
              form.number("points[0].coverDays", 1, 365));
          form.check();
          lowStock.set(location, List.of(point), List.of());
          return address(location, "point");
        },
        status -> points(status, form.value("location"), "", form, null, caller));
  }

  private static String address(LocationId location, String done) {
    return UriComponentsBuilder.fromPath("/console/stock/points")
        .queryParam("location", location.code())
        .queryParam("done", done)
        .toUriString();
  }

  /** What begins with, or is called, what somebody types into a field for a SKU. */
  @GetMapping("/skus")
  ResponseEntity<String> skus(
      @RequestParam Map<String, String> values, @AuthenticationPrincipal Caller caller) {
    var typed = values.entrySet().stream()
        .filter(v -> v.getKey().endsWith("sku"))
        .map(v -> v.getValue().strip())
        .filter(v -> !v.isEmpty() && v.length() <= Sku.LONGEST)
        .findFirst()
        .orElse("");
    var titles = new LinkedHashMap<String, String>();
    if (!typed.isEmpty()) {
      for (StockRow row : live.stock(OFFERED, typed)) {
        titles.put(row.sku(), row.title());
      }
    }
    return sheets.page(200, "skus", LOW, Filled.blank(0), null, caller, Map.of("titles", titles));
  }
}
