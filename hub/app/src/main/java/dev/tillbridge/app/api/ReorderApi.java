package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.inventory.Listed;
import dev.tillbridge.hub.inventory.LowStock;
import dev.tillbridge.hub.inventory.LowStockView;
import dev.tillbridge.hub.inventory.ReorderPoint;
import dev.tillbridge.model.catalog.Sku;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** When to order more, and how much. */
@RestController
@RequestMapping("/api/v1/stock")
class ReorderApi {

  private static final int LONGEST_DAYS = 365;

  private final LowStock lowStock;

  ReorderApi(LowStock lowStock) {
    this.lowStock = lowStock;
  }

  /** Point null takes it away. Unless said otherwise goods come in 7 days and shall last 14. */
  record PointJson(
      @Nullable String sku,
      @Nullable Integer point,
      @Nullable Integer leadDays,
      @Nullable Integer coverDays) {

    ReorderPoint read(Sku read, String field) {
      return new ReorderPoint(
          read,
          Input.between(field + ".point", point, 0, 1_000_000),
          leadDays == null ? 7 : Input.between(field + ".leadDays", leadDays, 0, LONGEST_DAYS),
          coverDays == null ? 14 : Input.between(field + ".coverDays", coverDays, 1, LONGEST_DAYS));
    }

    static PointJson of(ReorderPoint point) {
      return new PointJson(point.sku().code(), point.point(), point.leadDays(), point.coverDays());
    }
  }

  record PointsBody(@Nullable String location, @Nullable List<@Nullable PointJson> points) {}

  record PointsJson(
      String location, List<PointJson> points, @Nullable String nextCursor) {}

  /**
   * It is time to order.
   *
   * @param available what nobody has bought: free, shown in shops, or lent to registers
   * @param soldPerDay on days on which there was something to sell, in the last 28
   */
  record LowJson(
      String location,
      String sku,
      String title,
      int point,
      int available,
      int onOrder,
      int inTransit,
      long sold,
      BigDecimal daysInStock,
      BigDecimal soldPerDay,
      int leadDays,
      int coverDays,
      int suggested,
      Instant since) {

    static LowJson of(LowStockView low) {
      return new LowJson(
          low.location().code(),
          low.sku().code(),
          low.title(),
          low.point().point(),
          low.available(),
          low.onOrder(),
          low.inTransit(),
          low.sold(),
          low.daysInStock(),
          low.perDay(),
          low.point().leadDays(),
          low.point().coverDays(),
          low.suggested(),
          low.since());
    }
  }

  record LowsJson(List<LowJson> low, @Nullable String nextCursor) {}

  /** What is low, lowest for longest first; a cashier sees his own location. */
  @GetMapping("/low")
  LowsJson low(
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") Integer limit,
      @AuthenticationPrincipal Caller caller) {
    var page = lowStock.low(
        Input.placeOf(caller, location), cursor, Input.between("limit", limit, 1, Listed.MOST));
    return new LowsJson(page.rows().stream().map(LowJson::of).toList(), page.next());
  }

  @PostMapping("/reorder-points")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void set(@RequestBody PointsBody body) {
    var location = Input.location("location", body.location());
    var points = new ArrayList<ReorderPoint>();
    var gone = new ArrayList<Sku>();
    int i = 0;
    for (var point : Input.list("points", body.points(), Listed.MOST)) {
      var field = "points[" + i++ + "]";
      var sku = Input.sku(field + ".sku", point.sku());
      if (point.point() == null) {
        gone.add(sku);
      } else {
        points.add(point.read(sku, field));
      }
    }
    lowStock.set(location, points, gone);
  }

  @GetMapping("/reorder-points")
  PointsJson points(
      @RequestParam String location,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "200") Integer limit) {
    var place = Input.location("location", location);
    var page = lowStock.points(
        place,
        cursor == null ? null : Input.sku("cursor", cursor).code(),
        Input.between("limit", limit, 1, Listed.MOST));
    return new PointsJson(
        place.code(), page.rows().stream().map(PointJson::of).toList(), page.next());
  }
}
