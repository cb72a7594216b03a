package dev.tillbridge.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.security.Tills;
import dev.tillbridge.hub.catalog.Asked;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.inventory.TrackedGoods;
import dev.tillbridge.hub.inventory.Tracking;
import dev.tillbridge.hub.places.Places;
import dev.tillbridge.hub.stock.StockLevels;
import dev.tillbridge.model.catalog.Product;
import dev.tillbridge.model.catalog.Sku;
import dev.tillbridge.model.catalog.Variant;
import dev.tillbridge.model.stock.StockLevel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is sold, with what is left of it at the caller's location. */
@RestController
class ProductsApi {

  private static final int MOST = 500;
  private static final int LONGEST_QUERY = 200;

  private final Catalog catalog;
  private final StockLevels levels;
  private final TrackedGoods tracked;
  private final Tills tills;

  ProductsApi(Catalog catalog, StockLevels levels, TrackedGoods tracked, Places places) {
    this.catalog = catalog;
    this.levels = levels;
    this.tracked = tracked;
    this.tills = new Tills(places);
  }

  record OptionJson(String name, String value) {}

  /**
   * A variant.
   *
   * @param unit kg or lb when its price is for one of them and each piece is weighed
   * @param minimumAge of the customer, in years
   * @param tracking SERIAL or LOT when the till is to name what it sells
   */
  record VariantJson(
      String sku,
      @Nullable String barcode,
      String title,
      List<OptionJson> options,
      MoneyJson price,
      String taxCategory,
      @Nullable String image,
      int available,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String unit,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer minimumAge,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String tracking) {}

  record ProductJson(
      UUID id, String title, String vendor, String type, List<VariantJson> variants) {}

  record ProductsJson(List<ProductJson> products, @Nullable String nextCursor) {}

  /** Every word of the query must be found; an exact barcode comes first. */
  @GetMapping("/api/v1/products")
  ProductsJson search(
      @RequestParam(defaultValue = "") String query,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "200") Integer limit,
      @RequestParam(required = false) @Nullable String location,
      @AuthenticationPrincipal Caller caller) {
    if (!query.isEmpty()) {
      Input.between("query.length", query.length(), 0, LONGEST_QUERY);
    }
    var page = catalog.search(query, cursor, Input.between("limit", limit, 1, MOST));
    var here = available(page.products(), location, caller);
    var asks = asks(page.products());
    return new ProductsJson(
        page.products().stream().map(p -> json(p, here, asks)).toList(), page.nextCursor());
  }

  private record Asks(Map<Sku, Asked> asked, Map<Sku, Tracking> tracked) {}

  private Asks asks(List<Product> products) {
    var skus =
        products.stream().flatMap(p -> p.variants().stream()).map(Variant::sku).toList();
    return new Asks(catalog.asks().of(skus), tracked.trackings(skus));
  }

  record AskedBody(
      @Nullable String sku, @Nullable String unit, @Nullable Integer minimumAge) {}

  /** Says what tills ask before they sell it; what is left out is not asked any more. */
  @PostMapping("/api/v1/products/asks")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void ask(@RequestBody AskedBody body) {
    var unit = body.unit() == null ? null : Asked.Unit.of("unit", body.unit());
    catalog.asks().set(Input.sku("sku", body.sku()), new Asked(unit, body.minimumAge()));
  }

  private Map<Sku, Integer> available(
      List<Product> products, @Nullable String asked, Caller caller) {
    var location = asked != null
        ? Input.location("location", asked)
        : tills.location(caller.register() == null ? "R1" : caller.register()).orElse(null);
    var here = new HashMap<Sku, Integer>();
    if (location == null) {
      return here;
    }
    long variants = products.stream().mapToLong(p -> p.variants().size()).sum();
    if (variants > 20) {
      for (var level : levels.at(location)) {
        here.put(level.sku(), level.available());
      }
      return here;
    }
    for (var product : products) {
      for (var variant : product.variants()) {
        levels
            .at(location, variant.sku())
            .map(StockLevel::available)
            .ifPresent(free -> here.put(variant.sku(), free));
      }
    }
    return here;
  }

  private static ProductJson json(Product product, Map<Sku, Integer> here, Asks asks) {
    return new ProductJson(
        product.id(),
        product.title(),
        product.vendor(),
        product.type(),
        product.variants().stream()
            .map(v -> json(v, here.getOrDefault(v.sku(), 0), asks))
            .toList());
  }

  private static VariantJson json(Variant variant, int available, Asks asks) {
    var asked = asks.asked().getOrDefault(variant.sku(), Asked.NOTHING);
    var unit = asked.unit();
    var tracking = asks.tracked().get(variant.sku());
    return new VariantJson(
        variant.sku().code(),
        variant.barcode(),
        variant.title(),
        variant.options().stream().map(o -> new OptionJson(o.name(), o.value())).toList(),
        MoneyJson.of(variant.price()),
        variant.taxCategory().code(),
        variant.image(),
        available,
        unit == null ? null : unit.symbol(),
        asked.minimumAge(),
        tracking == null ? null : tracking.name());
  }
}
