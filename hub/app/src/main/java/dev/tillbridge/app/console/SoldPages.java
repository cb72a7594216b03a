package dev.tillbridge.app.console;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.sales.SaleView;
import dev.tillbridge.hub.sales.Sales;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One sale: as it was charged, and for a web order its versions, units and refunds. */
@Hidden
@RestController
class SoldPages {

  private final Sales sales;
  private final Places places;
  private final Templates templates;
  private final InstantSource clock;

  SoldPages(Sales sales, Places places, Templates templates, InstantSource clock) {
    this.sales = sales;
    this.places = places;
    this.templates = templates;
    this.clock = clock;
  }

  @GetMapping("/console/sales/{id}")
  ResponseEntity<String> one(@PathVariable UUID id, @AuthenticationPrincipal Caller caller) {
    var sale = sales
        .find(id)
        .filter(found -> !caller.isStrangerAt(found.location()))
        .orElseThrow(() -> new NotFound("sale " + id));
    return templates.page(
        200,
        "console/sale.jte",
        Map.of(
            "frame", Frame.at("/console", places.merchant().name(), caller), "page", page(sale)));
  }

  private SoldPage page(SaleView sale) {
    var place = places.get(sale.location());
    return new SoldPage(
        sale,
        sales.orderHistory(sale.id()).orElse(null),
        new Words(place.timeZone(), clock.instant()),
        place.name());
  }
}
