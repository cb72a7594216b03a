package dev.tillbridge.app.api;

import dev.tillbridge.app.security.Caller;
import dev.tillbridge.app.security.Tills;
import dev.tillbridge.hub.catalog.Catalog;
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
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is sold, with what is left of it at the caller's location. */
@RestController
class ProductsApi {

  private static final int MOST = 500;
  private static final int LONGEST_QUERY = 200;

  private final Catalog catalog;
  private final StockLevels levels;
  private final Tills tills;

  ProductsApi(Catalog catalog, StockLevels levels, Places places) {
    this.catalog = catalog;
    this.levels = levels;
    this.tills = new Tills(places);
  }

  record OptionJson(String name, String value) {}

  record VariantJson(
      String sku,
      @Nullable String barcode,
      String title,
      List<OptionJson> options,
      MoneyJson price,
      String taxCategory,
      @Nullable String image,
      int available) {}

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
    return new ProductsJson(
        page.products().stream().map(p -> json(p, here)).toList(), page.nextCursor());
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

  private static ProductJson json(Product product, Map<Sku, Integer> here) {
    return new ProductJson(
        product.id(),
        product.title(),
        product.vendor(),
        product.type(),
        product.variants().stream()
            .map(v -> json(v, here.getOrDefault(v.sku(), 0)))
            .toList());
  }

  private static VariantJson json(Variant variant, int available) {
    return new VariantJson(
        variant.sku().code(),
        variant.barcode(),
        variant.title(),
        variant.options().stream().map(o -> new OptionJson(o.name(), o.value())).toList(),
        MoneyJson.of(variant.price()),
        variant.taxCategory().code(),
        variant.image(),
        available);
  }
}
