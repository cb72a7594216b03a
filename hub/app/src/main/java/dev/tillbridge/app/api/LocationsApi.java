package dev.tillbridge.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.model.place.Location;
import dev.tillbridge.model.place.TaxRate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where things are sold. */
@RestController
class LocationsApi {

  private final Places places;

  LocationsApi(Places places) {
    this.places = places;
  }

  record RateJson(String category, String name, int ratePpm) {
    static List<RateJson> of(List<TaxRate> rates) {
      return rates.stream()
          .map(r -> new RateJson(r.category().code(), r.name(), r.ratePpm()))
          .toList();
    }
  }

  record LocationJson(
      String id,
      String name,
      String timeZone,
      String currency,
      String taxMode,
      List<RateJson> taxRates,
      String stockPolicy,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer cashStep) {

    static LocationJson of(Location location) {
      return new LocationJson(
          location.id().code(),
          location.name(),
          location.timeZone().getId(),
          location.currency().getCurrencyCode(),
          location.taxMode().name(),
          RateJson.of(location.taxRates()),
          location.stockPolicy().name(),
          location.cashStep());
    }
  }

  record LocationsJson(List<LocationJson> locations) {}

  @GetMapping("/api/v1/locations")
  LocationsJson all() {
    return new LocationsJson(places.all().stream().map(LocationJson::of).toList());
  }
}
