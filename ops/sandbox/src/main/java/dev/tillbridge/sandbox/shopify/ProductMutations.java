package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Cents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Changing products through the API. Only what is named changes; nothing is removed. */
final class ProductMutations {

  private final ShopData data;
  private final CatalogueNodes nodes;
  private final Consumer<Product> onChange;

  /** {@code onChange} hears of every product that was changed. */
  ProductMutations(ShopData data, CatalogueNodes nodes, Consumer<Product> onChange) {
    this.data = data;
    this.nodes = nodes;
    this.onChange = onChange;
  }

  GraphNode update(Map<String, Object> arguments) {
    var input = arguments.get("product") instanceof Map<?, ?> map ? map : Map.of();
    var known = input.get("id") instanceof String gid
        ? data.products.get(Gid.number("Product", gid))
        : null;
    if (known == null) {
      return payload(
          "ProductUpdatePayload",
          "UserError",
          List.of(error("UserError", null, List.of("id"), "Product does not exist")));
    }
    if (input.get("title") instanceof String title && title.isBlank()) {
      return payload(
          "ProductUpdatePayload",
          "UserError",
          List.of(error("UserError", null, List.of("title"), "Title can't be blank")));
    }
    var changed = new Product(
        known.id(),
        text(input, "handle", known.handle()),
        text(input, "title", known.title()),
        text(input, "vendor", known.vendor()),
        known.createdAt(),
        text(input, "productType", known.type() == null ? "" : known.type()),
        known.image(),
        data.now());
    data.products.put(changed.id(), changed);
    data.counters.up("productUpdates");
    onChange.accept(changed);
    var payload = new HashMap<String, Object>();
    payload.put("product", nodes.product(changed));
    payload.put("userErrors", List.of());
    return new GraphNode.Fixed("ProductUpdatePayload", payload);
  }

  GraphNode updateVariants(Map<String, Object> arguments) {
    var type = "ProductVariantsBulkUpdatePayload";
    var errorType = "ProductVariantsBulkUpdateUserError";
    var product = data.products.get(Gid.number("Product", Arguments.text(arguments, "productId")));
    if (product == null) {
      return payload(
          type,
          errorType,
          List.of(error(
              errorType,
              "PRODUCT_DOES_NOT_EXIST",
              List.of("productId"),
              "Product does not exist")));
    }
    var errors = new ArrayList<GraphNode>();
    var changed = new ArrayList<Variant>();
    int i = 0;
    for (var entry : Arguments.list(arguments, "variants")) {
      var field = List.of("variants", Integer.toString(i++), "id");
      var input = (Map<?, ?>) Objects.requireNonNull(entry);
      var known = input.get("id") instanceof String gid
          ? data.variants.get(Gid.number("ProductVariant", gid))
          : null;
      if (known == null || known.productId() != product.id()) {
        errors.add(error(
            errorType,
            known == null ? "PRODUCT_VARIANT_DOES_NOT_EXIST" : "MUST_BE_FOR_THIS_PRODUCT",
            field,
            "Product variant does not exist"));
      } else if (input.get("inventoryQuantities") != null) {
        errors.add(error(
            errorType,
            "NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE",
            field,
            "Inventory quantities can only be provided during create."));
      } else {
        changed.add(with(known, input));
      }
    }
    // Unless partial updates are allowed, one bad entry spoils all.
    if (!errors.isEmpty() && !Boolean.TRUE.equals(arguments.get("allowPartialUpdates"))) {
      return payload(type, errorType, errors);
    }
    changed.forEach(data::save);
    var touched = data.touch(product);
    data.counters.up("variantUpdates");
    onChange.accept(touched);
    var fields = new HashMap<String, Object>();
    fields.put("product", nodes.product(touched));
    fields.put("productVariants", changed.stream().map(nodes::variant).toList());
    fields.put("userErrors", errors);
    return new GraphNode.Fixed(type, fields);
  }

  private Variant with(Variant known, Map<?, ?> input) {
    var price = input.get("price");
    var sku = input.get("inventoryItem") instanceof Map<?, ?> item ? item.get("sku") : null;
    return new Variant(
        known.id(),
        known.productId(),
        known.itemId(),
        sku instanceof String text ? text : known.sku(),
        input.containsKey("barcode")
            ? (input.get("barcode") instanceof String text && !text.isEmpty() ? text : null)
            : known.barcode(),
        known.title(),
        price == null
            ? known.price()
            : Cents.minor(price.toString(), data.settings().currency()),
        input.get("taxable") instanceof Boolean taxable ? taxable : known.taxable(),
        known.position(),
        known.createdAt(),
        known.image());
  }

  private static String text(Map<?, ?> input, String name, String otherwise) {
    return input.get(name) instanceof String text ? text : otherwise;
  }

  private static GraphNode payload(String type, String errorType, List<GraphNode> errors) {
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("a refused call has errors of " + errorType);
    }
    return new GraphNode.Fixed(type, Map.of("userErrors", errors));
  }

  private static GraphNode error(
      String type, @Nullable String code, List<String> field, String message) {
    var fields = new HashMap<String, Object>();
    fields.put("field", field);
    fields.put("message", message);
    if (code != null) {
      fields.put("code", code);
    }
    return new GraphNode.Fixed(type, fields);
  }
}
