package dev.tillbridge.app.api;

import dev.tillbridge.app.config.ShopLinking;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.catalog.CatalogImport;
import dev.tillbridge.hub.catalog.CatalogImport.Report;
import dev.tillbridge.hub.places.Places;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Products from a file, as Shopify exports them. */
@RestController
class CatalogApi {

  private final CatalogImport imports;
  private final Places places;
  private final ShopLinking linking;

  CatalogApi(CatalogImport imports, Places places, ShopLinking linking) {
    this.imports = imports;
    this.places = places;
    this.linking = linking;
  }

  /** Reads the file as it arrives; rows that make no sense are skipped and named. */
  @PostMapping(path = "/api/v1/catalog/imports", consumes = "text/csv")
  Report importCsv(
      @RequestParam String location,
      HttpServletRequest request,
      @AuthenticationPrincipal Caller caller)
      throws IOException {
    var place = places.get(Input.location("location", location));
    caller.mustBeAt(place.id());
    // Another encoding shows as U+FFFD, which the import refuses by row, instead of as garbage.
    var utf8 = StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE);
    try (var csv = new InputStreamReader(request.getInputStream(), utf8)) {
      var report = imports.importCsv(UUID.randomUUID(), place.id(), place.currency(), csv);
      linking.soon();
      return report;
    }
  }
}
