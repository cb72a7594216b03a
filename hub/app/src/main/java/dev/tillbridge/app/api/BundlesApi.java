package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.hub.problem.NotFound;
import dev.tillbridge.hub.stock.Bundles;
import dev.tillbridge.model.stock.StockLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is sold as one and held as its parts. The SKU stands in the query, so that one with a slash
 * can be named.
 */
@RestController
@RequestMapping("/api/v1/bundles")
class BundlesApi {

  private static final int MOST = 500;

  private final Bundles bundles;

  BundlesApi(Bundles bundles) {
    this.bundles = bundles;
  }

  /**
   * How a bundle is put together.
   *
   * @param validFrom since when it has been so; earlier sales are taken apart by the one before
   */
  record BundleJson(String sku, int version, Instant validFrom, List<LineJson> parts) {
    static BundleJson of(Bundles.Definition definition) {
      return new BundleJson(
          definition.sku().code(),
          definition.version(),
          definition.validFrom(),
          LineJson.of(definition.parts()));
    }
  }

  /** One page in the order of SKUs; the cursor is null on the last. */
  record BundlesJson(List<BundleJson> bundles, @Nullable String nextCursor) {}

  record Wanted(
      @Nullable List<@Nullable LineJson> parts, @Nullable Instant validFrom) {}

  @GetMapping(params = "!sku")
  BundlesJson all(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "200") Integer limit) {
    int most = Input.between("limit", limit, 1, MOST);
    var after = cursor == null ? null : Input.sku("cursor", cursor);
    var page = bundles.all(after, most).stream().map(BundleJson::of).toList();
    return new BundlesJson(page, page.size() < most ? null : page.getLast().sku());
  }

  @GetMapping(params = "sku")
  BundleJson one(@RequestParam String sku) {
    return bundles
        .find(Input.sku("sku", sku))
        .map(BundleJson::of)
        .orElseThrow(() -> new NotFound("bundle " + sku));
  }

  /** Makes a bundle of the SKU, or puts it together differently; the same again changes nothing. */
  @PutMapping
  BundleJson define(
      @RequestParam String sku,
      @RequestBody Wanted wanted,
      @AuthenticationPrincipal Caller caller) {
    return BundleJson.of(
        bundles.define(Input.sku("sku", sku), parts(wanted), wanted.validFrom(), caller.name()));
  }

  /** From now on the SKU is no bundle. */
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(@RequestParam String sku, @AuthenticationPrincipal Caller caller) {
    bundles.end(Input.sku("sku", sku), caller.name());
  }

  private static List<StockLine> parts(Wanted wanted) {
    var parts = new ArrayList<StockLine>();
    for (var part : Input.list("parts", wanted.parts(), Bundles.MOST_PARTS)) {
      var field = "parts[" + parts.size() + "]";
      parts.add(new StockLine(
          Input.sku(field + ".sku", part.sku()),
          Input.between(field + ".quantity", part.quantity(), 1, Bundles.MOST_OF_A_PART)));
    }
    return parts;
  }
}
