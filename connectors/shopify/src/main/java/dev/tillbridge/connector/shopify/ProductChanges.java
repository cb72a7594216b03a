package dev.tillbridge.connector.shopify;

import static dev.tillbridge.connector.shopify.Outcomes.then;

import dev.tillbridge.model.outcome.Outcome;
import dev.tillbridge.model.outcome.Outcome.Delivered;
import dev.tillbridge.model.outcome.Outcome.InDoubt;
import dev.tillbridge.model.outcome.Outcome.Reason;
import dev.tillbridge.model.outcome.Outcome.Refused;
import dev.tillbridge.model.shop.ShopCatalog.ProductChange;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Says anew what the shop shows of a product. Only named fields are sent, by productUpdate and
 * productVariantsBulkUpdate: productSet would delete the variants that a list leaves out. Neither
 * takes an idempotency key; both set values, so doing them twice does no more than once.
 */
final class ProductChanges {

  /** Input lists have at most 250 entries (shopify.dev, "API limits"). */
  private static final int VARIANTS_AT_ONCE = 250;

  private final GraphQl graphQl;

  ProductChanges(GraphQl graphQl) {
    this.graphQl = graphQl;
  }

  Outcome<String> send(ProductChange change) {
    Outcome<String> done = new Delivered<>(change.productId());
    if (change.title() != null || change.vendor() != null || change.type() != null) {
      done = product(change);
    }
    var items = change.items();
    for (int from = 0; from < items.size(); from += VARIANTS_AT_ONCE) {
      if (!(done instanceof Delivered<String>)) {
        return done;
      }
      int to = Math.min(items.size(), from + VARIANTS_AT_ONCE);
      done = variants(change.productId(), items.subList(from, to));
    }
    return done;
  }

  private Outcome<String> product(ProductChange change) {
    var variables = Json.object();
    var product = variables.putObject("product").put("id", change.productId());
    if (change.title() != null) {
      product.put("title", change.title());
    }
    if (change.vendor() != null) {
      product.put("vendor", change.vendor());
    }
    if (change.type() != null) {
      product.put("productType", change.type());
    }
    return then(
        graphQl.call(Document.PRODUCT_UPDATE, variables),
        data -> judged(data, "productUpdate", change.productId()));
  }

  private Outcome<String> variants(
      String productId, List<dev.tillbridge.model.shop.ShopCatalog.ItemChange> items) {
    var variables = Json.object().put("product", productId);
    var list = variables.putArray("variants");
    for (var item : items) {
      var one = list.addObject().put("id", item.variantId());
      if (item.sku() != null) {
        one.putObject("inventoryItem").put("sku", item.sku());
      }
      if (item.price() != null) {
        one.put("price", item.price());
      }
      if (item.barcode() != null) {
        one.put("barcode", item.barcode());
      }
      if (item.taxable() != null) {
        one.put("taxable", item.taxable());
      }
    }
    return then(
        graphQl.call(Document.VARIANTS_UPDATE, variables),
        data -> judged(data, "productVariantsBulkUpdate", productId));
  }

  private static Outcome<String> judged(JsonNode data, String mutation, String productId) {
    try {
      var errors = UserError.of(Field.root(data).at(mutation));
      if (errors.isEmpty()) {
        return new Delivered<>(productId);
      }
      boolean gone = errors.stream()
          .anyMatch(error -> error.is("PRODUCT_DOES_NOT_EXIST")
              || error.is("PRODUCT_VARIANT_DOES_NOT_EXIST")
              || error.message().equals("Product does not exist"));
      return new Refused<>(
          gone ? Reason.NOT_FOUND : Reason.INVALID, "Shopify: " + UserError.words(errors));
    } catch (NotAsDocumented e) {
      return new InDoubt<>("Shopify's answer is not as documented: " + e.reason());
    }
  }
}
